/** Manifests with any of their fields, as property tests need them. */
import fc from 'fast-check';
import type { Consignment, Manifest, ManifestItem } from '../../../protocol/documents/manifest.ts';
import type { TradeParty } from '../../../protocol/documents/trade-party.ts';
import { type Container, type Place, TRANSPORT_MODES } from '../../../protocol/documents/transport.ts';

/** Makes the texts of a manifest; what it may hold decides which law is tested. */
export interface TextSource {
  /** One line that fits a place of some length. */
  readonly line: (length: number) => fc.Arbitrary<string>;
  readonly text: fc.Arbitrary<string>;
}

const UNITS = [...'ABCXYZabc019 .,-()/=!"%&*;<>\'+:?@#_éüß钦州港𝄞'];

/** Whatever characters, within the lengths of the directory: no word is longer than a line. */
export const FITTING: TextSource = {
  line: (length) =>
    fc
      .string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: length })
      .map((text) => text.normalize('NFC').replace(/^ +| +$/g, 'X')),
  text: fc
    .array(
      fc.string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: 60 }).map((line) => `${line.trim()}.`),
      { minLength: 1, maxLength: 7 },
    )
    .map((lines) => lines.join('\n').normalize('NFC')),
};

/** Any text of the strict profile that the schemas take. */
export const ANY: TextSource = {
  line: () =>
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }).map((text) => text.normalize('NFC').slice(0, 256)),
  text: fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 2_000 })
    .map((text) => text.normalize('NFC').slice(0, 8_000)),
};

/** A record whose members may each be absent. */
function some<T>(shape: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> }): fc.Arbitrary<Partial<T>> {
  return fc.record(shape as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] }) as never;
}

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom('', '.5', '.000', '.125'))
  .map(([whole, fraction]) => `${whole}${fraction}`);
const instant = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const few = <T>(each: fc.Arbitrary<T>, minLength = 1, maxLength = 3) => fc.array(each, { minLength, maxLength });

function partyOf({ line }: TextSource): fc.Arbitrary<TradeParty> {
  const address = fc
    .record({ lines: fc.array(line(35), { maxLength: 4 }) })
    .chain((lines) =>
      some({ city: line(35), region: line(70), postcode: line(17), countryCode: fc.constantFrom('CN', 'MY') }).map(
        (rest) => ({ ...lines, ...rest }),
      ),
    );
  const identifier = fc.record({ scheme: fc.constantFrom('USCC', '172:166', ':ZZZ', 'UNSPECIFIED'), value: line(35) });
  const contact = some({ name: line(35), telephone: line(50), email: line(50) });
  return fc
    .record({ name: line(35) })
    .chain((name) =>
      some({ address, identifiers: fc.tuple(identifier), contact }).map((rest) => ({ ...name, ...rest })),
    );
}

function placeOf({ line }: TextSource): fc.Arbitrary<Place> {
  const facility = fc
    .record({ code: line(25) })
    .chain((code) =>
      some({ codeList: fc.constantFrom('SMDG', 'TER:ZZZ'), name: line(70) }).map((rest) => ({ ...code, ...rest })),
    );
  return fc
    .record({ code: fc.oneof(fc.constantFrom('CNQZH', 'MYPKG', 'SG'), line(25)) })
    .chain((code) =>
      some({ codeList: fc.constantFrom('GS1', '227'), name: line(70), facility }).map((rest) => ({ ...code, ...rest })),
    );
}

function itemOf({ line, text }: TextSource, containers: readonly string[]): fc.Arbitrary<ManifestItem> {
  const packages = fc
    .record({ count: fc.nat({ max: 99_999_999 }) })
    .chain((count) =>
      some({ typeCode: fc.constantFrom('CT', 'BG'), description: line(35) }).map((rest) => ({ ...count, ...rest })),
    );
  const dangerousGoods = fc
    .record({ unNumber: fc.constantFrom('1263', '0004'), hazardClass: fc.constantFrom('3', '2.1') })
    .chain((goods) =>
      some({ packingGroup: fc.constantFrom('II'), technicalName: line(60) }).map((rest) => ({ ...goods, ...rest })),
    );
  return some<ManifestItem>({
    itemNumber: fc.integer({ min: 1, max: 99_999 }),
    packages: few(packages),
    marks: few(line(35), 1, 12),
    description: text,
    hsCode: fc.constantFrom('847130', '040210'),
    grossMassKg: decimal,
    statedGrossMass: fc.record({ value: decimal, unitCode: fc.constant('TON') }),
    netMassKg: decimal,
    volumeM3: decimal,
    dangerousGoods: few(dangerousGoods),
    containerNumbers: fc.subarray([...containers], { minLength: 1 }),
  }).map(({ statedGrossMass, ...item }) =>
    item.grossMassKg !== undefined || statedGrossMass === undefined ? item : { ...item, statedGrossMass },
  );
}

