import { expect } from 'chai';
import fc from 'fast-check';
import { CodedError } from '../../../../protocol/coded-error.ts';
import { readEdifact, readEdifactPieces } from '../../../../server/formats/edifact/read-edifact.ts';
import type { MappedItem } from '../../../../server/formats/reading.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readEdifact({ bytes: bytesOf(text) });
const message = (n: number) => `UNH+${n}+CUSCAR:D:95B:UN'BGM+85+M${n}+9'CNI+1+B${n}'UNT+4+${n}'`;

async function inPieces(bytes: Uint8Array, size: number) {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  const items: MappedItem[] = [];
  const findings: unknown[] = [];
  for await (const each of readEdifactPieces(pieces)) {
    if ('item' in each) items.push(each.item);
    else findings.push(each.finding);
  }
  return { items, findings };
}

const SAMPLES = Object.keys(FACTS).filter((file) => file.startsWith('edifact/cuscar'));

describe('EDIFACT files', () => {
  it('are read the same in pieces as at once', async () => {
    for (const file of SAMPLES) {
      const bytes = sampleBytes(file);
      for (const size of [1, 7, 600, bytes.length]) {
        expect(await inPieces(bytes, size), `${file} by ${size}`).to.deep.equal(readEdifact({ bytes }));
      }
    }
  });

  it('give a document for each message, in groups and in interchanges one after the other', () => {
    const group = `UNB+UNOA:1+S+R+1:1+C'UNG+CUSCAR+S+R+1+G'${message(1)}${message(2)}UNE+2+G'UNZ+1+C'`;
    const { items, findings } = read(group + message(3));
    expect(items.map(({ reference }) => reference)).to.deep.equal(['1', '2', '3']);
    expect(findings).to.deep.equal([]);
  });

  it('report what stands outside messages with the message before it, or the first', () => {
    const { items } = read(`FTX+AAI+++BEFORE'${message(1)}FTX+AAI+++BETWEEN'${message(2)}FTX+AAI+++AFTER'`);
    const words = items.map(({ unmapped }) => unmapped.map(({ value }) => value).filter((value) => value !== 'AAI'));
    expect(words).to.deep.equal([['BEFORE', 'BETWEEN'], ['AFTER']]);
  });

  it('report any number of segments behind a message, each once and in order', () => {
    const count = 40_000;
    const behind = Array.from({ length: count }, (_, index) => `RFF+${index}'`).join('');
    const [item] = read(message(1) + behind).items;
    expect(item?.unmapped.map(({ value }) => Number(value))).to.deep.equal([...Array(count).keys()]);
  });

  it('report what the envelope says beyond references, types and counts', () => {
    const head = "UNB+UNOA:2+SENDER:ZZZ+RECIPIENT+090304:1230+C+++++CARRIER'";
    const { items } = read(`${head}${message(1).replace(':UN', ':UN:SMDG20')}UNZ+1+C'`);
    expect(items[0]?.unmapped.map(({ value }) => value)).to.deep.equal([
      ...['SENDER', 'ZZZ', 'RECIPIENT', '090304', '1230', 'CARRIER'],
      'SMDG20',
    ]);
  });

  it('are refused where a second interchange is in another character set than the first', () => {
    const second = `UNB+UNOC:3+S+R+1:1+C'${message(1)}UNZ+1+C'`;
    expect(codeOf(() => read(second.replace('UNOC', 'UNOA') + second))).to.equal('EDIFACT_ENCODING');
  });

  it('are read to documents or refused with a code, however they are cut or mutated', () => {
    const sample = fc.constantFrom(...SAMPLES.map((file) => sampleBytes(file)));
    const change = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      drop: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(sample, fc.array(change, { maxLength: 5 }), fc.nat(), (bytes, changes, end) => {
        let mutated = [...bytes.subarray(0, end % (2 * bytes.length))];
        for (const { at, byte, drop } of changes) {
          if (mutated.length > 0) mutated.splice(at % mutated.length, drop, byte);
        }
        mutated = mutated.filter((byte) => byte !== undefined);
        try {
          readEdifact({ bytes: Uint8Array.from(mutated) });
        } catch (error) {
          expect(error).to.be.instanceOf(CodedError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
