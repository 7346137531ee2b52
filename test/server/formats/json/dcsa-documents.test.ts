import { expect } from 'chai';
import fc from 'fast-check';
import type { ArrivalNotice } from '../../../../protocol/documents/arrival-notice.ts';
import type { BillOfLading } from '../../../../protocol/documents/bill-of-lading.ts';
import type { Booking } from '../../../../protocol/documents/booking.ts';
import type { ShippingInstruction } from '../../../../protocol/documents/shipping-instruction.ts';
import type { VerifiedGrossMass } from '../../../../protocol/documents/verified-gross-mass.ts';
import { readJson } from '../../../../server/formats/json/read-json.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { danglingSources, lostValues } from './support/conservation.ts';
import { answers, reshaped, spoiled } from './support/mutation.ts';

const INSTRUCTION_2 = 'dcsa-documents/ValidShippingInstruction.json';
const INSTRUCTION_3 = 'dcsa-documents/ebl-api-3.0.0-straight-bl.json';
const ISSUANCE = 'dcsa-documents/eblissuance-v3.0.0-request.json';
const BOOKING = 'dcsa-documents/booking-api-2.0.0-regular.json';
const NOTICE = 'dcsa-documents/arrivalnotice-api-100-get-basic-response.json';
const VGM = 'dcsa-documents/vgm-api-100-post-request.json';

const KINDS = {
  [INSTRUCTION_2]: 'corridor/shipping-instruction/1',
  [INSTRUCTION_3]: 'corridor/shipping-instruction/1',
  [ISSUANCE]: 'corridor/bill-of-lading/1',
  [BOOKING]: 'corridor/booking/1',
  [NOTICE]: 'corridor/arrival-notice/1',
  [VGM]: 'corridor/verified-gross-mass/1',
} as const;

/** What a field of ours says by its name alone: UNTDID functions, units of masses, types of places. */
const IMPLIED = ['CN', 'OS', 'KGM', 'MTQ', 'POL', 'POD'];

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const rawOf = (name: string) => JSON.parse(new TextDecoder().decode(sampleBytes(name)));

function read<T>(bytes: Uint8Array) {
  const [item] = readFile({ bytes }).items;
  return { ...item, document: item.document as unknown as T };
}

const rulesOf = (bytes: Uint8Array) => read(bytes).findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);

