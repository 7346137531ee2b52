import { expect } from 'chai';
import { decodeInterchange } from '../../../../server/formats/edifact/characters.ts';
import { readInterchange } from '../../../../server/formats/edifact/interchange.ts';
import { tokenize } from '../../../../server/formats/edifact/tokenizer.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';

const read = (text: string) => readInterchange(tokenize(text).segments);
const rulesOf = (text: string) => read(text).findings.map(({ ruleId }) => ruleId);

const UNB = "UNB+UNOA:1+S+R+170119:1010+C1'";
const UNH = "UNH+M1+CUSCAR:D:95B:UN'";
const SOUND = `${UNB}${UNH}BGM+85+1+9'UNT+3+M1'UNZ+1+C1'`;

interface MessageFacts {
  readonly ref: string;
  readonly type: string;
  readonly directory: string;
  readonly counted: number;
}

/** How the independent reader words what is wrong with an envelope, and our rule for it. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/^UNT says/, 'EDIFACT_SEGMENT_COUNT'],
  [/^UNZ ref/, 'EDIFACT_INTERCHANGE_REFERENCE'],
  [/^no UNB envelope/, 'EDIFACT_NO_ENVELOPE'],
  [/UNH message type is empty/, 'EDIFACT_MESSAGE_TYPE'],
];

describe('EDIFACT envelope', () => {
  for (const [file, facts] of Object.entries(FACTS).filter(([name]) => name.startsWith('edifact/'))) {
    it(`of ${file} is judged as an independent reader judged it`, () => {
      const interchange = read(decodeInterchange(sampleBytes(file)));
      const messages = facts.messages as MessageFacts[];
      expect(
        interchange.messages.map(({ reference, type, directory, segmentCount }) => ({
          reference,
          type,
          directory,
          segmentCount,
        })),
      ).to.deep.equal(
        messages.map(({ ref, type, directory, counted }) => ({
          reference: ref,
          type,
          directory: directory.split(':').slice(0, 2).join('.'),
          segmentCount: counted,
        })),
      );
      expect(interchange.controlReference).to.equal(facts.controlRef ?? '');
      const expected = (facts.problems as string[]).flatMap((problem) =>
        PROBLEMS.filter(([wording]) => wording.test(problem)).map(([, rule]) => rule),
      );
      // two samples end without UNZ, which that reader does not count as a problem
      const found = interchange.findings.filter(({ message }) => message !== 'no UNZ').map(({ ruleId }) => ruleId);
      expect(found).to.have.members(expected);
    });
  }

  it('that is sound has no findings', () => {
    expect(rulesOf(SOUND)).to.deep.equal([]);
  });

  const broken: [string, string, string[]][] = [
    ['another segment count', SOUND.replace('UNT+3', 'UNT+4'), ['EDIFACT_SEGMENT_COUNT']],
    ['a count that is no number', SOUND.replace('UNT+3', 'UNT+3x'), ['EDIFACT_SEGMENT_COUNT']],
    ['another message reference', SOUND.replace('UNT+3+M1', 'UNT+3+M2'), ['EDIFACT_MESSAGE_REFERENCE']],
    ['another message count', SOUND.replace('UNZ+1', 'UNZ+2'), ['EDIFACT_MESSAGE_COUNT']],
    ['another interchange reference', SOUND.replace('UNZ+1+C1', 'UNZ+1+C2'), ['EDIFACT_INTERCHANGE_REFERENCE']],
    ['no message type', SOUND.replace('CUSCAR', ''), ['EDIFACT_MESSAGE_TYPE']],
    ['no UNZ', SOUND.replace("UNZ+1+C1'", ''), ['EDIFACT_NO_ENVELOPE']],
    ['no UNB', SOUND.replace(UNB, '').replace("UNZ+1+C1'", ''), ['EDIFACT_NO_ENVELOPE']],
    ['no UNT', SOUND.replace("UNT+3+M1'", ''), ['EDIFACT_NO_ENVELOPE']],
  ];
  for (const [what, text, rules] of broken) {
    it(`reports ${what} and drops nothing`, () => {
      expect(rulesOf(text)).to.deep.equal(rules);
      expect(read(text).messages.map(({ segments }) => segments.map(({ tag }) => tag))).to.deep.equal([['BGM']]);
    });
  }

  it('counts functional groups where there are any', () => {
    const grouped = `${UNB}UNG+CUSCAR+S+R+1+G'${UNH}UNT+2+M1'UNH+M2+CUSCAR:D:95B:UN'UNT+2+M2'UNE+2+G'UNZ+1+C1'`;
    expect(rulesOf(grouped)).to.deep.equal([]);
    expect(read(grouped).messages).to.have.length(2);
    expect(rulesOf(grouped.replace('UNE+2+G', 'UNE+3+H'))).to.deep.equal([
      'EDIFACT_GROUP_REFERENCE',
      'EDIFACT_MESSAGE_COUNT',
    ]);
    expect(rulesOf(grouped.replace("UNE+2+G'", ''))).to.deep.equal(['EDIFACT_NO_ENVELOPE']);
  });

  it('takes one interchange after the other', () => {
    expect(rulesOf(SOUND + SOUND)).to.deep.equal([]);
    expect(read(SOUND + SOUND).messages).to.have.length(2);
    expect(rulesOf(SOUND.replace("UNZ+1+C1'", '') + SOUND)).to.deep.equal(['EDIFACT_NO_ENVELOPE']);
  });

  it('keeps segments that stand outside any message', () => {
    const { stray } = read(`${UNB}FTX+AAI'${UNH}UNT+2+M1'UNZ+1+C1'UNT+2+M1'UNZ+1+C1'`);
    expect(stray.map(({ tag }) => tag)).to.deep.equal(['FTX', 'UNT', 'UNZ']);
  });
});
