import { expect } from 'chai';
import fc from 'fast-check';
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };
import type { CaseAnswers, CustomsAnswer } from '../../../../server/formats/answers/customs-answer.ts';
import { decodeInterchange } from '../../../../server/formats/edifact/characters.ts';
import { responseCodes } from '../../../../server/formats/edifact/cusres/response-codes.ts';
import { writeCusres } from '../../../../server/formats/edifact/cusres/write-cusres.ts';
import { type Message, readInterchange } from '../../../../server/formats/edifact/interchange.ts';
import { tokenize } from '../../../../server/formats/edifact/tokenizer.ts';

const hex = (byte: string, bytes: number) => `0x${byte.repeat(bytes)}`;
const DECLARATION: CustomsAnswer['declaration'] = {
  declarationId: hex('d1', 32),
  procedure: 'IMPORT',
  version: 2,
  jurisdiction: 'MY',
  declarant: hex('0a', 8),
  office: hex('0b', 8),
  lrn: 'LRN-1',
};
const decided = (outcome: string, state: string, more: Partial<CustomsAnswer> = {}): CustomsAnswer => ({
  sequence: 7,
  event: 'DECIDED',
  declaration: DECLARATION,
  party: hex('0b', 8),
  at: '2026-04-17T08:30:05Z',
  state,
  outcome,
  reason: 'DATA_INCONSISTENT',
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
const textOf = (...answers: CustomsAnswer[]) => decodeInterchange(writeCusres(caseOf(...answers)).bytes);
const read = (text: string) => readInterchange(tokenize(text).segments);
const allText = ({ segments }: Message) =>
  segments.filter(({ tag }) => tag === 'FTX').map(({ elements }) => (elements[3] ?? []).join(''));

describe('CUSRES', () => {
  it('says each outcome by the code of the domain table', () => {
    const codes = transitions.outcomes.map(({ code, to }) => {
      const { type, messageFunction, indicator, process } = responseCodes(decided(code, to));
      return [code, type, messageFunction, indicator ?? '', process ?? ''].join(' ').trim();
    });
    expect(codes).to.deep.equal([
      'ACCEPTED_AWAITING_GOODS 961 9 9',
      'ACCEPTED 961 9 1',
      'REJECTED 963 9 2',
      'AMENDMENT_APPROVED 961 9 15',
      'AMENDMENT_REFUSED 961 9 16',
      'DUTY_DUE 965 9',
      'RELEASED_CONDITIONALLY 961 9 4 UNDERTAKING',
      'RELEASED 961 9 4',
      'TRANSFER_ALLOWED 961 9 8',
      'CLEARED 961 9',
      'EXITED 961 9 164',
      'INVALIDATED 961 1',
    ]);
  });

  it('says each control by its code and names which it is', () => {
    const codes = transitions.controls.map(({ code: control }) =>
      responseCodes({ ...decided('', 'ACCEPTED'), event: 'CONTROL_OPENED', control: { controlId: '0x', control } }),
    );
    expect(codes.map(({ type, indicator, process }) => `${type} ${indicator} ${process}`)).to.deep.equal([
      '962 6 DOCUMENTS',
      '961 5 SCAN',
      '961 5 INSPECTION',
      '961 7 HOLD',
    ]);
  });

  it('gives each error with its pointer and the conditions of a release in words', () => {
    const decision = {
      ...{ schema: 'corridor/decision/1', documentType: 963, simulated: true },
      ...{ caseId: hex('ca', 32), declarationId: hex('d1', 32), outcome: 'REJECTED', reason: 'DATA_INCONSISTENT' },
      conditions: [{ code: 'UNDERTAKING', description: "importer's bond\nof 2026" }],
      errors: [
        { pointer: '/lines/0/hsCode', code: 'HS', description: 'six digits + check: 8471?' },
        { pointer: `/lines/${'1'.repeat(60)}`, code: 'CODE_OF_THEIRS', description: 'x' },
      ],
    } as const;
    const text = textOf(decided('REJECTED', 'REJECTED', { decision: structuredClone(decision) as never }));
    const [message] = read(text).messages;
    if (message === undefined) throw new Error('there is a message');
    const errors = message.segments.filter(({ tag }) => tag === 'ERP' || tag === 'ERC');
    expect(errors.map(({ tag, elements }) => [tag, ...elements])).to.deep.equal([
      ['ERP', ['2', '/lines/0/hsCode']],
      ['ERC', ['HS', '', 'ZZZ']],
      ['ERP', ['2']],
      ['ERC', ['ZZZ', '', 'ZZZ']],
    ]);
    expect(allText(message)).to.include.members([
      'DATA_INCONSISTENT',
      "UNDERTAKING: importer's bond of 2026",
      'HS /lines/0/hsCode six digits + check: 8471?',
      `CODE_OF_THEIRS ${decision.errors[1].pointer} x`,
    ]);
  });

  it('keeps every word of a remark, in any script, in an envelope that counts right', () => {
    const remarks = fc
      .string({ unit: fc.constantFrom(..."ab '+:?*~=钦州港é𝄞"), minLength: 1, maxLength: 900 })
      .filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(remarks, { minLength: 1, maxLength: 3 }), (texts) => {
        const answers = texts.map((text, index) =>
          decided('ACCEPTED', 'ACCEPTED', { sequence: index + 1, decision: { remarks: text } as never }),
        );
        const { messages, findings } = read(textOf(...answers));
        expect(findings).to.deep.equal([]);
        for (const [index, text] of texts.entries()) {
          const words = allText(messages[index] as Message);
          // a text of more than 350 characters goes over several segments
          expect(words.join('')).to.include(text);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the pieces of text, references and codes within the lengths of the directory', () => {
    const text = textOf(decided('ACCEPTED', 'ACCEPTED', { decision: { remarks: 'x'.repeat(400) } as never }));
    for (const { tag, elements } of tokenize(text).segments) {
      const longest = tag === 'FTX' ? 70 : 35;
      for (const value of elements.flat()) expect(value.length, `${tag} ${value}`).to.be.at.most(longest);
      if (tag === 'FTX') expect(elements[3]?.length).to.be.at.most(5);
    }
  });
});
