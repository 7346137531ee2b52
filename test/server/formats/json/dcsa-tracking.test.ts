import { expect } from 'chai';
import fc from 'fast-check';
import { isObserved, type TrackingEvents } from '../../../../protocol/documents/tracking-events.ts';
import { readJson } from '../../../../server/formats/json/read-json.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { danglingSources, lostValues } from './support/conservation.ts';
import { answers, reshaped, spoiled } from './support/mutation.ts';

const SAMPLES = [
  'dcsa-tnt/tnt-220-response.json',
  'dcsa-tnt/tnt-220-response-wrong-attribute-values.json',
  'dcsa-tnt/tnt-300-request-equipment.json',
  'dcsa-tnt/tnt-300-request-transport.json',
  'dcsa-tnt/tnt-300-response.json',
] as const;

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const rawOf = (name: string) => JSON.parse(new TextDecoder().decode(sampleBytes(name)));

function read(bytes: Uint8Array) {
  const [item] = readFile({ bytes }).items;
  return { ...item, events: (item.document as TrackingEvents).events };
}

const findingsOf = (bytes: Uint8Array) => read(bytes).findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);

const SUBJECTS: Record<string, string> = {
  SHIPMENT: 'CONSIGNMENT',
  TRANSPORT: 'TRANSPORT',
  EQUIPMENT: 'EQUIPMENT',
  IOT: 'IOT',
  REEFER: 'REEFER',
};

