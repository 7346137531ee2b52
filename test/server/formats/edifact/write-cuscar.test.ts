import { expect } from 'chai';
import fc from 'fast-check';
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import { validateDocument } from '../../../../protocol/documents/validate.ts';
import { canonicalJson } from '../../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { corridorCase } from '../../../../protocol/simulated/corridor-case.ts';
import { decodeInterchange } from '../../../../server/formats/edifact/characters.ts';
import { writeCuscar } from '../../../../server/formats/edifact/cuscar/write-cuscar.ts';
import { LENGTHS } from '../../../../server/formats/edifact/fitting.ts';
import { readEdifact } from '../../../../server/formats/edifact/read-edifact.ts';
import { tokenize } from '../../../../server/formats/edifact/tokenizer.ts';
import { FormatError } from '../../../../server/formats/format-error.ts';
import { isLoss } from '../../../../server/formats/written-differences.ts';
import type { WrittenDocument } from '../../../../server/formats/written-document.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { sampleBytes } from '../../../protocol/support/samples.ts';
import { ANY, FITTING, manifestOf } from '../../support/manifests.ts';

const ENVELOPE = { sender: 'LODGER', recipient: 'CUSTOMS', preparedAt: '2026-04-17T08:30:00Z', reference: '77' };
const write = (manifest: Manifest) => writeCuscar(manifest, ENVELOPE);

function readAgain(bytes: Uint8Array) {
  const { items, findings } = readEdifact({ bytes });
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error('one message was written');
  return { ...item, manifest: item.document as unknown as Manifest, envelope: findings };
}

const manifestIn = (name: string) => readAgain(sampleBytes(name)).manifest;
const bare = (more: Partial<Manifest> = {}): Manifest => ({
  schema: 'corridor/manifest/1',
  documentType: 85,
  simulated: false,
  number: 'M1',
  conveyance: {},
  consignments: [],
  ...more,
});
const withItem = (item: object) =>
  bare({ consignments: [{ transportDocument: { number: 'B1' }, containers: [], items: [item] }] });
const textOf = (manifest: Manifest) => decodeInterchange(write(manifest).bytes);

const ROLES = [
  ...(['exportBroker', 'importBroker', 'railOperator', 'carrier', 'exportTerminal', 'importTerminal'] as const),
  ...(['certificateIssuer', 'exportOffice', 'importOffice'] as const),
];
const simulated = corridorCase({
  caseId: `0x${'11'.repeat(32)}`,
  ucr: 'SIM-2026-0417',
  openedAtMs: Date.UTC(2026, 3, 17),
  parties: Object.fromEntries(ROLES.map((role, at) => [role, `0x000000000000000${at}`])) as never,
});

