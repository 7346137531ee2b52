import { expect } from 'chai';
import fc from 'fast-check';
import { checkDocument } from '../../../protocol/checks/check-document.ts';
import { add, compare, formatDecimal, multiply, parseDecimal, subtract } from '../../../protocol/checks/decimal.ts';
import type { CorridorDocument } from '../../../protocol/documents/registry.ts';
import { corridorCase } from '../../../protocol/simulated/corridor-case.ts';

const party = (digit: number) => `0x${String(digit).repeat(16)}`;

const simulated = () =>
  corridorCase({
    caseId: `0x${'cd'.repeat(32)}`,
    ucr: '6CN-SIMULATED-0417',
    openedAtMs: Date.UTC(2026, 3, 17, 2),
    parties: {
      exportBroker: party(1),
      importBroker: party(2),
      railOperator: party(3),
      carrier: party(4),
      exportTerminal: party(5),
      importTerminal: party(6),
      certificateIssuer: party(7),
      exportOffice: party(8),
      importOffice: party(9),
    },
  });

const rulesFound = (document: CorridorDocument) =>
  checkDocument(document).map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);

/** The document with one value changed; the path is a JSON pointer without escapes. */
function changed<T extends CorridorDocument>(document: T, pointer: string, value: unknown): T {
  // through JSON, so that values shared by reference are not changed together
  const copy: T = JSON.parse(JSON.stringify(document));
  const path = pointer.slice(1).split('/');
  let at = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = value;
  return copy;
}

describe('checks of documents', () => {
  it('find nothing in documents that agree with the rules', () => {
    for (const document of Object.values(simulated())) expect(rulesFound(document)).to.deep.equal([]);
  });

  const { manifest, invoice, packingList, billOfLading, certificateOfOrigin, exportDeclaration } = simulated();
  const cases: [string, CorridorDocument, string, unknown, string[]][] = [
    [
      'a swapped digit of a container number',
      manifest,
      '/consignments/0/containers/0/number',
      'SIMU4170102',
      [
        'CONTAINER_CHECK_DIGIT /consignments/0/containers/0/number',
        'CONTAINER_NOT_LISTED /consignments/0/items/0/containerNumbers/0',
        'CONTAINER_NOT_LISTED /consignments/0/items/1/containerNumbers/0',
      ],
    ],
    [
      'a verified gross mass below cargo and tare',
      manifest,
      '/consignments/0/containers/0/verifiedGrossMassKg',
      '13471.9',
      ['VERIFIED_GROSS_MASS /consignments/0/containers/0/verifiedGrossMassKg'],
    ],
    [
      'the airport of Chongqing',
      manifest,
      '/consignments/0/placeOfReceipt/code',
      'CNCKG',
      ['LOCATION_CONFUSED /consignments/0/placeOfReceipt/code'],
    ],
    ['a place outside the table', manifest, '/placeOfEntry/code', 'EGEDK', ['LOCATION_NOT_COVERED /placeOfEntry/code']],
    [
      'a mass in a unit of unclear size',
      manifest,
      '/consignments/0/items/0/statedGrossMass',
      { value: '2', unitCode: 'TON' },
      ['GROSS_MASS_UNIT /consignments/0/items/0/statedGrossMass'],
    ],
    [
      'a missing HS code',
      manifest,
      '/consignments/0/items/1/hsCode',
      undefined,
      ['MISSING_FIELD /consignments/0/items/1/hsCode'],
    ],
    ['a wrong IMO number', manifest, '/conveyance/imoNumber', '9999994', ['IMO_NUMBER /conveyance/imoNumber']],
    [
      'a wrong social credit code',
      invoice,
      '/seller/identifiers/0/value',
      '91500000MA0NLMU01',
      ['USCC /seller/identifiers/0/value'],
    ],
    ['a unit price that does not fit', invoice, '/lines/1/unitPrice', '6.27', ['LINE_VALUE /lines/1/lineValue']],
    ['a total that does not fit', invoice, '/total', '400000.01', ['INVOICE_TOTAL /total']],
    [
      'more decimals than the currency has',
      invoice,
      '/total',
      '400000.005',
      ['MINOR_UNITS /total', 'INVOICE_TOTAL /total'],
    ],
    ['a currency that does not exist', invoice, '/currency', 'XYZ', ['CURRENCY /currency']],
    ['an Incoterm of 2010', invoice, '/deliveryTerms/incoterm', 'DAT', ['INCOTERM /deliveryTerms/incoterm']],
    [
      'net above gross',
      packingList,
      '/items/0/netMassKg',
      '2953.000',
      ['NET_MASS /items/0/netMassKg', 'MASS_TOTAL /totalNetMassKg'],
    ],
    ['packages that do not add up', billOfLading, '/totalPackages', 201, ['PACKAGES_TOTAL /totalPackages']],
    ['an unknown commodity code', certificateOfOrigin, '/items/0/hsCode', '999998', ['HS_CODE /items/0/hsCode']],
    [
      'a national code of other goods',
      exportDeclaration,
      '/lines/0/nationalTariffCode',
      '8714100090',
      ['TARIFF_CODE_MISMATCH /lines/0/nationalTariffCode'],
    ],
    ['an unknown country', exportDeclaration, '/countryOfDestination', 'XX', ['COUNTRY /countryOfDestination']],
  ];
  for (const [name, document, pointer, value, expected] of cases) {
    it(`point at ${name}`, () => {
      expect(rulesFound(changed(document, pointer, value))).to.deep.equal(expected);
    });
  }

  it('say what to do next, and where', () => {
    for (const { doNext, message, severity } of checkDocument(changed(manifest, '/conveyance/imoNumber', '1'))) {
      expect(doNext).to.not.equal('');
      expect(message).to.not.equal('');
      expect(severity).to.equal('finding');
    }
  });
});

describe('decimals', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(9))
    .map(([units, scale]) => formatDecimal({ units, scale }));

  it('are formatted as they were read', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(formatDecimal(parseDecimal(text))).to.equal(text);
      }),
    );
  });

  it('add and subtract without loss', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [parseDecimal(a), parseDecimal(b)];
        expect(compare(subtract(add(x, y), y), x)).to.equal(0);
      }),
    );
  });

  it('multiply distributively', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        const [x, y, z] = [parseDecimal(a), parseDecimal(b), parseDecimal(c)];
        expect(compare(multiply(add(x, y), z), add(multiply(x, z), multiply(y, z)))).to.equal(0);
      }),
    );
  });
});
