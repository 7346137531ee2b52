import { type Schema, Validator } from '@cfworker/json-schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { TrackingEvents } from '../../../../protocol/documents/tracking-events.ts';
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };
import type { CaseAnswers, CustomsAnswer } from '../../../../server/formats/answers/customs-answer.ts';
import { writeTrackingEvents } from '../../../../server/formats/json/dcsa-answers/write-tracking.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { sampleBytes } from '../../../protocol/support/samples.ts';

const openapi = parse(new TextDecoder().decode(sampleBytes('dcsa-openapi/TNT_v3.0.0.yaml'))) as Schema;
const published = new Validator({ ...openapi, $ref: '#/components/schemas/PostEventsRequest' }, '7', false);

const OFFICE = `0x${'0f'.repeat(8)}`;
const BROKER = `0x${'0b'.repeat(8)}`;
const declaration = {
  declarationId: `0x${'dd'.repeat(32)}`,
  procedure: 'IMPORT',
  version: 1,
  jurisdiction: 'MY',
  declarant: BROKER,
  office: OFFICE,
  lrn: 'LRN-1',
  containerNumbers: ['CSQU3054383', 'MSKU0000001'],
  transportDocumentNumbers: ['BL-7'],
} as const;

const answer = (sequence: number, said: Partial<CustomsAnswer>): CustomsAnswer => ({
  sequence,
  declaration,
  party: OFFICE,
  at: `2026-04-17T08:00:${String(sequence % 60).padStart(2, '0')}Z`,
  state: 'ACCEPTED',
  event: 'DECIDED',
  ...said,
});

const control = (code: string) => ({ controlId: `0x${'c0'.repeat(32)}`, control: code });

const caseOf = (answers: readonly CustomsAnswer[], milestones: CaseAnswers['milestones'] = []): CaseAnswers => ({
  caseId: `0x${'ca'.repeat(32)}`,
  recipient: BROKER,
  asOf: '2026-04-17T09:00:00Z',
  answers,
  milestones,
});

function written(answers: CaseAnswers) {
  const { bytes } = writeTrackingEvents(answers);
  const result = published.validate(JSON.parse(new TextDecoder().decode(bytes)));
  expect(result.errors).to.deep.equal([]);
  const [item] = readFile({ bytes, mediaType: 'application/json' }).items;
  return { ...item, events: (item.document as TrackingEvents).events };
}

const codesOf = (answers: CaseAnswers) =>
  written(answers).events.map(({ code, containerNumber }) =>
    containerNumber === undefined ? code : `${code} ${containerNumber}`,
  );

describe('answers as DCSA Track & Trace 3.0', () => {
  it('say what customs decided, by the table of codes', () => {
    const [first, second] = declaration.containerNumbers;
    const answers = caseOf([
      answer(1, { event: 'LODGED', state: 'RECEIVED', party: BROKER }),
      answer(2, { state: 'ACCEPTED', outcome: 'ACCEPTED' }),
      answer(3, { event: 'CONTROL_OPENED', control: control('SCAN') }),
      answer(4, { event: 'CONTROL_OPENED', control: control('INSPECTION') }),
      answer(5, { event: 'CONTROL_OPENED', control: control('HOLD') }),
      answer(6, { event: 'CONTROL_OPENED', control: control('DOCUMENTS') }),
      answer(7, { event: 'CONTROL_CLOSED', control: { ...control('SCAN'), result: 'CONFORMING' } }),
      answer(8, { state: 'ACCEPTED', outcome: 'AMENDMENT_APPROVED' }),
      answer(9, { state: 'DUTY_DUE', outcome: 'DUTY_DUE' }),
      answer(10, { state: 'RELEASED', outcome: 'RELEASED' }),
      answer(11, { state: 'CLEARED', outcome: 'CLEARED' }),
    ]);
    expect(codesOf(answers)).to.deep.equal([
      'RECE',
      'CONF',
      `CUSS ${first}`,
      `CUSS ${second}`,
      `CUSI ${first}`,
      `CUSI ${second}`,
      'HOLD',
      'PENU',
      `CUSR ${first}`,
      `CUSR ${second}`,
      'RELS',
    ]);
  });

  it('are read back with everything that was written', () => {
    const { events, unmapped, findings } = written(
      caseOf([answer(3, { event: 'CONTROL_OPENED', control: control('SCAN'), reason: 'SCAN_MANDATORY' })]),
    );
    expect(unmapped).to.deep.equal([]);
    expect(events[0]).to.deep.equal({
      eventId: 'cacacacacacacaca-3-CUSS',
      subject: 'EQUIPMENT',
      code: 'CUSS',
      classifier: 'ACTUAL',
      occurredAt: '2026-04-17T08:00:03Z',
      recordedAt: '2026-04-17T08:00:03Z',
      containerNumber: 'CSQU3054383',
      document: { type: 'CUC', number: 'LRN-1' },
      transportDocumentNumber: 'BL-7',
      reason: 'SCAN_MANDATORY',
      parties: [{ role: 'CM', party: { identifiers: [{ scheme: 'ZZZ', value: OFFICE.slice(2) }] } }],
    });
    expect(findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).to.deep.equal([
      'CONTAINER_CHECK_DIGIT /events/1/containerNumber',
    ]);
  });

  it('tell arrivals and other milestones in the order of the ledger', () => {
    const milestone = (sequence: number, code: string) => ({
      sequence,
      milestone: code,
      occurredAt: '2026-04-17T07:00:00Z',
      recordedAt: '2026-04-17T07:05:00Z',
      party: BROKER,
    });
    const answers = caseOf(
      [answer(2, { state: 'RELEASED', outcome: 'RELEASED', declaration: { ...declaration, containerNumbers: [] } })],
      [milestone(1, 'ARRIVED'), milestone(3, 'GATE_OUT'), milestone(4, 'TRACKING')],
    );
    expect(codesOf(answers)).to.deep.equal(['ARRI', 'CUSR', 'RELS', 'GTOT']);
  });

  it('keep a container number that is too long for the standard as a reference', () => {
    const long = { ...declaration, containerNumbers: ['CSQU 305438-3'] };
    const [event] = written(
      caseOf([answer(1, { event: 'CONTROL_OPENED', control: control('SCAN'), declaration: long })]),
    ).events;
    expect(event?.references).to.deep.equal([{ type: 'EQ', number: 'CSQU 305438-3' }]);
  });

  it('are valid and unique by id whatever was said', () => {
    const code = (list: readonly { code: string }[]) => fc.constantFrom(...list.map((each) => each.code));
    const said = fc.record({
      event: fc.constantFrom('LODGED', 'AMENDED', 'DECIDED', 'CONTROL_OPENED', 'CONTROL_CLOSED'),
      state: code(transitions.states),
      outcome: fc.option(code(transitions.outcomes), { nil: undefined }),
      reason: fc.option(code(transitions.reasons), { nil: undefined }),
      control: fc.option(code(transitions.controls).map(control), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), (all) => {
        const answers = caseOf(all.map((each, index) => answer(index + 1, each as Partial<CustomsAnswer>)));
        const { events } = JSON.parse(new TextDecoder().decode(writeTrackingEvents(answers).bytes));
        expect(published.validate({ events }).valid).to.equal(true);
        const ids = events.map(({ eventID }: { eventID: string }) => eventID);
        expect(new Set(ids).size).to.equal(ids.length);
        if (events.length > 0)
          expect(written(answers).findings.map(({ ruleId }) => ruleId)).to.not.include('CODE_NOT_LISTED');
      }),
    );
  });
});