describe('DCSA Track & Trace', () => {
  for (const sample of SAMPLES) {
    describe(sample, () => {
      it('loses no value', () => {
        const [item] = readJson({ bytes: sampleBytes(sample) }).items;
        if (item === undefined) throw new Error('no item');
        expect(lostValues(rawOf(sample), item, ['TRD', 'BKG'])).to.deep.equal([]);
        expect(danglingSources(item)).to.deep.equal([]);
      });

      it('agrees with what an independent reader found', () => {
        const { events } = read(sampleBytes(sample));
        const facts = FACTS[sample] as { eventTypes?: string[]; containers?: Record<string, string> };
        if (facts.eventTypes !== undefined) {
          expect(events.map(({ subject }) => subject)).to.deep.equal(facts.eventTypes.map((type) => SUBJECTS[type]));
        }
        const numbers = new Set(events.flatMap(({ containerNumber }) => containerNumber ?? []));
        const listed = Object.entries(facts.containers ?? {});
        expect([...numbers]).to.have.members(listed.map(([number]) => number));
        const faulty = listed.filter(([, state]) => state !== 'ok').map(([number]) => number);
        const found = read(sampleBytes(sample)).findings.filter(({ ruleId }) => ruleId === 'CONTAINER_CHECK_DIGIT');
        expect(found.map(({ message }) => message)).to.deep.equal(faulty);
      });

      it('answers whatever becomes of the bytes and of the structure', () => {
        const bytes = sampleBytes(sample);
        fc.assert(fc.property(spoiled(bytes), (each) => answers(() => readFile({ bytes: each }))));
        fc.assert(fc.property(reshaped(rawOf(sample)), (each) => answers(() => readFile({ bytes: bytesOf(each) }))));
      });
    });
  }

  it('reads a flat event of 2.2', () => {
    const { events, kind } = read(sampleBytes('dcsa-tnt/tnt-220-response.json'));
    expect(kind).to.equal('DCSA_TRACK_AND_TRACE_2');
    expect(events[2]).to.deep.equal({
      eventId: '3cecb101-7a1a-43a4-9d62-e88a131651e4',
      subject: 'EQUIPMENT',
      code: 'LOAD',
      classifier: 'ESTIMATED',
      occurredAt: '2019-11-12T07:41:00+08:30',
      recordedAt: '2021-01-23T12:34:56Z',
      containerNumber: 'APZU4812090',
      containerTypeCode: '22GP',
      fullness: 'EMPTY',
      seals: [{ number: 'string', issuer: 'CU', kind: 'WIR' }],
      bookingNumber: 'ABC123123123',
      transportDocumentNumber: 'reserved-HHL123',
      references: [
        { type: 'EQ', number: 'APZU4812090' },
        { type: 'FF', number: 'APZU4812090' },
      ],
      place: {
        code: 'FRPAR',
        name: 'Eiffel Tower',
        facility: { code: 'ADT', codeList: 'SMDG' },
        address: {
          lines: ['Henrik', 'Kronprincessegade 54', '5. sal', 'Denmark'],
          city: 'København',
          region: 'N/A',
          postcode: '1306',
        },
        latitude: '48.8585500',
        longitude: '2.294492036',
      },
      conveyance: {
        mode: 'MARITIME',
        name: 'King of the Seas',
        imoNumber: '9321483',
        identification: { value: 'NCVV', codeList: 'CALL_SIGN' },
        journeyNumber: '2103S',
        importJourneyNumber: '2103N',
        serviceCode: 'FE1',
        nationality: 'DE',
        carrier: { code: 'MAEU', codeList: 'NMFTA' },
      },
      call: { reference: '123e4567-e89b-12d3-a456-426614174000', sequence: '2' },
    });
  });

  it('reads nested events of 3.0, reefer readings digit by digit', () => {
    const { events, kind, unmapped } = read(sampleBytes('dcsa-tnt/tnt-300-response.json'));
    expect(kind).to.equal('DCSA_TRACK_AND_TRACE_3');
    expect(unmapped).to.deep.equal([]);
    expect(events.map(({ subject, code, classifier }) => `${subject} ${code} ${classifier}`)).to.deep.equal([
      'CONSIGNMENT CONF ACTUAL',
      'TRANSPORT DEPA ACTUAL',
      'EQUIPMENT GTIN ACTUAL',
      'IOT DETC ACTUAL',
      'REEFER MEAS ACTUAL',
    ]);
    expect(events[0]?.document).to.deep.equal({ type: 'BKG', number: 'ABC709951' });
    expect(events[3]?.place).to.deep.equal({
      name: 'Monitoring Station Alpha',
      latitude: '51.5074',
      longitude: '-0.1278',
    });
    expect(events[4]?.measurements?.slice(0, 3)).to.deep.equal([
      { quantity: 'internalSetpointTemperature', value: '-20.0', unitCode: 'CEL' },
      { quantity: 'ambientMeasuredTemperature', value: '18.5', unitCode: 'CEL' },
      { quantity: 'temperatureProbeMeasurements 1', value: '-19.8', unitCode: 'CEL' },
    ]);
    expect(events[4]?.measurements).to.have.length(11);
  });

  it('finds wrong attribute values', () => {
    expect(findingsOf(sampleBytes('dcsa-tnt/tnt-220-response-wrong-attribute-values.json'))).to.deep.equal([
      'MISSING_FIELD /events/0/eventId',
      'LOCATION_FORM /events/0/place/code',
      'CONTAINER_CHECK_DIGIT /events/2/containerNumber',
      'LOCATION_FORM /events/2/place/code',
    ]);
  });

  const event = { eventID: 'e', eventDateTime: '2026-01-15T09:00:00Z' };
  const classified = (eventClassifierCode: string, more = {}) => ({
    ...event,
    ...more,
    eventClassification: { eventTypeCode: 'EQUIPMENT', eventClassifierCode, equipmentEventTypeCode: 'CUSS' },
  });

  it('counts only what was observed', () => {
    const { events } = read(
      bytesOf([
        classified('ACT'),
        classified('PLN'),
        classified('EST'),
        classified('XXX'),
        classified('ACT', { isRetracted: true }),
      ]),
    );
    expect(events.map(isObserved)).to.deep.equal([true, false, false, false, false]);
  });

  for (const [type, member, code] of [
    ['EQUIPMENT', 'equipmentEventTypeCode', 'CUSS'],
    ['EQUIPMENT', 'equipmentEventTypeCode', 'CUSI'],
    ['EQUIPMENT', 'equipmentEventTypeCode', 'CUSR'],
    ['SHIPMENT', 'shipmentEventTypeCode', 'HOLD'],
    ['SHIPMENT', 'shipmentEventTypeCode', 'RELS'],
  ] as const) {
    it(`reads ${code} of customs, nested and flat`, () => {
      const classification = { eventClassifierCode: 'ACT', [member]: code };
      const nested = { ...event, eventClassification: { eventTypeCode: type, ...classification } };
      const flat = { ...event, eventType: type, ...classification };
      for (const each of [nested, flat]) {
        expect(read(bytesOf(each)).events).to.deep.equal([
          { eventId: 'e', subject: SUBJECTS[type], code, classifier: 'ACTUAL', occurredAt: event.eventDateTime },
        ]);
      }
    });
  }

  it('reads customs clearance and certificate of origin as documents of an event', () => {
    const [first] = read(
      bytesOf({
        events: [
          classified('ACT', {
            shipmentDetails: {
              documentReference: { typeCode: 'CUC', reference: 'MRN1' },
              additionalDocumentReferences: [{ typeCode: 'CEO', reference: 'CO-7' }],
            },
          }),
        ],
      }),
    ).events;
    expect(first).to.deep.include({
      document: { type: 'CUC', number: 'MRN1' },
      references: [{ type: 'CEO', number: 'CO-7' }],
    });
  });

  it('reports codes that the standard does not list, and times without offset', () => {
    const wrong = {
      eventID: 'e',
      eventType: 'EQUIPMENT',
      eventClassifierCode: 'REQ',
      equipmentEventTypeCode: 'ARRI',
      eventDateTime: '2026-01-15T09:00:00',
      emptyIndicatorCode: 'HALF',
    };
    expect(findingsOf(bytesOf([wrong]))).to.deep.equal([
      'CODE_NOT_LISTED /events/0/code',
      'CODE_NOT_LISTED /events/0/classifier',
      'VALUE_UNREADABLE /events/0/occurredAt',
      'CODE_NOT_LISTED /events/0/fullness',
      'MISSING_FIELD /events/0/classifier',
      'MISSING_FIELD /events/0/occurredAt',
      'MISSING_FIELD /events/0/code',
    ]);
  });
});
