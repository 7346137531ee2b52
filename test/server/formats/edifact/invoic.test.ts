import { expect } from 'chai';
import { describePosition } from '../../../../protocol/checks/finding.ts';
import type { Invoice } from '../../../../protocol/documents/invoice.ts';
import { INVOIC, looksLikeInvoic } from '../../../../server/formats/edifact/invoic/invoic.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { sampleBytes } from '../../../protocol/support/samples.ts';
import {
  expectConservation,
  expectNothingLost,
  expectTypedAnswers,
  mapMessage,
  messageOf,
  sampleMessage,
} from '../../support/edifact.ts';

const SAMPLE = 'edifact/invoic-d97b-una.edi';

function map(...segments: string[]) {
  const { document, ...rest } = mapMessage(
    INVOIC,
    messageOf(`UNH+1+INVOIC:D:96A:UN'BGM+380+N1+9'${segments.join('')}UNT+0+1'`),
  );
  return { invoice: document as unknown as Invoice, ...rest };
}
const unmappedOf = ({ unmapped }: Pick<ReturnType<typeof map>, 'unmapped'>) =>
  unmapped.map((each) => `${describePosition(each)} ${each.value}`);
/** Rules of the findings about the document that a file gives. */
const rulesOf = (...segments: string[]) => {
  const text = `UNB+UNOC:3+S+R+260101:1000+1'UNH+1+INVOIC:D:96A:UN'BGM+380+N1+9'${segments.join('')}UNT+${segments.join('').split("'").length + 2}+1'UNZ+1+1'`;
  return readFile({ bytes: new TextEncoder().encode(text) }).items[0].findings.map(
    ({ ruleId, pointer }) => `${ruleId} ${pointer}`,
  );
};

