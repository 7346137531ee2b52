import { expect } from 'chai';
import { readFile } from '../../../../server/formats/read-file.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { sampleBytes } from '../../../protocol/support/samples.ts';
import { bytesOf, documentOf, itemOf, lostIn } from './support.ts';

const SAMPLES = [
  'wco-dm-declaration/TT_EX038a_EAL.xml',
  'wco-dm-declaration/TT_EX038a_EDL.xml',
  'ics-entry-summary/CC315A_full.xml',
  'ics-entry-summary/CC315A_reduced.xml',
  'ics-entry-summary/CC315A-schemaInvalidSample-v11-2.xml',
  'ics-entry-summary/validAmendment.xml',
  'ics-entry-summary/errorResponse.xml',
  'asycuda-sad/asycuda-sad-8-items.xml',
];

// biome-ignore lint/suspicious/noExplicitAny: tests reach into documents of every schema
const firstOf = (text: string): any => readFile({ bytes: bytesOf(text) }).items[0];

describe('movements of goods', () => {
  it('become tracking events with time, place and consignment reference', () => {
    const { events } = documentOf('wco-dm-declaration/TT_EX038a_EDL.xml');
    expect(events).to.deep.equal([
      {
        code: 'DEPA',
        classifier: 'ACTUAL',
        subject: 'CONSIGNMENT',
        eventId: 'WH06K31SN1KR0BLRWBN4BZDVV',
        occurredAt: '2025-09-15T14:53:53.053+01:00',
        recordedAt: '2025-09-15T14:53:53.053+01:00',
        place: { code: 'GBAUBELBFSBEL' },
        references: [{ type: 'UCR', number: '5GB575801025632-8QS1JAV' }],
        conveyance: { mode: 'MARITIME', nationality: 'GB', identification: { value: '11CSCLGLOBE' } },
        parties: [{ role: 'SUB', party: { identifiers: [{ scheme: 'EORI', value: 'GB239355053000' }] } }],
      },
    ]);
  });

  it('are estimated where an arrival is anticipated, and need no envelope', () => {
    const { document, findings } = firstOf(
      '<m:inventoryLinkingMovementRequest xmlns:m="http://gov.uk/customs/inventoryLinking/v1">' +
        '<m:messageCode>EAA</m:messageCode><m:ucrBlock><m:ucr>GB/1-A</m:ucr><m:ucrType>M</m:ucrType></m:ucrBlock>' +
        '</m:inventoryLinkingMovementRequest>',
    );
    expect(document.events[0]).to.deep.include({
      code: 'ARRI',
      classifier: 'ESTIMATED',
      references: [{ type: 'MUCR', number: 'GB/1-A' }],
    });
    expect(findings.map(({ pointer }: { pointer: string }) => pointer)).to.include('/events/0/occurredAt');
  });

  it('have happened where an arrival is reported afterwards', () => {
    const text = '<inventoryLinkingMovementRequest><messageCode>RET</messageCode></inventoryLinkingMovementRequest>';
    const { document } = firstOf(text);
    expect(document.events[0]).to.deep.include({ code: 'ARRI', classifier: 'ACTUAL' });
  });

  it('are refused by their code where no goods move', () => {
    for (const code of ['EAC', 'CST']) {
      const text = `<inventoryLinkingMovementRequest><messageCode>${code}</messageCode></inventoryLinkingMovementRequest>`;
      expect(codeOf(() => firstOf(text))).to.equal('XML_UNSUPPORTED');
    }
  });
});