describe('CUSCAR writer', () => {
  for (const name of ['edifact/cuscar-d95b-msc-edinet.edi', 'edifact/cuscar-d95b-no-envelope.edi']) {
    it(`gives ${name} again, but for a line that its sender made too long`, () => {
      const manifest = manifestIn(name);
      const { bytes, differences } = write(manifest);
      expect(differences).to.deep.equal([
        { pointer: '/consignments/0/notifyParties/0/address/lines', change: 'REFLOWED' },
      ]);
      const again = readAgain(bytes).manifest;
      const party = again.consignments[0]?.notifyParties?.[0];
      expect(party?.address?.lines).to.deep.equal([
        'SUMMIT 44,90 EL SHAMALY STREET AL',
        'TAGAMOAA EL KHAM,400 &401',
        'NEW CAIRO',
      ]);
      expect(write(again)).to.deep.include({ differences: [] });
    });
  }

  it('carries the whole manifest of the corridor', () => {
    const { manifest } = simulated;
    const { differences, bytes } = write(manifest);
    expect(differences.filter(isLoss)).to.deep.equal([]);
    expect(readAgain(bytes).manifest.simulated).to.equal(true);
  });

  it('loses nothing of a manifest whose values fit, whatever its characters', () => {
    fc.assert(
      fc.property(manifestOf(FITTING), (manifest) => {
        const { bytes, differences } = write(manifest);
        expect(differences.filter(isLoss)).to.deep.equal([]);
        const { envelope, findings, unmapped, manifest: again } = readAgain(bytes);
        expect(envelope).to.deep.equal([]);
        expect(findings.filter(({ ruleId }) => ruleId !== 'EDIFACT_LOCAL_TIME')).to.deep.equal([]);
        expect(unmapped.filter((each) => 'segment' in each && each.tag !== 'UNB' && each.tag !== 'UNH')).to.deep.equal(
          [],
        );
        const second = write(again);
        expect(second.differences).to.deep.equal([]);
        expect(second.bytes).to.deep.equal(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it('says of every value of any manifest whether it was carried, and writes no value beyond its length', () => {
    fc.assert(
      fc.property(manifestOf(ANY), (manifest) => {
        expect(validateDocument(manifest as unknown as JsonValue).ok).to.equal(true);
        const written = writtenOrRefused(manifest);
        if (written !== undefined) expectHonest(manifest, written);
      }),
      { numRuns: 200 },
    );
  });

  describe('declares the narrowest character set that holds the text', () => {
    const cases = [
      ["O'HARA + SONS: 50?", 'UNB+UNOA:3+'],
      ["O'Hara + Sons: 50?", "UNA:+.? '\nUNB+UNOB:3+"],
      ['Müller_Söhne', 'UNB+UNOC:3+'],
      ['钦州港 * 港', "UNA:+.?*'\nUNB+UNOY:4+"],
    ] as const;
    for (const [text, head] of cases) {
      it(`${head.slice(-7, -3)} for ${text}`, () => {
        const manifest = withItem({ description: text });
        expect(textOf(manifest).startsWith(head)).to.equal(true);
        expect(readAgain(write(manifest).bytes).manifest).to.deep.equal(manifest);
      });
    }
  });

  it('writes Latin letters in the one byte that UNOC gives them', () => {
    const { bytes } = write(withItem({ description: 'Ü' }));
    expect([...bytes].filter((byte) => byte > 127)).to.deep.equal([0xdc]);
  });

  it('cuts long texts into lines and says so', () => {
    const manifest = withItem({ description: 'word '.repeat(400).trim(), marks: ['M'.repeat(80)] });
    const { differences, bytes } = write(manifest);
    expect(differences).to.deep.equal(
      [
        { pointer: '/consignments/0/items/0/marks', change: 'REFLOWED' },
        { pointer: '/consignments/0/items/0/description', change: 'REFLOWED' },
      ].sort((a, b) => (a.pointer < b.pointer ? -1 : 1)),
    );
    expect(readAgain(bytes).manifest.consignments[0]?.items[0]?.marks?.join('')).to.equal('M'.repeat(80));
  });

  it('leaves out what is too long or has no place, and says where', () => {
    const manifest = bare({
      conveyance: { mode: 'MARITIME', journeyNumber: 'V'.repeat(18), serviceCode: 'AEX1' },
      lodger: {
        name: 'A',
        identifiers: [
          { scheme: 'USCC', value: '1' },
          { scheme: 'AEO', value: '2' },
        ],
      },
    });
    expect(write(manifest).differences).to.deep.equal([
      { pointer: '/conveyance/journeyNumber', change: 'LOST' },
      { pointer: '/conveyance/serviceCode', change: 'LOST' },
      { pointer: '/lodger/identifiers/1', change: 'LOST' },
    ]);
  });

  it('refuses a manifest whose numbers no message can carry', () => {
    expect(codeOf(() => write(bare({ number: 'N'.repeat(36) })))).to.equal('EDIFACT_UNWRITABLE');
    const consignment = { transportDocument: { number: 'N'.repeat(71) }, containers: [], items: [] };
    expect(codeOf(() => write(bare({ consignments: [consignment] })))).to.equal('EDIFACT_UNWRITABLE');
  });

  it('names the rail consignment note and the sea waybill by their references', () => {
    const of = (documentType: number) =>
      textOf(
        bare({ consignments: [{ transportDocument: { number: 'D1', documentType }, containers: [], items: [] }] }),
      );
    expect(of(720)).to.include("RFF+RCN:D1'");
    expect(of(710)).to.include("RFF+AEX:D1'");
  });
});

function writtenOrRefused(manifest: Manifest): WrittenDocument | undefined {
  try {
    return write(manifest);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    expect(error.code).to.equal('EDIFACT_UNWRITABLE');
    return undefined;
  }
}

/** Each text is found in what is read again, or it is said that it is not. */
function expectHonest(manifest: Manifest, { bytes, differences }: WrittenDocument): void {
  const again = canonicalJson(readAgain(bytes).document);
  for (const [pointer, value] of leavesOf(manifest as unknown as JsonValue, '')) {
    const said = differences.some((each) => pointer === each.pointer || pointer.startsWith(`${each.pointer}/`));
    if (!said && typeof value === 'string') expect(again, pointer).to.include(JSON.stringify(value));
  }
  for (const { tag, elements } of tokenize(decodeInterchange(bytes)).segments) {
    for (const value of elements.flat()) expect([...value].length, tag).to.be.at.most(LENGTHS.text);
  }
}

function* leavesOf(value: JsonValue | undefined, pointer: string): Generator<[string, JsonValue]> {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    yield [pointer, value];
    return;
  }
  for (const [key, each] of Object.entries(value)) yield* leavesOf(each as JsonValue, `${pointer}/${key}`);
}
