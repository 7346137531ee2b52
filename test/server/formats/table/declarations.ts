/** Goods declarations with any of the fields that a table has. */
import fc from 'fast-check';

/** A record whose members may each be absent. */
const some = (shape: Record<string, fc.Arbitrary<unknown>>) => fc.record(shape, { requiredKeys: [] });

const UNITS = [...'ABCXYZabc019 .,-()/=!"%&*<>\'+:?@#_|[]éüß钦州港𝄞\n\t'];

/** Any text that does not begin or end with a space, and holds no semicolon, which parts the values of a cell. */
export const phrase = (length = 40) =>
  fc
    .string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: length })
    .map((text) => text.normalize('NFC').trim() || 'X');
const word = phrase().map((text) => text.replace(/[\n\t]/g, '-').trim() || 'X');
const list = fc.array(word, { minLength: 1, maxLength: 3 });

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom('', '.5', '.000', '.125', '.000000001'))
  .map(([whole, fraction]) => `${whole}${fraction}`);
const date = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));
const instant = fc
  .tuple(date, fc.constantFrom('T08:30:00Z', 'T23:59:59+08:00', 'T00:00:00.125-03:30'))
  .map((parts) => parts.join(''));
const currency = fc.constantFrom('USD', 'CNY', 'MYR');
const country = fc.constantFrom('CN', 'MY', 'SG');
const money = fc.record({ amount: decimal, currency });
const count = fc.integer({ min: 1, max: 99_999 });

const party = fc
  .record({ lines: list })
  .chain(({ lines }) =>
    some({
      name: phrase(),
      address: some({ city: phrase(), region: phrase(), postcode: phrase(9), countryCode: country }).map((rest) => ({
        lines,
        ...rest,
      })),
      identifiers: fc.array(fc.record({ scheme: fc.constantFrom('USCC', 'SSM', 'AEO'), value: word }), {
        minLength: 1,
        maxLength: 2,
      }),
      contact: some({ name: phrase(), telephone: phrase(), email: phrase() }).filter(hasMembers),
      partyId: fc.constant('0x00000000000000ab'),
    }),
  )
  .filter(hasMembers);

function hasMembers(value: object): boolean {
  return Object.keys(value).length > 0;
}

const place = some({ code: fc.constantFrom('CNQZH', 'MYPKG'), name: phrase() }).filter(hasMembers);

const dangerousGoods = fc.constantFrom('1263', '0004').chain((unNumber) =>
  some({
    hazardClass: fc.constantFrom('3', '2.1'),
    packingGroup: fc.constantFrom('II'),
    technicalName: phrase(),
  }).map((rest) => ({ unNumber, ...rest })),
);

const line = fc.tuple(
  count,
  some({
    hsCode: fc.constantFrom('847130', '040210'),
    nationalTariffCode: fc.constantFrom('0402100000', '8471300000'),
    description: phrase(400),
    countryOfOrigin: country,
    quantity: fc.record({ value: decimal, unitCode: fc.constantFrom('EA', 'KGM') }),
    netMassKg: decimal,
    grossMassKg: decimal,
    packages: some({ count, typeCode: fc.constantFrom('CT', 'BG') }).filter(hasMembers),
    unitPrice: decimal,
    lineValue: decimal,
    statisticalValue: money,
    preference: fc.record({ scheme: fc.constantFrom('RCEP', 'FORM_E'), certificateNumber: phrase() }),
    dangerousGoods: fc.array(dangerousGoods, { minLength: 1, maxLength: 3 }),
    containerNumbers: fc.subarray(['CSQU3054383', 'FCIU5956299'], { minLength: 1 }),
  }),
);

const container = fc.constantFrom('CSQU3054383', 'FCIU5956299').chain((number) =>
  some({
    typeCode: fc.constantFrom('45G1', '22E3'),
    fullness: fc.constantFrom('FULL', 'EMPTY'),
    seals: fc.array(fc.record({ number: phrase(15), issuer: fc.constantFrom('CA', 'CU') }), {
      minLength: 1,
      maxLength: 4,
    }),
    tareMassKg: decimal,
    verifiedGrossMassKg: decimal,
  }).map((rest) => ({ number, ...rest })),
);

const document = fc
  .tuple(fc.constantFrom(705, 380, 720), phrase(), some({ issuedOn: date, root: fc.constant(`0x${'ab'.repeat(32)}`) }))
  .map(([documentType, number, rest]) => ({ documentType, number, ...rest }));

const rest = some({
  nationalProcedureCode: fc.constantFrom('0110', '4000'),
  officeId: fc.constant('0x00000000000000cd'),
  officeCode: phrase(10),
  lrn: phrase(20),
  mrn: phrase(20),
  ucr: fc.constantFrom('5CN1-A', 'SIM-2026/1'),
  declaredAt: instant,
  aeoId: phrase(20),
  invoice: some({
    number: phrase(20),
    issuedOn: date,
    currency,
    total: decimal,
    deliveryTerms: some({ incoterm: fc.constantFrom('FOB', 'CIF'), namedPlace: phrase() }).filter(hasMembers),
  }).filter(hasMembers),
  freight: money,
  insurance: money,
  placeOfLoading: place,
  placeOfDischarge: place,
  countryOfDispatch: country,
  countryOfDestination: country,
  dutyPaymentMethod: fc.constantFrom('ELECTRONIC', 'NONE'),
  totalGrossMassKg: decimal,
  totalPackages: count,
  declarant: party,
  broker: party,
  exporter: party,
  importer: party,
});

const conveyance = some({
  mode: fc.constantFrom('MARITIME', 'INLAND_WATERWAY'),
  name: phrase(),
  imoNumber: fc.constant('9074729'),
  trainNumber: phrase(10),
  journeyNumber: phrase(10),
  nationality: country,
  carrier: some({ code: phrase(10), codeList: phrase(10), name: phrase() }).filter(hasMembers),
});

export const declarations = fc
  .tuple(
    fc.boolean(),
    fc.constantFrom([830, 'EXPORT'] as const, [929, 'IMPORT'] as const, [950, 'TRANSIT'] as const),
    rest,
    conveyance,
    fc.array(line, { maxLength: 3 }),
    fc.array(container, { maxLength: 2 }),
    fc.array(document, { maxLength: 3 }),
    fc.array(document, { maxLength: 3 }),
  )
  .map(([simulated, [documentType, procedure], fields, means, lines, containers, transport, supporting]) => ({
    schema: 'corridor/goods-declaration/1',
    documentType,
    procedure,
    simulated,
    ...fields,
    conveyance: means,
    lines: lines.map(([lineNumber, others]) => ({ lineNumber, ...others })),
    containers,
    transportDocuments: transport,
    supportingDocuments: supporting,
  }));
