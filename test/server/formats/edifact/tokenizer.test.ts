import { expect } from 'chai';
import fc from 'fast-check';
import { CodedError } from '../../../../protocol/coded-error.ts';
import { decodeInterchange } from '../../../../server/formats/edifact/characters.ts';
import { DEFAULT_DELIMITERS, type Delimiters } from '../../../../server/formats/edifact/delimiters.ts';
import {
  EDIFACT_LIMITS,
  type Segment,
  SegmentScanner,
  tokenize,
} from '../../../../server/formats/edifact/tokenizer.ts';
import { writeSegments } from '../../../../server/formats/edifact/writer.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';

const segmentsOf = (text: string): Segment[] => [...tokenize(text).segments];
function inPieces(text: string, sizes: readonly number[]): Segment[] {
  const scanner = new SegmentScanner();
  const segments: Segment[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    segments.push(...scanner.push(text.slice(at, at + size)));
    at += size;
  }
  return [...segments, ...scanner.end()];
}
const valuesOf = (text: string) => segmentsOf(text).map(({ tag, elements }) => [tag, ...elements]);

const tag = fc.stringMatching(/^[A-Z]{3}$/).filter((name) => name !== 'UNA');
const value = fc.string({ unit: fc.constantFrom(..."ab1 '+:?*.,~=\n") });
/** At least one component an element, as every text has. */
const segment = fc.record({
  tag,
  elements: fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
});

const OTHER_DELIMITERS: Delimiters = {
  component: '=',
  element: '*',
  decimalMark: ',',
  release: '?',
  repetition: '',
  terminator: '~',
};