describe('entry summary declarations', () => {
  it('map header, parties, items, seals and offices', () => {
    const document = documentOf('ics-entry-summary/CC315A_full.xml');
    expect(document).to.deep.include({
      lrn: 'refnum',
      messageFunction: '9',
      declaredLocal: '2003-02-11T12:34:00',
      totalItems: 1,
      totalPackages: 2,
      totalGrossMassKg: '3',
      conveyance: {
        mode: 'RAIL',
        identification: { value: 'Identity' },
        nationality: 'GB',
        journeyNumber: 'conveyanceRefNum',
      },
      seals: [{ number: 'Seals identity' }, { number: 'Seals identity2' }],
      countriesOfRouting: ['AA', 'BB'],
      officeOfLodgement: 'offOfLog',
      officeOfEntry: 'AB3C4D5E',
      officesOfSubsequentEntry: ['office01', 'office02'],
      estimatedArrivalLocal: '2003-02-11T12:34:00',
    });
    expect(document.carrier).to.deep.equal({
      name: 'carrier name',
      address: { lines: ['carrier street'], city: 'carrier city', postcode: 'carrier', countryCode: 'EN' },
    });
    expect(document.items).to.have.length(1);
    expect(document.items[0]).to.deep.include({
      itemNumber: 42,
      grossMassKg: '123.456',
      commodityCode: 'comco',
      containerNumbers: ['Container 1', 'Container 2'],
      mentions: ['123', '1234'],
      documents: [
        { typeCode: 'type', number: 'Document reference' },
        { typeCode: 'typ2', number: 'Document reference2' },
      ],
    });
    expect(document.items[0].packages).to.deep.equal([
      { typeCode: 'ab', count: 100, pieces: 100, marks: 'Marks numbers of packages (long)' },
      { typeCode: 'ab', count: 1002, pieces: 1002, marks: 'Marks numbers of packages (long)2' },
    ]);
  });

  it('say which values of an invalid file cannot be read', () => {
    const { findings } = itemOf('ics-entry-summary/CC315A-schemaInvalidSample-v11-2.xml');
    const unreadable = findings.filter(({ ruleId }) => ruleId === 'VALUE_UNREADABLE');
    expect(unreadable.map(({ pointer, message }) => [pointer, message])).to.include.deep.members([
      ['/totalItems', 'XXX'],
      ['/conveyance/mode', '42'],
      ['/items/1/packages/0/count', 'XXX'],
    ]);
  });

  it('that amend another name it by the number that customs gave', () => {
    expect(documentOf('ics-entry-summary/validAmendment.xml')).to.deep.include({
      messageFunction: '4',
      mrn: '12AB3C4D5E6F7G8H90',
      amendedLocal: '2003-02-11T12:34:00',
    });
  });

  it('that were refused are answered with errors and their places', () => {
    expect(documentOf('ics-entry-summary/errorResponse.xml').events).to.deep.equal([
      {
        state: 'REJECTED',
        errors: [
          {
            code: '4065',
            category: 'business',
            raisedBy: 'HMRC',
            description: "Invalid content found at element 'MesSenMES3'",
            location: '/ie:CC315A[1]/MesSenMES3[1]',
          },
        ],
      },
    ]);
  });
});

describe('ASYCUDA single administrative documents', () => {
  it('map a real header, and find that its items are missing', () => {
    const document = documentOf('asycuda-sad/asycuda-sad-8-items.xml');
    expect(document).to.deep.include({
      procedure: 'IMPORT',
      documentType: 929,
      officeCode: 'JMKAJ',
      nationalTypeCode: 'IMR',
      lrn: 'RELIEF94',
      registrations: [
        { function: 'REGISTRATION', serial: 'C', number: '8879' },
        { function: 'ASSESSMENT', serial: 'A', number: '8879' },
      ],
      countryOfDispatch: 'US',
      countryOfDestination: 'JM',
      placeOfLoading: { code: 'USMIA', name: 'MIAMI' },
      totalGrossMassKg: '186.9',
      totalLines: 8,
    });
    expect(itemOf('asycuda-sad/asycuda-sad-8-items.xml').findings.map(({ ruleId }) => ruleId)).to.include(
      'LINES_TOTAL',
    );
  });

  it('map items with tariff code, masses, value, documents and taxes', () => {
    const { document, unmapped } = firstOf(
      '<ASYCUDA><Property><Sad_flow>E</Sad_flow></Property><Item>' +
        '<Packages><Number_of_packages>6</Number_of_packages><Kind_of_packages_code>CT</Kind_of_packages_code>' +
        '<Marks1_of_packages>M1</Marks1_of_packages></Packages>' +
        '<Tarification><HScode><Commodity_code>87112091</Commodity_code><Precision_1>00</Precision_1></HScode>' +
        '<Extended_customs_procedure>4000</Extended_customs_procedure><Item_price>362.39</Item_price></Tarification>' +
        '<Goods_description><Country_of_origin_code>AE</Country_of_origin_code>' +
        '<Description_of_goods>MOTORCYCLES</Description_of_goods></Goods_description>' +
        '<Valuation_item><Weight_itm><Gross_weight_itm>600</Gross_weight_itm><Net_weight_itm>540</Net_weight_itm></Weight_itm></Valuation_item>' +
        '<Taxation><Taxation_line><Duty_tax_code>DFE</Duty_tax_code><Duty_tax_amount>42</Duty_tax_amount></Taxation_line></Taxation>' +
        '<Attached_documents><Attached_document_code>6603</Attached_document_code></Attached_documents></Item></ASYCUDA>',
    );
    expect(document).to.deep.include({ procedure: 'EXPORT', documentType: 830 });
    expect(document.lines).to.deep.equal([
      {
        lineNumber: 1,
        hsCode: '871120',
        nationalTariffCode: '87112091',
        classifications: [{ scheme: 'Precision_1', code: '00' }],
        description: 'MOTORCYCLES',
        countryOfOrigin: 'AE',
        packages: { count: 6, typeCode: 'CT' },
        marks: ['M1'],
        grossMassKg: '600',
        netMassKg: '540',
        lineValue: '362.39',
        procedures: [{ requested: '4000' }],
        duties: [{ typeCode: 'DFE', payable: { amount: '42' } }],
        producedDocuments: [{ typeCode: '6603' }],
      },
    ]);
    expect(unmapped.map(({ value }: { value: string }) => value)).to.deep.equal(['E']);
  });
});

describe('nothing is lost', () => {
  for (const name of SAMPLES) {
    it(`of ${name}`, () => {
      expect(lostIn(sampleBytes(name))).to.deep.equal([]);
    });
  }
});