describe('INVOIC mapping', () => {
  describe('of a real invoice', () => {
    const [item] = readFile({ bytes: sampleBytes(SAMPLE) }).items;
    const invoice = item.document as Invoice;

    it('gives its lines, parties, charge and total', () => {
      expect(invoice).to.deep.include({
        documentType: 380,
        number: '342459',
        issuedOn: '2006-05-15',
        purchaseOrderNumber: '521052',
        currency: 'USD',
        total: '2137.58',
        adjustments: [{ kind: 'CHARGE', code: 'ABG', amount: '525' }],
      });
      expect(invoice.buyer).to.deep.equal({
        name: 'CUMMINS MID-RANGE ENGINE PLANT',
        identifiers: [{ scheme: ':16', value: '792820524' }],
      });
      expect(
        invoice.lines.map(({ quantity, unitPrice, lineValue }) => [quantity?.value, unitPrice, lineValue]),
      ).to.deep.equal([
        ['1020', '1.179', '1202.58'],
        ['20', '20.5', '410'],
      ]);
      expect(invoice.lines[0]).to.deep.include({
        lineNumber: 1,
        description: 'WIDGET',
        countryOfOrigin: 'US',
        itemNumbers: [{ scheme: 'IN', value: '157870' }],
      });
    });

    it('adds up, lacks its delivery terms only, and leaves nothing but the envelope unmapped', () => {
      expect(item.findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).to.deep.equal([
        'MISSING_FIELD /deliveryTerms',
      ]);
      expect(item.unmapped.every((each) => 'tag' in each && each.tag === 'UNB')).to.equal(true);
      const message = sampleMessage(SAMPLE);
      expectNothingLost(message.segments, mapMessage(INVOIC, message));
    });
  });

  it('knows an invoice by its look where the header names no type', () => {
    const looks = (text: string) => looksLikeInvoic(messageOf(`UNH+1+:D:96A'${text}UNT+4+1'`).segments);
    expect(looks("BGM+380'LIN+1'MOA+203:1'")).to.equal(true);
    expect(looks("BGM+85'CNI+1'")).to.equal(false);
  });

  it('reads the head as EANCOM users send it', () => {
    const mapped = map(
      "DTM+137:20260417:102'DTM+35:202604161530:203'PAI+::42'FTX+AAI+++FIRST LINE:SECOND LINE'FTX+REG+++NO SUBSIDY'",
      "RFF+ON:PO-1'DTM+171:20260301:102'RFF+DQ:DN-7'DTM+171:20260410:102'RFF+UCN:5CN1-A'",
      "NAD+SU+5412345000013::9++SELLER LTD+1 ROAD:BUILDING 2+CHONGQING++400010+CN'RFF+VA:CN123'CTA+AD+:MS LI'COM+li@seller.example:EM'",
      "NAD+BY+++BUYER SDN BHD'RFF+XA:SSM-9'NAD+IV+++PAYER'",
      "CUX+2:EUR:4+3:USD:9:1.1'",
      "PAT+1++5:3:D:30'DTM+13:20260517:102'PAT+22++5:3:D:10'PCD+12:2:13'",
      "TDT+20+026S+1+++++9074729:146::NAME'LOC+9+CNQZH:139:6'LOC+11+MYPKG:139:6'",
      "TOD+6++CIF'LOC+1+MYPKG:139:6:Port Klang'EQD+CN+CSQU3054383'",
      "ALC+A++++TD:::TRADE DISCOUNT'PCD+1:5'MOA+8:12.50'TAX+7+VAT+++:::20+S'",
    );
    expect(mapped.invoice).to.deep.include({
      issuedOn: '2026-04-17',
      otherDates: [{ function: '35', local: '2026-04-16T15:30:00' }],
      remarks: ['FIRST LINE\nSECOND LINE', 'NO SUBSIDY'],
      purchaseOrderNumber: 'PO-1',
      ucr: '5CN1-A',
      references: [{ qualifier: 'DQ', number: 'DN-7', on: '2026-04-10' }],
      buyer: { name: 'BUYER SDN BHD', identifiers: [{ scheme: 'XA', value: 'SSM-9' }] },
      otherParties: [{ role: 'IV', party: { name: 'PAYER' } }],
      currency: 'EUR',
      payments: [
        { typeCode: '1', period: { reference: '5', relation: '3', unit: 'D', count: '30' }, dueOn: '2026-05-17' },
        { typeCode: '22', period: { reference: '5', relation: '3', unit: 'D', count: '10' }, percent: '2' },
      ],
      deliveryTerms: { incoterm: 'CIF', namedPlace: 'Port Klang', placeCode: 'MYPKG' },
      placeOfLoading: { code: 'CNQZH' },
      containerNumbers: ['CSQU3054383'],
      adjustments: [{ kind: 'ALLOWANCE', code: 'TD', description: 'TRADE DISCOUNT', percent: '5', amount: '12.50' }],
      taxes: [{ typeCode: 'VAT', category: 'S', rate: '20' }],
    });
    expect(mapped.invoice.seller).to.deep.equal({
      name: 'SELLER LTD',
      address: { lines: ['1 ROAD', 'BUILDING 2'], city: 'CHONGQING', postcode: '400010', countryCode: 'CN' },
      identifiers: [
        { scheme: 'GLN', value: '5412345000013' },
        { scheme: 'VA', value: 'CN123' },
      ],
      contact: { name: 'MS LI', email: 'li@seller.example' },
    });
    expect(unmappedOf(mapped)).to.deep.equal([
      'segment 5 PAI 1.3 42',
      'segment 7 FTX 1.1 REG',
      'segment 9 DTM 1.1 171',
      'segment 9 DTM 1.2 20260301',
      'segment 9 DTM 1.3 102',
      'segment 15 CTA 1.1 AD',
      'segment 20 CUX 2.1 3',
      'segment 20 CUX 2.2 USD',
      'segment 20 CUX 2.3 9',
      'segment 20 CUX 2.4 1.1',
      'segment 24 PCD 1.3 13',
    ]);
  });

  it('reads lines with their codes, quantities, prices, charges and taxes', () => {
    const { invoice, unmapped } = map(
      "LIN+10++5410000000019:EN'PIA+1+8471300000:HS+A-1:SA'IMD+F++:::NOTEBOOK:COMPUTER'IMD+F++:::BLACK'",
      "MEA+AAE+G+KGM:12.5'MEA+AAE+N+KGM:11'QTY+59:6:PCE'QTY+12:30:PCE'QTY+47:20:PCE'ALI+CN'FTX+AAI+++USED'",
      "MOA+203:95'MOA+66:100'PRI+AAB:60'PRI+AAA:50:::10:PCE'RFF+ON:PO-1:3'PAC+2++CT'PCI+28+MARK 1:MARK 2'",
      "TAX+7+GST+++:::6'MOA+124:5.70'MOA+125:95'ALC+A++++DI'MOA+204:5'",
    );
    expect(invoice.lines).to.deep.equal([
      {
        lineNumber: 10,
        itemNumbers: [
          { scheme: 'EN', value: '5410000000019' },
          { scheme: 'HS', value: '8471300000' },
          { scheme: 'SA', value: 'A-1' },
        ],
        hsCode: '847130',
        description: 'NOTEBOOK\nCOMPUTER\nBLACK',
        grossMassKg: '12.5',
        netMassKg: '11',
        countryOfOrigin: 'CN',
        remarks: ['USED'],
        references: [{ qualifier: 'ON', number: 'PO-1', lineNumber: '3' }],
        packages: [{ count: 2, typeCode: 'CT' }],
        marks: ['MARK 1', 'MARK 2'],
        taxes: [{ typeCode: 'GST', rate: '6', amount: '5.70', base: '95' }],
        adjustments: [{ kind: 'ALLOWANCE', code: 'DI', amount: '5' }],
        quantity: { value: '20', unitCode: 'PCE' },
        otherQuantities: [
          { qualifier: '59', value: '6', unitCode: 'PCE' },
          { qualifier: '12', value: '30', unitCode: 'PCE' },
        ],
        unitPrice: '50',
        priceBasis: { value: '10', unitCode: 'PCE' },
        otherPrices: [{ qualifier: 'AAB', price: '60' }],
        lineValue: '95',
        otherAmounts: [{ qualifier: '66', amount: '100' }],
      },
    ]);
    expect(unmapped).to.deep.equal([]);
  });

  it('chooses the total and keeps every other amount, also in another currency', () => {
    const { invoice } = map(
      "CUX+2:MYR:4'LIN+1'MOA+203:100'UNS+S'CNT+2:1'MOA+79:100'MOA+77:106'MOA+9:106:MYR'MOA+124:1.3:USD'TAX+7+GST+++:::6'MOA+124:6'",
    );
    expect(invoice).to.deep.include({
      total: '106',
      taxes: [{ typeCode: 'GST', rate: '6', amount: '6' }],
      otherAmounts: [
        { qualifier: '79', amount: '100' },
        { qualifier: '9', amount: '106' },
        { qualifier: '124', amount: '1.3', currency: 'USD' },
      ],
    });
  });

  it('takes the currency from an amount where CUX is missing, and reads negative amounts of credit notes', () => {
    const { invoice } = map("BGM+381+X'LIN+1'QTY+47:-2:PCE'MOA+203:20-:CNY'UNS+S'MOA+39:-20:CNY'");
    expect(invoice).to.deep.include({ documentType: 381, number: 'N1', currency: 'CNY', total: '-20' });
    expect(invoice.lines[0]).to.deep.equal({
      lineNumber: 1,
      quantity: { value: '-2', unitCode: 'PCE' },
      lineValue: '-20',
    });
  });

  it('takes the delivered quantity and the gross price where no other is stated', () => {
    const { invoice } = map("LIN+1'QTY+46:3'PRI+AAB:4'");
    expect(invoice.lines[0]).to.deep.include({ quantity: { value: '3' }, unitPrice: '4' });
  });

  it('says which lines a control total misses', () => {
    const { findings } = map("LIN+1'UNS+S'CNT+2:2'");
    expect(findings.map(({ ruleId, source }) => [ruleId, source])).to.deep.equal([
      ['EDIFACT_CONTROL_TOTAL', { segment: 5, tag: 'CNT', element: 1, component: 2 }],
    ]);
  });

  it('keeps values that are no numbers, with a finding where they stand', () => {
    const { findings, unmapped } = map("LIN+X'QTY+47:MANY'PRI+AAA:-1'MOA+203:FREE'PAC+SOME'");
    expect(findings.map(({ ruleId, message }) => `${ruleId} ${message}`)).to.deep.equal([
      'EDIFACT_VALUE X',
      'EDIFACT_VALUE MANY',
      'EDIFACT_VALUE -1',
      'EDIFACT_VALUE FREE',
      'EDIFACT_VALUE SOME',
    ]);
    expect(unmapped.map(({ value }) => value)).to.include.members(['X', 'MANY', '-1', 'FREE', 'SOME']);
  });

  describe('is held against arithmetic', () => {
    const priced = (...more: string[]) =>
      rulesOf("LIN+1'IMD+F++:::X'QTY+47:20:PCE'PRI+AAA:50:::10'", ...more).filter((rule) =>
        /VALUE|TOTAL|GS1/.test(rule),
      );

    it('with prices for several units, and charges of the line', () => {
      expect(priced("MOA+203:100'")).to.deep.equal([]);
      expect(priced("MOA+203:95'ALC+A'MOA+8:5'")).to.deep.equal([]);
      expect(priced("MOA+203:1000'")).to.deep.equal(['LINE_VALUE /lines/0/lineValue']);
    });

    it('with taxes in the total or beside it', () => {
      const taxed = "MOA+203:100'UNS+S'TAX+7+GST'MOA+124:6'";
      expect(priced(taxed, "MOA+77:106'")).to.deep.equal([]);
      expect(priced(taxed, "MOA+77:100'")).to.deep.equal([]);
      expect(priced(taxed, "MOA+77:110'")).to.deep.equal(['INVOICE_TOTAL /total']);
    });

    it('and article numbers against their check digit', () => {
      expect(rulesOf("LIN+1++5410000000012:EN'")).to.include('GS1_NUMBER /lines/0/itemNumbers/0/value');
    });
  });

  it('loses no value in silence, and gives a valid invoice for any message', () => {
    expectConservation(INVOIC, {
      head: "BGM+380+N+9'",
      tags: [
        ...['BGM', 'DTM', 'RFF', 'NAD', 'CTA', 'COM', 'CUX', 'PAT', 'PCD', 'TOD', 'TDT', 'LOC', 'MEA', 'EQD', 'ALC'],
        ...['TAX', 'MOA', 'FTX', 'PAC', 'PCI', 'LIN', 'LIN', 'PIA', 'IMD', 'QTY', 'PRI', 'ALI', 'UNS', 'CNT', 'XYZ'],
      ],
      codes: [
        '1',
        '2',
        '3',
        '8',
        '13',
        '39',
        '47',
        '124',
        '125',
        '137',
        '171',
        '203',
        '102',
        'AAA',
        'AAE',
        'C',
        'F',
        'G',
        'HS',
        'KGM',
        'ON',
        'SE',
        'VA',
        'USD',
        'EUR',
        'CN',
        '7',
      ],
    });
  });

  it('answers mutated and truncated invoices with an invoice or a typed error', () => {
    expectTypedAnswers(sampleBytes(SAMPLE));
  });
});
