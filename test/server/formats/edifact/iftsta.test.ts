import { expect } from 'chai';
import { describePosition } from '../../../../protocol/checks/finding.ts';
import { isObserved, type TrackingEvents } from '../../../../protocol/documents/tracking-events.ts';
import { IFTSTA } from '../../../../server/formats/edifact/iftsta/iftsta.ts';
import { meaningOf } from '../../../../server/formats/edifact/iftsta/status-codes.ts';
import { EVENT_CODES } from '../../../../server/formats/json/dcsa-tracking/event-codes.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { expectConservation, expectTypedAnswers, mapMessage, messageOf } from '../../support/edifact.ts';

const SAMPLE = 'edifact/iftsta-d00b-rail.edi';

function map(...segments: string[]) {
  const { document, ...rest } = mapMessage(
    IFTSTA,
    messageOf(`UNH+1+IFTSTA:D:99B:UN'BGM+23+S1+9'${segments.join('')}UNT+0+1'`),
  );
  return { ...(document as unknown as TrackingEvents), ...rest };
}
const unmappedOf = ({ unmapped }: Pick<ReturnType<typeof map>, 'unmapped'>) =>
  unmapped.map((each) => `${describePosition(each)} ${each.value}`);

describe('IFTSTA mapping', () => {
  describe('of a real report of a rail carrier', () => {
    const [item] = readFile({ bytes: sampleBytes(SAMPLE) }).items;
    const [event] = (item.document as TrackingEvents).events;

    it('says what happened, when and where, and with which train', () => {
      expect(event).to.deep.include({
        code: 'DEPA',
        subject: 'TRANSPORT',
        classifier: 'ACTUAL',
        status: { category: '1', code: 'P', codeList: ':HS', text: 'Rail Departed from In-Transit Locat' },
        occurredLocal: '2022-11-19T07:10:00',
        place: { code: 'USSYR', codeList: '227', name: 'SYRACUSE', address: { lines: [], countryCode: 'US' } },
        conveyance: {
          mode: 'RAIL',
          carrier: { code: 'ABCD', codeList: '172', name: 'SENDER-COMP' },
          name: 'CSX TRANSPORTATION',
        },
      });
    });

    it('names container, booking and bill of lading of the event, and keeps those of the message', () => {
      expect(event).to.include({
        containerNumber: 'TRHU4561222',
        containerTypeCode: '45G1',
        fullness: 'FULL',
        bookingNumber: '24O4023815',
        transportDocumentNumber: 'ABCD224O4023815X',
      });
      expect(event?.references).to.deep.equal([
        { type: 'EQ', number: 'TRHU4307252' },
        { type: '4F', number: '100113938' },
        { type: 'AAZ', number: 'ABCD' },
        { type: 'CO', number: '2023521591' },
        { type: 'FF', number: '31075687' },
      ]);
    });

    it('keeps the journey with its times, which are no events', () => {
      expect(event?.route?.map(({ function: code, place, times }) => [code, place.code, times])).to.deep.equal([
        ['9', 'COCTG', [{ function: '186', local: '2022-11-09T14:15:00' }]],
        [
          '11',
          'USNYC',
          [
            { function: '178', local: '2022-11-17T05:05:00' },
            { function: '133', local: '2022-11-18T16:30:00' },
          ],
        ],
        [
          '29',
          'USCHI',
          [
            { function: '132', local: '2022-11-21T06:00:00' },
            { function: '133', local: '2022-11-21T06:00:00' },
          ],
        ],
        ['7', 'USWOQ', [{ function: '132', local: '2022-11-21T07:00:00' }]],
      ]);
    });

    it('agrees with what an independent reader found, and leaves nothing else unmapped', () => {
      const [facts] = FACTS[SAMPLE]?.messages as [{ containers: Record<string, string>; locodes: string[] }];
      const numbers = [
        event?.containerNumber,
        ...(event?.references ?? []).filter(({ type }) => type === 'EQ').map(({ number }) => number),
      ];
      expect(numbers).to.include.members(Object.keys(facts.containers));
      const places = [event?.place?.code, ...(event?.route ?? []).map(({ place }) => place.code)];
      expect(places).to.include.members(facts.locodes);
      expect(item.findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).to.deep.equal([
        'EDIFACT_LOCAL_TIME /events/0/occurredLocal',
        'CONTAINER_CHECK_DIGIT /events/0/containerNumber',
      ]);
      expect(unmappedOf(item).filter((each) => !each.includes(' UNB '))).to.deep.equal([
        'segment 20 TDT 1.1 1',
        'segment 20 TDT 4.1 25',
      ]);
    });
  });

  it('gives an event for each status and each container', () => {
    const { events } = map(
      "CNI+1+BL1'STS+1+48'DTM+334:202604170830?+08:303'LOC+175+CNQZH:139:6'EQD+CN+CSQU3054383+22G1:102:5++2+5'SEL+S1+CA'MEA+AAE+VGM+KGM:20000'",
      "EQD+CN+FCIU5956299'STS+1+24'DTM+334:202604171200?+08:303'CNI+2+BL2'STS+1+346'",
    );
    expect(
      events.map(({ code, subject, containerNumber, transportDocumentNumber, occurredAt }) => [
        ...[code, subject, containerNumber, transportDocumentNumber, occurredAt],
      ]),
    ).to.deep.equal([
      ['LOAD', 'EQUIPMENT', 'CSQU3054383', 'BL1', '2026-04-17T08:30:00+08:00'],
      ['LOAD', 'EQUIPMENT', 'FCIU5956299', 'BL1', '2026-04-17T08:30:00+08:00'],
      ['DEPA', 'TRANSPORT', undefined, 'BL1', '2026-04-17T12:00:00+08:00'],
      ['DISC', 'EQUIPMENT', undefined, 'BL2', undefined],
    ]);
    expect(events[0]).to.deep.include({
      movement: 'EXPORT',
      fullness: 'FULL',
      seals: [{ number: 'S1', issuer: 'CA' }],
      measurements: [{ quantity: 'VGM', value: '20000', unitCode: 'KGM' }],
    });
    expect(events[1]).to.not.have.any.keys('seals', 'measurements', 'fullness');
  });

  it('tells what is expected from what was seen', () => {
    const { events } = map(
      "CNI+1'STS+1+1'DTM+132:202604201200UTC:303'STS+1+E'DTM+334:202604201200UTC:303'STS+1+24'DTM+186:202604171200UTC:303'",
    );
    expect(events.map(({ classifier }) => classifier)).to.deep.equal(['ESTIMATED', 'ESTIMATED', 'ACTUAL']);
    expect(events.map(isObserved)).to.deep.equal([false, false, true]);
  });

  it('says of all events what stands in the head, where they do not say otherwise', () => {
    const { events, unmapped } = map(
      "DTM+137:202604170900UTC:303'NAD+CA+COSU:160:20'RFF+BM:BL0'RFF+BN:BK0'EQD+CN+CSQU3054383'LOC+175+CNQZH'FTX+AAI+++HEAD'",
      "CNI+1'STS+1+13'CNI+2'RFF+BM:BL2'STS+1+12'LOC+175+MYPKG'FTX+AAI+++OWN'",
    );
    expect(events[0]).to.deep.include({
      recordedAt: '2026-04-17T09:00:00Z',
      transportDocumentNumber: 'BL0',
      bookingNumber: 'BK0',
      containerNumber: 'CSQU3054383',
      place: { code: 'CNQZH' },
      remarks: 'HEAD',
    });
    expect(events[1]).to.deep.include({
      code: 'CUSR',
      transportDocumentNumber: 'BL2',
      references: [{ type: 'BM', number: 'BL0' }],
      place: { code: 'MYPKG' },
      remarks: 'OWN\nHEAD',
    });
    expect(unmapped).to.deep.equal([]);
  });

  it('keeps a status whose meaning is not known, with its words and reasons', () => {
    const text =
      "UNB+UNOC:3+S+R+260101:1000+1'UNH+1+IFTSTA:D:99B:UN'BGM+23+S1+9'CNI+1'STS+1+20:::Late+5::ZZZ:Storm+22'DTM+334:202604170830UTC:303'UNT+6+1'UNZ+1+1'";
    const [item] = readFile({ bytes: new TextEncoder().encode(text) }).items;
    const [event] = (item.document as TrackingEvents).events;
    expect(event).to.not.have.property('code');
    expect(event?.status).to.deep.equal({
      category: '1',
      code: '20',
      text: 'Late',
      reasons: [{ code: '5', codeList: ':ZZZ', text: 'Storm' }, { code: '22' }],
    });
    expect(item.findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).to.deep.equal([
      'STATUS_UNKNOWN /events/0/status/code',
    ]);
  });

  it('takes the events of a cancellation back', () => {
    const { events } = map("BGM+23+S2+1'CNI+1'STS+1+1'");
    expect(events[0]).to.not.have.property('retracted');
    const cancelled = mapMessage(IFTSTA, messageOf("UNH+1+IFTSTA'BGM+23+S1+1'CNI+1'STS+1+1'UNT+5+1'"));
    expect((cancelled.document as unknown as TrackingEvents).events[0]).to.include({ retracted: true });
  });

  it('reads reports without consignment, without container, and without status', () => {
    expect(map("EQD+CN+CSQU3054383+45G1:102:5'LOC+175+USLAX:139:6'STS+1+21'").events).to.have.length(1);
    const parcel = map("RFF+CW:1Z3F4'CNI+1'LOC+14+:::WENDLINGEN+:::DE'STS+1+21'DTM+78:20160714173746:204'").events[0];
    expect(parcel).to.deep.include({
      code: 'DROP',
      place: { name: 'WENDLINGEN', address: { lines: [], countryCode: 'DE' } },
      occurredLocal: '2016-07-14T17:37:46',
    });
    const bare = map("RFF+BM:BL1'EQD+CN+CSQU3054383'");
    expect(bare.events).to.deep.equal([
      { transportDocumentNumber: 'BL1', containerNumber: 'CSQU3054383', subject: 'EQUIPMENT' },
    ]);
  });

  it('reports what is said of a consignment without status, and of a second container before any', () => {
    const mapped = map("EQD+CN+CSQU3054383'EQD+CN+FCIU5956299'CNI+1+BL1'LOC+9+CNQZH'CNI+2+BL2'STS+1+1'");
    expect(mapped.events).to.have.length(1);
    expect(mapped.unmapped.map(({ value }) => value)).to.include.members(['FCIU5956299', 'BL1', 'CNQZH']);
  });

  it('knows only events that Track & Trace has', () => {
    const known = Object.values(EVENT_CODES).flatMap(({ codes }) => Object.keys(codes));
    const codes = [...Array(400).keys()]
      .map(String)
      .concat([
        ...'ACDEIP',
        'AE',
        'AL',
        'AM',
        'AO',
        'AP',
        'AR',
        'AF',
        'AV',
        'BF',
        'CT',
        'CU',
        'EE',
        'OA',
        'RD',
        'RL',
        'UR',
        'UV',
        'VA',
        'VD',
        'X1',
        'X3',
      ]);
    const meanings = codes.flatMap((code) => meaningOf(code) ?? []);
    expect(meanings.length).to.be.greaterThan(35);
    expect(known).to.include.members(meanings.map(({ code }) => code));
    expect(meaningOf('constructor')).to.equal(undefined);
  });

  it('loses no value in silence, and gives valid events for any message', () => {
    expectConservation(IFTSTA, {
      head: "BGM+23+N+9'",
      tags: [
        'BGM',
        'DTM',
        'NAD',
        'RFF',
        'CNI',
        'STS',
        'STS',
        'LOC',
        'TDT',
        'EQD',
        'SEL',
        'MEA',
        'DOC',
        'FTX',
        'CTA',
        'GID',
        'XYZ',
      ],
      codes: [
        '1',
        '2',
        '5',
        '7',
        '9',
        '11',
        '14',
        '24',
        '48',
        '78',
        '132',
        '137',
        '175',
        '334',
        '203',
        '202601011200',
        '303',
        '202601011200UTC',
        'BM',
        'BN',
        'EQ',
        'CN',
        'AAE',
        'VGM',
        'KGM',
        '162',
        'MY',
        'AAI',
      ],
    });
  });

  it('answers mutated and truncated reports with events or a typed error', () => {
    expectTypedAnswers(sampleBytes(SAMPLE));
  });
});
