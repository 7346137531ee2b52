import { expect } from 'chai';
import fc from 'fast-check';
import { describePosition } from '../../../protocol/checks/finding.ts';
import { CodedError } from '../../../protocol/coded-error.ts';
import { documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import type { Manifest } from '../../../protocol/documents/manifest.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { corridorCase } from '../../../protocol/simulated/corridor-case.ts';
import type { FormatError } from '../../../server/formats/format-error.ts';
import { MAX_FILE_BYTES, readFile } from '../../../server/formats/read-file.ts';
import type { ReadItem, SourceFile } from '../../../server/formats/reading.ts';
import { codeOf } from '../../protocol/support/errors.ts';
import { sampleBytes } from '../../protocol/support/samples.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** The message of a file that holds one. */
function readOne(file: SourceFile): ReadItem {
  const { items } = readFile(file);
  expect(items).to.have.length(1);
  return items[0];
}
const refusalOf = (text: string | Uint8Array, fileName?: string, mediaType?: string) =>
  codeOf(() => readFile({ bytes: typeof text === 'string' ? bytesOf(text) : text, fileName, mediaType }));

const id = (n: number) => `0x${n.toString(16).padStart(16, '0')}`;
const simulated = corridorCase({
  caseId: `0x${'11'.repeat(32)}`,
  ucr: 'SIM-2026-0417',
  openedAtMs: Date.UTC(2026, 3, 17),
  parties: {
    exportBroker: id(1),
    importBroker: id(2),
    railOperator: id(3),
    carrier: id(4),
    exportTerminal: id(5),
    importTerminal: id(6),
    certificateIssuer: id(7),
    exportOffice: id(8),
    importOffice: id(9),
  },
});

const MANIFEST = 'edifact/cuscar-d95b-msc-edinet.edi';

describe('intake of files', () => {
  it('reads a real manifest and names its source', () => {
    const result = readOne({ bytes: sampleBytes(MANIFEST), fileName: 'msc.edi' });
    expect(result).to.include({ kind: 'CUSCAR', schema: 'corridor/manifest/1' });
    expect(result.source).to.deep.equal({
      format: 'EDIFACT',
      mapping: 'edifact/cuscar',
      mappingVersion: '2',
      sha256: '110004d2e37f6fea24311fe04915218dbf63a5ba7084a2d4b0792b3ab7c4bb62',
      mediaType: 'application/EDIFACT',
      fileName: 'msc.edi',
    });
    expect(result.document).to.deep.include({ source: result.source, simulated: false });
    expect(documentRoot(result.document as unknown as JsonValue, [], '07'.repeat(32), '/consignments')).to.match(/^0x/);
  });

  it('says of each finding where in the file it came from', () => {
    const read = readFile({ bytes: sampleBytes(MANIFEST) });
    const findings = [...read.findings, ...read.items[0].findings];
    const positions = findings.map(({ ruleId, source }) => `${ruleId} ${source && describePosition(source)}`);
    expect(positions).to.include.members([
      'EDIFACT_SEGMENT_COUNT segment 53 UNT 1',
      'EDIFACT_MESSAGE_TYPE segment 2 UNH 2',
      'EDIFACT_LOCAL_TIME segment 8 DTM 1.2',
      'EDIFACT_TRANSPORT_DOCUMENT segment 11 RFF 1.1',
      'GROSS_MASS_UNIT segment 25 MEA 3.2',
      'LOCATION_NOT_COVERED segment 12 LOC 2.1',
      'MISSING_FIELD segment 17 GID',
    ]);
    expect(findings.every(({ severity }) => severity === 'finding')).to.equal(true);
    expect(findings.filter(({ ruleId }) => ruleId.startsWith('CONTAINER'))).to.deep.equal([]);
  });

  it('reads every document of the simulated case as JSON', () => {
    for (const document of Object.values(simulated)) {
      const result = readOne({ bytes: bytesOf(JSON.stringify(document)), mediaType: 'application/json' });
      expect(result).to.deep.include({ kind: 'CORRIDOR', schema: document.schema, unmapped: [] });
      expect(result.document).to.deep.equal(document);
    }
  });

  it('reads the same bytes to the same document', () => {
    const read = () => readFile({ bytes: sampleBytes(MANIFEST) });
    expect(read()).to.deep.equal(read());
  });

  it('reads each message of a file to a document of its own', () => {
    const message = (n: number) => `UNH+${n}+CUSCAR:D:95B:UN'BGM+85+M${n}+9'CNI+1+B${n}'UNT+4+${n}'`;
    const { items } = readFile({ bytes: bytesOf(message(1) + message(2)) });
    expect(items.map(({ reference, source }) => [reference, source.item])).to.deep.equal([
      ['1', 1],
      ['2', 2],
    ]);
    expect(items.map(({ document }) => (document as Manifest).number)).to.deep.equal(['M1', 'M2']);
  });

  it('takes names from outside into the strict profile', () => {
    const { source } = readOne({
      bytes: sampleBytes(MANIFEST),
      fileName: `re\u0301sume\u0301-\ud800${'x'.repeat(300)}`,
    });
    expect(source.fileName).to.have.length.below(201);
    expect(source.fileName).to.match(/^résumé-/);
  });

  const pdf = '%PDF-1.7\n';
  const refusals: [string, string | Uint8Array, string | undefined, string | undefined, string][] = [
    ['a PDF that is named JSON', pdf, 'invoice.json', undefined, 'FORMAT_MISMATCH'],
    ['JSON that claims to be a PDF', '{}', undefined, 'application/pdf', 'FORMAT_MISMATCH'],
    ['EDIFACT that claims to be JSON', "UNB+UNOA:1'", undefined, 'application/json', 'FORMAT_MISMATCH'],
    ['a program that is named EDIFACT', 'MZ\u0000', 'manifest.edi', undefined, 'FORMAT_MISMATCH'],
    ['a PDF', pdf, 'scan.pdf', 'application/pdf', 'ATTACHMENT_TYPE_MISSING'],
    ['XML', '<?xml version="1.0"?><a/>', undefined, 'text/xml; charset=utf-8', 'XML_UNSUPPORTED'],
    ['an archive', 'PK\u0003\u0004', undefined, undefined, 'ATTACHMENT_TYPE_MISSING'],
    ['nothing', '', undefined, undefined, 'FORMAT_UNKNOWN'],
    ['plain text', 'hello', 'readme.txt', 'text/plain', 'FORMAT_UNKNOWN'],
    ['JSON with duplicate keys', '{"schema":"a","schema":"b"}', undefined, undefined, 'JSON_DUPLICATE_KEY'],
    ['JSON 10,000 deep', `${'['.repeat(10_000)}`, undefined, undefined, 'JSON_TOO_DEEP'],
    ['broken JSON', '{"schema":', undefined, undefined, 'JSON_SYNTAX'],
    ['JSON without schema', '{}', undefined, undefined, 'FORMAT_UNREADABLE'],
    ['a truncated interchange', "UNB+UNOA:1'UNH+1", undefined, undefined, 'EDIFACT_TRUNCATED'],
    ['an interchange without message', "UNB+UNOA:1+S+R+1+C'UNZ+0+C'", undefined, undefined, 'EDIFACT_NO_MESSAGE'],
    [
      'another message type',
      "UNB+UNOA:1+S+R+1+C'UNH+1+PAXLST:D:02B:UN'BGM+745'UNT+3+1'UNZ+1+C'",
      undefined,
      undefined,
      'EDIFACT_MESSAGE_UNSUPPORTED',
    ],
    ['a service string of nonsense', "UNA'''''''", undefined, undefined, 'EDIFACT_UNA'],
    ['a file beyond the limit', new Uint8Array(MAX_FILE_BYTES + 1), undefined, undefined, 'FORMAT_TOO_LARGE'],
  ];
  for (const [what, content, fileName, mediaType, code] of refusals) {
    it(`refuses ${what}: ${code}`, () => {
      expect(refusalOf(content, fileName, mediaType)).to.equal(code);
    });
  }

  it('names every place at fault', () => {
    const broken = { ...simulated.invoice, total: 400, note: 'x' };
    try {
      readFile({ bytes: bytesOf(JSON.stringify(broken)) });
      expect.fail('was accepted');
    } catch (error) {
      expect((error as FormatError).faults.map(({ code, pointer }) => `${code} ${pointer}`)).to.have.members([
        'SCHEMA_VIOLATION /total',
        'SCHEMA_VIOLATION /note',
      ]);
    }
  });

  it('answers any bytes with a document or a typed error', () => {
    const head = fc.constantFrom('', '{"schema":"corridor/invoice/1",', "UNA:+.? '", "UNH+1+CUSCAR'BGM+85+1'", '%PDF-');
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 100 }), (beginning, tail) => {
        try {
          readFile({ bytes: new Uint8Array([...bytesOf(beginning), ...tail]) });
        } catch (error) {
          expect(error).to.be.instanceOf(CodedError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads a manifest at the segment limit without choking', () => {
    const body = "RFF+UCN:1'SGP+FCIU5956299'NAD+CA++X'".repeat(30_000);
    expect(refusalOf(`UNH+1+CUSCAR'BGM+85+1'CNI+1+B'GID+1+1:CT'${body}UNT+1+1'`)).to.equal('FORMAT_UNREADABLE');
  });
});