function containersOf({ line }: TextSource): fc.Arbitrary<Container[]> {
  const container = fc.constantFrom('CSQU3054383', 'FCIU5956299', 'TCLU5546482').chain((number) =>
    some({
      typeCode: fc.constantFrom('45G1', '22R1'),
      fullness: fc.constantFrom('FULL' as const, 'EMPTY' as const),
      seals: few(
        line(35).chain((seal) =>
          some({ issuer: fc.constantFrom('CA', 'CU') }).map((rest) => ({ number: seal, ...rest })),
        ),
      ),
      tareMassKg: decimal,
      verifiedGrossMassKg: decimal,
    }).map((rest) => ({ number, ...rest })),
  );
  return fc.uniqueArray(container, { minLength: 1, maxLength: 3, selector: ({ number }) => number });
}

const QUALIFIERS = { BM: 705, MB: 704, BH: 714, AEX: 710, RCN: 720 } as const;

function consignmentOf(source: TextSource, containers: readonly Container[]): fc.Arbitrary<Consignment> {
  const { line } = source;
  const numbers = containers.map(({ number }) => number);
  const place = placeOf(source);
  const party = partyOf(source);
  const transportDocument = fc
    .constantFrom(...Object.entries(QUALIFIERS))
    .chain(([qualifier, documentType]) => line(35).map((number) => ({ number, documentType, qualifier })));
  const rest = some<Omit<Consignment, 'transportDocument' | 'containers' | 'items'>>({
    sequence: fc.nat({ max: 99_999 }).map(String),
    consolidationNumber: line(35).map((number) => `C${number}`.slice(0, 35)),
    ucr: fc.constantFrom('5CN1-A'),
    references: few(fc.record({ qualifier: fc.constantFrom('BM', 'ON', 'SN', 'AAA'), number: line(35) })),
    customsStatus: fc.constantFrom('23', '9'),
    transhipment: fc.constant(false),
    placeOfReceipt: place,
    placeOfLoading: place,
    placeOfDischarge: place,
    placeOfDelivery: place,
    otherPlaces: few(fc.record({ function: fc.constantFrom('80', '28'), place })),
    consignor: party,
    consignee: party,
    notifyParties: few(party),
    otherParties: few(fc.record({ role: fc.constantFrom('FW', 'CB'), party })),
    remarks: few(line(200)),
  });
  return fc.tuple(transportDocument, rest, few(itemOf(source, numbers), 0)).map(([document, fields, items]) => ({
    transportDocument: document,
    ...fields,
    containers: [...containers],
    items,
  }));
}

/** A manifest of one or two consignments. */
export function manifestOf(source: TextSource): fc.Arbitrary<Manifest> {
  const { line } = source;
  const place = placeOf(source);
  const party = partyOf(source);
  const conveyance = some<Manifest['conveyance']>({
    mode: fc.constantFrom(...TRANSPORT_MODES.filter((mode) => mode !== 'RAIL')),
    name: line(35),
    imoNumber: fc.constantFrom('9074729'),
    journeyNumber: line(17),
    nationality: fc.constantFrom('SG'),
    carrier: fc.record({ code: line(17), codeList: fc.constantFrom('172:166', 'SMDG'), name: line(35) }),
  } as never);
  const rest = some<Omit<Manifest, 'schema' | 'documentType' | 'simulated' | 'number' | 'conveyance' | 'consignments'>>(
    {
      messageFunction: fc.constantFrom('9', '5', '1'),
      issuedAt: instant,
      lodger: party,
      otherParties: few(fc.record({ role: fc.constantFrom('CA', 'FW'), party })),
      placeOfEntry: place,
      otherPlaces: few(fc.record({ function: fc.constantFrom('153', '8'), place })),
      estimatedArrivalAt: instant,
      estimatedDepartureLocal: instant.map((time) => time.slice(0, -1)),
      references: few(fc.record({ qualifier: fc.constantFrom('AFB', 'VON'), number: line(35) })),
    } as never,
  );
  return containersOf(source).chain((containers) =>
    fc
      .tuple(fc.boolean(), line(35), conveyance, rest, few(consignmentOf(source, containers), 0, 2))
      .map(([simulated, number, means, fields, consignments]) => ({
        schema: 'corridor/manifest/1' as const,
        documentType: 785 as const,
        simulated,
        number,
        conveyance: means,
        ...fields,
        consignments,
      })),
  );
}
