import { expect } from 'chai';
import fc from 'fast-check';
import { allowsDocumentType, DOCUMENT_SCHEMAS, documentSchema } from '../../../protocol/documents/registry.ts';
import { validateDocument } from '../../../protocol/documents/validate.ts';
import type { JsonObject, JsonValue } from '../../../protocol/json/json-value.ts';
import { corridorCase } from '../../../protocol/simulated/corridor-case.ts';
import { strictJson } from '../support/arbitraries.ts';

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
const invoice = structuredClone(simulated.invoice) as unknown as JsonObject;

const errorsOf = (value: JsonValue) => {
  const result = validateDocument(value);
  return result.ok ? [] : result.errors.map(({ code, pointer }) => `${code} ${pointer}`);
};

describe('document schemas', () => {
  it('are found by the name that a document carries', () => {
    for (const document of Object.values(simulated)) {
      const result = validateDocument(structuredClone(document) as unknown as JsonObject);
      expect(result.ok && result.schema.name).to.equal(document.schema);
    }
  });

  it('refuse what names no schema', () => {
    const nameless: JsonValue[] = [null, [], 'text', {}, { schema: 1 }, { schema: 'constructor' }, { schema: 'x/1' }];
    for (const value of nameless) {
      expect(errorsOf(value)).to.deep.equal(['SCHEMA_UNKNOWN /schema']);
    }
    expect(documentSchema('toString')).to.equal(undefined);
  });

  it('name each place that is wrong', () => {
    expect(errorsOf({ ...invoice, total: 400 })).to.deep.equal(['SCHEMA_VIOLATION /total']);
    expect(errorsOf({ ...invoice, total: '4e5' })).to.deep.equal(['SCHEMA_VIOLATION /total']);
    expect(errorsOf({ ...invoice, price: '1', paid: true })).to.have.members([
      'SCHEMA_VIOLATION /price',
      'SCHEMA_VIOLATION /paid',
    ]);
    const { lines: _, ...empty } = invoice;
    expect(errorsOf(empty)).to.deep.equal(['SCHEMA_VIOLATION /lines']);
    expect(errorsOf({ ...invoice, documentType: 705 })).to.deep.equal(['SCHEMA_VIOLATION /documentType']);
  });

  it('count what is wrong and tell the first of it', () => {
    const result = validateDocument({ ...invoice, lines: Array.from({ length: 500 }, () => 'no line') });
    expect(result.ok || result.errors.length).to.equal(200);
    expect(result.ok || result.faults).to.be.at.least(500);
  });

  it('answer whatever claims to be a document without a throw', () => {
    const names = Object.keys(DOCUMENT_SCHEMAS);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.dictionary(fc.string(), strictJson), (schema, members) => {
        expect(validateDocument({ ...members, schema }).ok).to.equal(false);
      }),
    );
  });

  it('say under which UNTDID types their documents may be lodged', () => {
    const manifest = DOCUMENT_SCHEMAS['corridor/manifest/1'];
    expect(manifest.sectionPointer).to.equal('/consignments');
    expect(allowsDocumentType(manifest, 785)).to.equal(true);
    expect(allowsDocumentType(manifest, 380)).to.equal(false);
    expect(allowsDocumentType(DOCUMENT_SCHEMAS['corridor/attachment/1'], 851)).to.equal(true);
    expect(allowsDocumentType(DOCUMENT_SCHEMAS['corridor/case-envelope/1'], 785)).to.equal(false);
  });
});