describe('EDIFACT tokenizer', () => {
  it('reads back what was written, with either set of separators', () => {
    fc.assert(
      fc.property(fc.array(segment), fc.constantFrom(DEFAULT_DELIMITERS, OTHER_DELIMITERS), (segments, delimiters) => {
        const advice = delimiters === DEFAULT_DELIMITERS ? '' : 'UNA=*,? ~';
        const text = advice + writeSegments(segments, delimiters);
        expect(valuesOf(text)).to.deep.equal(segments.map(({ tag: name, elements }) => [name, ...elements]));
      }),
    );
  });

  it('counts the segments of each sample as an independent reader did', () => {
    const files = Object.entries(FACTS).filter(([file]) => file.startsWith('edifact/'));
    expect(files).to.have.length(8);
    for (const [file, { segments }] of files) {
      expect(segmentsOf(decodeInterchange(sampleBytes(file))), file).to.have.length(segments as number);
    }
  });

  it('passes over line ends and indentation between segments and over nothing inside', () => {
    expect(valuesOf("\r\nBGM+85'\r\n\t\tRFF+A: B\n'\n\n")).to.deep.equal([
      ['BGM', ['85']],
      ['RFF', ['A', ' B\n']],
    ]);
  });

  it('takes release characters out and keeps what they release', () => {
    expect(valuesOf("FTX+a?+b?:c??d?'e?xf'")).to.deep.equal([['FTX', ["a+b:c?d'exf"]]]);
  });

  it('takes UNA for a service string at the start only', () => {
    expect(valuesOf("FTX+UNA:+.? 'UNA+1'")).to.deep.equal([
      ['FTX', ['UNA', ''], ['. ']],
      ['UNA', ['1']],
    ]);
  });

  it('works without release character where the advice names none', () => {
    expect(valuesOf("UNA:+.  'FTX+what?'")).to.deep.equal([['FTX', ['what?']]]);
  });

  const refusals: [string, string, string][] = [
    ['equal separators', "UNA++.? 'BGM+1'", 'EDIFACT_UNA'],
    ['a letter as separator', "UNAa+.? 'BGM+1'", 'EDIFACT_UNA'],
    ['a service string that is cut off', 'UNA:+', 'EDIFACT_UNA'],
    ['a missing terminator', "BGM+85'RFF+BM:1", 'EDIFACT_TRUNCATED'],
    ['a release character at the end', 'BGM+85?', 'EDIFACT_TRUNCATED'],
    ['an apostrophe that was not released', "NAD+CN++O'BRIEN LTD'", 'EDIFACT_SEGMENT_TAG'],
    ['a segment without tag', "BGM+85''", 'EDIFACT_SEGMENT_TAG'],
    ['an endless segment', `FTX+${'a'.repeat(EDIFACT_LIMITS.maxSegmentLength)}`, 'EDIFACT_SEGMENT_TOO_LONG'],
  ];
  for (const [what, text, code] of refusals) {
    it(`refuses ${what}: ${code}`, () => {
      expect(codeOf(() => segmentsOf(text))).to.equal(code);
    });
  }

  it('refuses more segments than it was told to read', () => {
    const read = (limit: number) => [...tokenize("BGM'RFF'", limit).segments];
    expect(read(2)).to.have.length(2);
    expect(codeOf(() => read(1))).to.equal('EDIFACT_TOO_MANY_SEGMENTS');
  });

  it('reads the same in pieces of any size as at once', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1 }),
        pieces,
        fc.integer({ min: 1, max: 20 }),
        (some, sizes, times) => {
          const whole = writeSegments(some).repeat(times);
          expect(inPieces(whole, sizes)).to.deep.equal(segmentsOf(whole));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads further interchanges by the service string of each', () => {
    const first = "UNA:+.? 'UNB+UNOA:1+S+R+1+1'UNZ+0+1'";
    const second = '\nUNA=*.? ~UNB*UNOA=1*S*R*1*2~UNZ*0*2~';
    expect(
      valuesOf(`${first}${second}\nUNB+UNOA:1+A:B'UNZ+0+3'`).map(([name, ...rest]) => [name, ...rest.flat()]),
    ).to.deep.equal([
      ['UNB', 'UNOA', '1', 'S', 'R', '1', '1'],
      ['UNZ', '0', '1'],
      ['UNB', 'UNOA', '1', 'S', 'R', '1', '2'],
      ['UNZ', '0', '2'],
      ['UNB', 'UNOA', '1', 'A', 'B'],
      ['UNZ', '0', '3'],
    ]);
  });

  it('keeps repetitions of syntax version 4 apart, with or without a service string', () => {
    for (const head of ["UNB+UNOC:4'", "UNA:+.?*'UNB+UNOC:4'"]) {
      const [, found] = segmentsOf(`${head}NAD+CN+A:1*B:2*C?*+D'`);
      expect(found?.elements).to.deep.equal([['CN'], ['A', '1'], ['D']]);
      expect(found?.repeats).to.deep.equal([
        { element: 2, components: ['B', '2'] },
        { element: 2, components: ['C*'] },
      ]);
    }
    expect(valuesOf("UNB+UNOC:3'NAD+A*B'")[1]).to.deep.equal(['NAD', ['A*B']]);
  });

  it('says which segment was cut off', () => {
    try {
      segmentsOf("BGM+85'\nRFF+BM:1");
      expect.fail('was accepted');
    } catch (error) {
      expect((error as CodedError).params).to.deep.equal({ segment: 2, offset: 8 });
    }
  });

  it('answers any text with segments or a typed error', () => {
    const noise = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."UNABGM+:'? 1\n") }));
    fc.assert(
      fc.property(noise, (text) => {
        try {
          segmentsOf(text);
        } catch (error) {
          expect(error).to.be.instanceOf(CodedError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('EDIFACT character sets', () => {
  const bytesOf = (head: string, ...tail: number[]) => new Uint8Array([...new TextEncoder().encode(head), ...tail]);

  it('are read as the interchange declares them', () => {
    expect(decodeInterchange(bytesOf("UNB+UNOC:3'FTX+", 0xe9))).to.equal("UNB+UNOC:3'FTX+é");
    expect(decodeInterchange(bytesOf("UNB+UNOE:3'FTX+", 0xd6))).to.equal("UNB+UNOE:3'FTX+ж");
    expect(decodeInterchange(bytesOf("UNB+UNOW:4'FTX+", 0xe4, 0xb8, 0xad))).to.equal("UNB+UNOW:4'FTX+中");
  });

  it('are never guessed', () => {
    expect(codeOf(() => decodeInterchange(bytesOf("UNB+UNOA:1'FTX+", 0xe9)))).to.equal('EDIFACT_ENCODING');
    expect(codeOf(() => decodeInterchange(bytesOf("UNH+1'FTX+", 0xd6, 0xd0)))).to.equal('EDIFACT_ENCODING');
  });
});
