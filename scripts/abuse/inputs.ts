/** Every input of the abuse test: a sample or a file of a grammar, and what is done to it. */
import fc from 'fast-check';
import type { CorpusFile } from './corpus.ts';
import { GRAMMARS } from './grammars.ts';
import { type Mutation, mutate, mutation } from './mutations.ts';

export interface AbuseInput {
  /** Where it began, and what was done to it, for whoever reads the counterexample. */
  readonly recipe: string;
  readonly bytes: Uint8Array;
  /** Sometimes the name claims a format. */
  readonly fileName: string | undefined;
}

/** Names that claim a format, which most files are not of. */
const NAMES = ['a.edi', 'a.json', 'a.xml', 'a.csv', 'a.xlsx', 'a.pdf', '\u{202e}gpj.exe', 'a'.repeat(5_000)];
const fileName = fc.oneof(
  { weight: 30, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
);

export function abuseInputs(corpus: readonly CorpusFile[]): fc.Arbitrary<AbuseInput> {
  const files = corpus.map(({ bytes }) => bytes);
  const changes = fc.array(mutation(files.length), { minLength: 1, maxLength: 4 });
  const ofSamples = fc.tuple(fc.nat(files.length - 1), changes, fileName).map(([index, list, name]) => {
    const bytes = changed(files[index] ?? new Uint8Array(), list, files);
    return { recipe: `${corpus[index]?.name} ${describe(list)}`, bytes, fileName: name };
  });
  const ofGrammars = Object.entries(GRAMMARS).map(([grammar, arbitrary]) =>
    fc.tuple(arbitrary, fc.array(mutation(files.length), { maxLength: 2 }), fileName).map(([made, list, name]) => ({
      recipe: `${grammar} ${describe(list)}`,
      bytes: changed(made, list, files),
      fileName: name,
    })),
  );
  return fc.oneof({ weight: 12, arbitrary: ofSamples }, ...ofGrammars.map((arbitrary) => ({ weight: 1, arbitrary })));
}

const changed = (bytes: Uint8Array, changes: readonly Mutation[], files: readonly Uint8Array[]) =>
  changes.reduce<Uint8Array>((each, change) => mutate(each, change, files), bytes);

const describe = (changes: readonly Mutation[]) =>
  changes.map((change) => JSON.stringify(change).slice(0, 120)).join(' ');
