import { expect } from 'chai';
import fc from 'fast-check';
import { isObserved, type TrackingEvents } from '../../../../protocol/documents/tracking-events.ts';
import { readJson } from '../../../../server/formats/json/read-json.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { danglingSources, lostValues } from './support/conservation.ts';
import { answers, reshaped, spoiled } from './support/mutation.ts';

const SAMPLES = [
  'AggregationEvent',
  'AssociationEvent',
  'Combination_of_different_event',
  'ObjectEvent',
  'ObjectEvent_with_error_declaration',
  'TransactionEvent',
  'evt_event-hash-reference-document',
  'invalid_Combination_of_events_with_missing_mandatory_fields',
  'invalid_ObjectEvent_with_invalid_action',
  'invalid_ObjectEvent_with_invalid_eventTime_format',
].map((name) => `epcis-2.0/${name}.json`);

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const rawOf = (name: string) => JSON.parse(new TextDecoder().decode(sampleBytes(name)));

function read(bytes: Uint8Array) {
  const [item] = readFile({ bytes }).items;
  return { ...item, events: (item.document as TrackingEvents).events };
}

/** Schema findings with their places in the file. */
const faultsOf = (bytes: Uint8Array) =>
  read(bytes)
    .findings.filter(({ ruleId }) => ruleId === 'EPCIS_SCHEMA')
    .map(({ pointer, source }) => `${pointer} ${source !== undefined && 'path' in source ? source.path : ''}`);

const documentOf = (...eventList: unknown[]) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-04-17T08:00:00Z',
  epcisBody: { eventList },
});

const loading = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427',
  eventTime: '2026-04-17T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'loading',
  epcList: ['urn:epc:id:bic:CSQU3054383'],
};

const declaration = { declarationTime: '2026-04-18T00:00:00Z', reason: 'did_not_occur' };

describe('EPCIS 2.0', () => {
  for (const sample of SAMPLES) {
    describe(sample, () => {
      it('loses no value and has as many events as an independent reader found', () => {
        const [item] = readJson({ bytes: sampleBytes(sample) }).items;
        if (item === undefined) throw new Error('no item');
        expect(lostValues(rawOf(sample), item)).to.deep.equal([]);
        expect(danglingSources(item)).to.deep.equal([]);
        const { eventTypes } = FACTS[sample] as { eventTypes: string[] };
        expect(read(sampleBytes(sample)).events).to.have.length(eventTypes.length);
      });

      it('gives an answer whatever becomes of the bytes and of the structure', () => {
        const bytes = sampleBytes(sample);
        const runs = { numRuns: 50 };
        fc.assert(
          fc.property(spoiled(bytes), (each) => answers(() => readFile({ bytes: each }))),
          runs,
        );
        fc.assert(
          fc.property(reshaped(rawOf(sample)), (each) => answers(() => readFile({ bytes: bytesOf(each) }))),
          runs,
        );
      });
    });
  }

  it('finds the valid samples valid by the schema of GS1', () => {
    for (const sample of SAMPLES.filter((each) => !each.includes('invalid'))) {
      expect(faultsOf(sampleBytes(sample)), sample).to.deep.equal([]);
    }
  });

  it('names the place of each fault of the invalid samples', () => {
    const faults = SAMPLES.filter((each) => each.includes('invalid')).map((each) => faultsOf(sampleBytes(each)));
    expect(faults).to.deep.equal([
      ['/events/0 /epcisBody/eventList/0', '/events/1 /epcisBody/eventList/1'],
      ['/events/0 /epcisBody/eventList/0/action'],
      ['/events/0 /epcisBody/eventList/0/eventTime'],
    ]);
  });

  it('checks the envelope too', () => {
    const { schemaVersion: _, ...without } = documentOf(loading);
    expect(faultsOf(bytesOf(without))).to.deep.equal([' ']);
  });

  it('reads an aggregation with its quantities digit by digit', () => {
    const { events } = read(sampleBytes('epcis-2.0/AggregationEvent.json'));
    expect(events).to.deep.equal([
      {
        eventId: 'ni:///sha-256;87b5f18a69993f0052046d4687dfacdf48f7c988cfabda2819688c86b4066a49?ver=CBV2.0',
        subject: 'GOODS',
        businessStep: 'receiving',
        disposition: 'in_progress',
        action: 'OBSERVE',
        classifier: 'ACTUAL',
        occurredAt: '2013-06-08T14:58:56.591Z',
        localOffset: '+02:00',
        place: { code: 'urn:epc:id:sgln:0614141.00777.0', codeList: 'GS1' },
        destination: { code: 'urn:epc:id:sgln:0614141.00888.0', codeList: 'GS1' },
        objects: [
          { id: 'urn:epc:id:sscc:0614141.1234567890', role: 'PARENT' },
          { id: 'urn:epc:id:sgtin:0614141.107346.2017', role: 'CHILD' },
          { id: 'urn:epc:id:sgtin:0614141.107346.2018', role: 'CHILD' },
          { id: 'urn:epc:idpat:sgtin:4012345.098765.*', role: 'CHILD', quantity: { value: '10' } },
          {
            id: 'urn:epc:class:lgtin:4012345.012345.998877',
            role: 'CHILD',
            quantity: { value: '200.5', unitCode: 'KGM' },
          },
        ],
      },
    ]);
  });

  it('reads sensor values and what was transacted', () => {
    const { events } = read(sampleBytes('epcis-2.0/AssociationEvent.json'));
    expect(events[1]).to.deep.include({
      references: [{ type: 'inv', number: 'urn:epcglobal:cbv:bt:4023333000000:54545' }],
      measurements: [
        { quantity: 'AbsoluteHumidity minValue', value: '12.1', unitCode: 'A93' },
        { quantity: 'AbsoluteHumidity maxValue', value: '12.2', unitCode: 'A93' },
      ],
    });
  });

  it('takes a container from its EPC and gives its step the code of DCSA', () => {
    expect(read(bytesOf(documentOf(loading))).events[0]).to.include({
      subject: 'EQUIPMENT',
      containerNumber: 'CSQU3054383',
      code: 'LOAD',
    });
    expect(read(bytesOf(loading)).events).to.have.length(1);
  });

  it('never counts an event that is declared wrong', () => {
    const { events, findings } = read(sampleBytes('epcis-2.0/ObjectEvent_with_error_declaration.json'));
    expect(events.map(isObserved)).to.deep.equal([false, true]);
    expect(findings.map(({ ruleId }) => ruleId)).to.deep.equal(['EVENT_DECLARED_WRONG']);
  });

  it('keeps an event once, and apart from the declaration that repeats its id', () => {
    const again = { ...loading, recordTime: '2026-04-19T00:00:00Z' };
    const wrong = { ...loading, errorDeclaration: declaration };
    const { bizStep, ...reordered } = loading;
    const file = read(bytesOf(documentOf(loading, again, wrong, wrong, { bizStep, ...reordered })));
    expect(file.events.map(isObserved)).to.deep.equal([true, false]);
    expect(file.findings.filter(({ ruleId }) => ruleId === 'EVENT_DUPLICATE')).to.have.length(3);
    const times = file.unmapped.filter(({ value }) => value === again.recordTime);
    expect(times).to.have.length(1);
  });

  it('reports an id that two different events share', () => {
    const other = { ...loading, eventTime: '2026-04-17T09:00:00+08:00' };
    const { events, findings } = read(bytesOf(documentOf(loading, other)));
    expect(events).to.have.length(2);
    expect(findings.map(({ ruleId }) => ruleId)).to.include('EVENT_ID_REUSED');
  });
});
