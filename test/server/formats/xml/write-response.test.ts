import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { ResponseEvent } from '../../../../protocol/documents/customs-response.ts';
import { foldResponses } from '../../../../protocol/responses/fold.ts';
import { functionOfState } from '../../../../protocol/responses/functions.ts';
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };
import type { CaseAnswers, CustomsAnswer } from '../../../../server/formats/answers/customs-answer.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { responseEventOf, writeWcoResponse } from '../../../../server/formats/xml/wco/write-answers.ts';
import { writeResponses } from '../../../../server/formats/xml/wco/write-response.ts';
import { bytesOf, documentOf, lostIn } from './support.ts';

const hex = (byte: string, bytes: number) => `0x${byte.repeat(bytes)}`;

const answerOf = (more: Partial<CustomsAnswer>): CustomsAnswer => ({
  sequence: 7,
  event: 'DECIDED',
  declaration: {
    declarationId: hex('d1', 32),
    procedure: 'IMPORT',
    version: 2,
    jurisdiction: 'MY',
    declarant: hex('0a', 8),
    office: hex('0b', 8),
    lrn: 'LRN-1',
    mrn: 'MRN-1',
  },
  party: hex('0b', 8),
  at: '2026-04-17T08:30:05Z',
  state: 'ACCEPTED',
  ...more,
});

const caseOf = (...answers: CustomsAnswer[]): CaseAnswers => ({
  caseId: hex('ca', 32),
  ucr: 'CN26SIM-1',
  recipient: hex('0a', 8),
  asOf: '2026-04-17T09:00:00Z',
  answers,
  milestones: [],
});

const textOf = (answers: CaseAnswers) => new TextDecoder().decode(writeWcoResponse(answers).bytes);

function eventsIn(text: string): ResponseEvent[] {
  const [item] = readFile({ bytes: bytesOf(text) }).items;
  return (item.document as unknown as { events: ResponseEvent[] }).events;
}

const withoutState = (events: ResponseEvent[]) => events.map(({ state: _, ...event }) => event);

describe('responses as WCO XML', () => {
  for (const file of readdirSync(new URL('../../../samples/wco-dm-response/', import.meta.url))) {
    it(`carry what was read from ${file}, but for the changed declaration`, () => {
      const events = documentOf(`wco-dm-response/${file}`).events as ResponseEvent[];
      const written = events.map(({ changed: _, ...event }) => event);
      expect(eventsIn(writeResponses(written))).to.deep.equal(written);
    });
  }

  it('say each outcome by the function of the domain table', () => {
    const codes = transitions.outcomes.map(({ code, to }) => {
      const answer = answerOf({ outcome: code, state: to });
      return `${code} ${responseEventOf(caseOf(answer), answer).functionCode ?? '-'}`;
    });
    expect(codes).to.deep.equal([
      'ACCEPTED_AWAITING_GOODS 02',
      'ACCEPTED 01',
      'REJECTED 03',
      'AMENDMENT_APPROVED 07',
      'AMENDMENT_REFUSED 07',
      'DUTY_DUE 13',
      'RELEASED_CONDITIONALLY 08',
      'RELEASED 08',
      'TRANSFER_ALLOWED -',
      'CLEARED 09',
      'EXITED 16',
      'INVALIDATED 10',
    ]);
    expect(transitions.controls.map(({ shownAs }) => functionOfState(shownAs) ?? '-')).to.deep.equal([
      ...['06', '05', '05', '-'],
    ]);
  });

  it('are read back as the same events, with the states that were decided', () => {
    const answers = [
      answerOf({ event: 'LODGED', state: 'RECEIVED' }),
      answerOf({ outcome: 'ACCEPTED_AWAITING_GOODS', state: 'ACCEPTED_AWAITING_GOODS', lane: 'ORANGE' }),
      answerOf({ event: 'CONTROL_OPENED', control: { controlId: hex('c1', 32), control: 'SCAN' } }),
      answerOf({
        event: 'CONTROL_OPENED',
        control: { controlId: hex('c2', 32), control: 'DOCUMENTS', dueBy: '2026-04-20T00:00:00Z' },
      }),
      answerOf({
        outcome: 'RELEASED_CONDITIONALLY',
        state: 'RELEASED_CONDITIONALLY',
        validUntil: '2026-05-01T00:00:00Z',
      }),
      answerOf({ event: 'AMENDED', state: 'AMENDMENT_REQUESTED' }),
      answerOf({ outcome: 'CLEARED', state: 'CLEARED' }),
    ].map((answer, index) => ({ ...answer, sequence: index + 1, at: `2026-04-17T08:30:0${index}Z` }));
    const events = eventsIn(textOf(caseOf(...answers)));
    expect(withoutState(events)).to.deep.equal(answers.map((answer) => responseEventOf(caseOf(...answers), answer)));
    expect(events.map(({ state }) => state)).to.deep.equal([
      'RECEIVED',
      'ACCEPTED_AWAITING_GOODS',
      'SELECTED_FOR_SCAN',
      'DOCUMENTS_REQUIRED',
      'RELEASED_CONDITIONALLY',
      'AMENDMENT_REQUESTED',
      'CLEARED',
    ]);
    expect(foldResponses(events).at(-1)?.after.state).to.equal('CLEARED');
  });

  it('name detention, transfer and closed controls by statements, without a function', () => {
    const answers = [
      answerOf({ event: 'CONTROL_OPENED', control: { controlId: '0x', control: 'HOLD' } }),
      answerOf({ event: 'CONTROL_CLOSED', control: { controlId: '0x', control: 'SCAN', result: 'CONFORMING' } }),
      answerOf({ outcome: 'TRANSFER_ALLOWED', state: 'TRANSFER_ALLOWED' }),
    ];
    const events = eventsIn(textOf(caseOf(...answers)));
    expect(events.map(({ functionCode, statements }) => [functionCode, statements?.[0]?.code])).to.deep.equal([
      [undefined, 'DETAINED'],
      [undefined, 'SELECTED_FOR_SCAN_CLOSED'],
      [undefined, 'TRANSFER_ALLOWED'],
    ]);
  });

  it('carry errors with pointers, conditions, seals, duties and any text', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .map((text) => `a${text}z`.normalize('NFC'));
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 10 ** 9 }),
        (texts, cents) => {
          const decision = {
            errors: texts.map((description, index) => ({ pointer: `/lines/${index}/hsCode`, code: 'HS', description })),
            conditions: [{ code: 'UNDERTAKING', description: texts[0] }],
            seals: [{ containerNumber: 'CSQU3054383', seal: { number: 'S1' } }],
            duties: [{ kind: 'DUTY', amount: { amount: (cents / 100).toFixed(2), currency: 'MYR' } }],
            remarks: texts.join('\n'),
          };
          const answer = answerOf({ outcome: 'REJECTED', state: 'REJECTED', decision: decision as never });
          const text = textOf(caseOf(answer));
          const sent = responseEventOf(caseOf(answer), answer);
          expect(withoutState(eventsIn(text))).to.deep.equal([JSON.parse(JSON.stringify(sent))]);
          expect(lostIn(bytesOf(text))).to.deep.equal([]);
        },
      ),
    );
  });
});