describe('DCSA documents', () => {
  for (const [sample, schema] of Object.entries(KINDS)) {
    describe(sample, () => {
      it(`is read as ${schema} and loses no value`, () => {
        expect(readFile({ bytes: sampleBytes(sample) }).items.map((item) => item.schema)).to.deep.equal([schema]);
        const [item] = readJson({ bytes: sampleBytes(sample) }).items;
        if (item === undefined) throw new Error('no item');
        expect(lostValues(rawOf(sample), item, IMPLIED)).to.deep.equal([]);
        expect(danglingSources(item)).to.deep.equal([]);
      });

      it('has the containers that an independent reader found, with the same check digits', () => {
        const listed = Object.entries((FACTS[sample]?.containers ?? {}) as Record<string, string>);
        const { document, findings } = read(sampleBytes(sample));
        const text = JSON.stringify(document);
        for (const [number] of listed) expect(text).to.include(number);
        const faulty = findings
          .filter(({ ruleId }) => ruleId === 'CONTAINER_CHECK_DIGIT')
          .map(({ message }) => message);
        const wrong = listed.filter(([, state]) => state !== 'ok').map(([number]) => number);
        expect([...new Set(faulty)]).to.have.members(wrong);
      });

      it('gives an answer whatever becomes of the bytes and of the structure', () => {
        const bytes = sampleBytes(sample);
        fc.assert(fc.property(spoiled(bytes), (each) => answers(() => readFile({ bytes: each }))));
        fc.assert(fc.property(reshaped(rawOf(sample)), (each) => answers(() => readFile({ bytes: bytesOf(each) }))));
      });
    });
  }

  it('reads the transport document of an issuance request', () => {
    const { document, reference } = read<BillOfLading>(sampleBytes(ISSUANCE));
    expect(reference).to.equal('TRANSPORT_DOCUMENT_REFERENCE_PLACEHOLDER');
    expect(document).to.deep.include({
      documentType: 705,
      number: 'TRANSPORT_DOCUMENT_REFERENCE_PLACEHOLDER',
      issuedOn: '2020-12-12',
      toOrder: false,
      freightTerms: 'PREPAID',
      preCarriageMode: 'RAIL',
      onCarriageMode: 'ROAD',
      conveyance: { mode: 'MARITIME', name: 'King of the Seas', journeyNumber: '2103S' },
      declaredValue: { amount: '1231.1', currency: 'DKK' },
      carrier: { identifiers: [{ scheme: 'NMFTA', value: 'MMCU' }] },
      containers: [{ number: 'NARU3472484', typeCode: '22G1', seals: [{ number: 'VET123' }], shipperOwned: false }],
    });
    expect(document.items).to.deep.equal([
      {
        packages: { count: 400, typeCode: '4G', description: 'Fibreboard boxes' },
        description: 'Shoes - black, 400 boxes',
        hsCode: '640510',
        grossMassKg: '12000',
        containerNumbers: ['NARU3472484'],
      },
    ]);
    expect(document.otherParties?.map(({ role }) => role)).to.deep.equal(['issuingParty', 'SCO', 'issueTo']);
    expect(document.charges?.[0]).to.deep.equal({
      name: 'Documentation fee - Destination',
      amount: { amount: '1012.12', currency: 'DKK' },
      paymentTerms: 'PREPAID',
      basis: 'Per day',
      unitPrice: '3456.6',
      quantity: '34.4',
    });
  });

  it('reads shipping instructions of 2.0 and of 3.0', () => {
    const older = read<ShippingInstruction>(sampleBytes(INSTRUCTION_2)).document;
    expect(older).to.deep.include({ requestedDocumentType: 710, originals: 4, copies: 2, amends: 'string' });
    expect(older.items[0]).to.deep.include({ grossMassKg: '13000.3', volumeM3: '12', hsCode: '411510' });
    expect(older.containers[0]).to.deep.include({ number: 'APZU4812090', tareMassKg: '12000' });
    const newer = read<ShippingInstruction>(sampleBytes(INSTRUCTION_3)).document;
    expect(newer.items[0]).to.deep.include({
      hsCode: '151521',
      commodityCodes: [
        { scheme: 'HS', value: '15152100' },
        { scheme: 'NCM:BR', value: '15152100' },
      ],
    });
    expect(newer.consignor?.identifiers).to.deep.equal([{ scheme: 'GLEIF:LEI', value: '111100T8BM49ADCSAO64' }]);
    expect(newer.manifestFilings).to.deep.equal([
      { manifestType: 'ENS', filedBy: 'SELF', filerCode: 'FLXP', identificationNumber: '1' },
    ]);
  });

  it('reads a booking request, and with a carrier booking reference a confirmation', () => {
    const { document } = read<Booking>(sampleBytes(BOOKING));
    expect(document).to.deep.include({
      documentType: 335,
      conveyance: { mode: 'MARITIME', name: 'OCEAN DESTROYER', journeyNumber: '403W' },
      placeOfLoading: { code: 'NLAMS' },
      placeOfDischarge: { code: 'SGSIN' },
      references: [{ qualifier: 'serviceContractReference', number: 'HHL51800000' }],
    });
    expect(document.equipment).to.deep.equal([
      {
        typeCode: '22GP',
        units: 1,
        shipperOwned: false,
        commodities: [{ description: 'Dry cargo, Freight all kinds', grossMassKg: '3000.0' }],
      },
    ]);
    const confirmed = read<Booking>(bytesOf({ ...rawOf(BOOKING), carrierBookingReference: 'B7' })).document;
    expect(confirmed).to.deep.include({ documentType: 770, number: 'B7' });
  });

  it('reads an arrival notice', () => {
    const { document } = read<ArrivalNotice>(sampleBytes(NOTICE));
    expect(document).to.deep.include({
      issuedAt: '2024-03-04T00:00:00Z',
      arrival: { on: '2024-03-12', classifier: 'ESTIMATED' },
      conveyance: { mode: 'MARITIME', name: 'YM MASCULINITY', importJourneyNumber: '097E' },
    });
    expect(document.items[0]).to.deep.include({
      grossMassKg: '4205.0',
      packages: { count: 150, typeCode: 'PK', description: 'packages' },
    });
    expect(document.charges?.[0]?.amount).to.deep.equal({ amount: '355.00', currency: 'USD' });
    expect(document.freeTimes?.[0]).to.deep.include({ kinds: ['DET'], duration: 10, unit: 'CD' });
  });

  it('reads a verified gross mass and finds it below cargo and tare', () => {
    const { document } = read<VerifiedGrossMass>(sampleBytes(VGM));
    expect(document.container).to.deep.include({
      number: 'APZU4812090',
      verifiedGrossMassKg: '2.4',
      tareMassKg: '2.4',
    });
    expect(document).to.deep.include({ method: 'SM1', retracted: true, signatory: 'Jane Doe' });
    expect(document.parties).to.have.length(6);
    expect(rulesOf(sampleBytes(VGM))).to.include('VERIFIED_GROSS_MASS /container/verifiedGrossMassKg');
  });

  it('reads each declaration of a list as a document, and tells once what stands beside the list', () => {
    const [declaration] = rawOf(VGM).VGMDeclarations;
    const file = readFile({ bytes: bytesOf({ batch: 'B1', VGMDeclarations: [declaration, declaration] }) });
    expect(file.items.map(({ source }) => source.item)).to.deep.equal([1, 2]);
    const beside = file.items.map(({ unmapped }) => unmapped.filter(({ value }) => value === 'B1').length);
    expect(beside).to.deep.equal([1, 0]);
  });

  it('turns pounds into kilograms exactly', () => {
    const booking = rawOf(BOOKING);
    booking.requestedEquipments[0].commodities[0].cargoGrossWeight = { value: 100.5, unit: 'LBR' };
    expect(read<Booking>(bytesOf(booking)).document.equipment[0]?.commodities?.[0]?.grossMassKg).to.equal(
      '45.586033185',
    );
    booking.requestedEquipments[0].commodities[0].cargoGrossWeight = { value: 2, unit: 'TON' };
    expect(read<Booking>(bytesOf(booking)).document.equipment[0]?.commodities?.[0]?.statedGrossMass).to.deep.equal({
      value: '2',
      unitCode: 'TON',
    });
  });

  it('finds what a bill of lading lacks', () => {
    const bare = { transportDocumentReference: 'BL1', consignmentItems: [], transports: {} };
    expect(rulesOf(bytesOf(bare))).to.have.members([
      'MISSING_FIELD /issuedOn',
      'MISSING_FIELD /carrier',
      'MISSING_FIELD /conveyance',
      'MISSING_FIELD /consignor',
      'MISSING_FIELD /consignee',
      'MISSING_FIELD /placeOfLoading',
      'MISSING_FIELD /placeOfDischarge',
      'MISSING_FIELD /items',
    ]);
  });
});
