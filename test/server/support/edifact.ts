/** Runs the mapping of one message, and holds what came out against what went in. */
import { expect } from 'chai';
import fc from 'fast-check';
import { validateDocument } from '../../../protocol/documents/validate.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import { JsonError } from '../../../protocol/json/json-error.ts';
import { valueAt } from '../../../protocol/json/json-pointer.ts';
import { decodeInterchange } from '../../../server/formats/edifact/characters.ts';
import { type Message, readInterchange } from '../../../server/formats/edifact/interchange.ts';
import type { MappedDocument, MessageMapping } from '../../../server/formats/edifact/message-mapping.ts';
import { valuesOf } from '../../../server/formats/edifact/segments.ts';
import { type Segment, tokenize } from '../../../server/formats/edifact/tokenizer.ts';
import { FormatError } from '../../../server/formats/format-error.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import { sampleBytes } from '../../protocol/support/samples.ts';

/** The first message of a text. */
export function messageOf(text: string): Message {
  const [message] = readInterchange(tokenize(text).segments).messages;
  if (message === undefined) throw new Error('no message');
  return message;
}

export const sampleMessage = (name: string): Message => messageOf(decodeInterchange(sampleBytes(name)));

/** Maps a message to its document, which must be the only one. */
export function mapMessage(
  mapping: MessageMapping,
  { directory, segments }: Pick<Message, 'directory' | 'segments'>,
): MappedDocument {
  const mapper = mapping.open(directory);
  for (const segment of segments) mapper.read(segment);
  return mapper.finish();
}

/**
 * Holds that no value of a message was lost: each stands in the document, or in the list of unmapped values with its
 * place. Values of the document need not be spelled as in the file, so a place counts as mapped if it is not unmapped
 * and some value of the document names its segment, or the value itself is found.
 */
export function expectNothingLost(segments: readonly Segment[], { document, unmapped, sources }: MappedDocument): void {
  const texts = new Set<string>();
  collectTexts(document, texts);
  const joined = [...texts].join('\n');
  const reported = new Set(unmapped.map((each) => ('segment' in each ? keyOf(each) : '')));
  const traced = new Set([...sources.values()].map((each) => ('segment' in each ? each.segment : 0)));
  for (const segment of segments) {
    for (const value of valuesOf(segment)) {
      const kept = reported.has(keyOf(value as never)) || joined.includes(value.value) || traced.has(segment.number);
      expect(kept, `${segment.tag} ${segment.number}: ${value.value}`).to.equal(true);
    }
  }
  for (const pointer of sources.keys()) {
    if (pointer !== '') expect(valueAt(document, pointer), pointer).to.not.equal(undefined);
  }
}

/** What a conservation law is tested with. */
export interface Grammar {
  /** Segments before those that are drawn, each with its terminator. */
  readonly head: string;
  readonly tags: readonly string[];
  /** Codes that lead into the branches of the mapping. */
  readonly codes: readonly string[];
}

const WORD = /^[A-Z]{5,8}$/;
const NUMBER = /^[1-9]\d{6}$/;

/** Segments of a grammar: codes that the mapping knows, and words and numbers that it cannot know. */
export function segmentsOf({ tags, codes }: Grammar): fc.Arbitrary<string[]> {
  const value = fc.oneof(
    fc.stringMatching(WORD),
    fc.stringMatching(NUMBER),
    fc.constantFrom(...codes),
    fc.constantFrom(...codes),
    fc.constant(''),
  );
  const element = fc.array(value, { minLength: 1, maxLength: 6 }).map((components) => components.join(':'));
  const segment = fc
    .tuple(fc.constantFrom(...tags), fc.array(element, { maxLength: 9 }))
    .map(([tag, elements]) => `${[tag, ...elements].join('+')}'`);
  return fc.array(segment, { maxLength: 30 });
}

/** Holds that each word and number of any message of a grammar is in the document or among the unmapped values. */
export function expectConservation(mapping: MessageMapping, grammar: Grammar, numRuns = 300): void {
  fc.assert(
    fc.property(segmentsOf(grammar), (segments) => {
      const text = `UNH+1+${mapping.kind}:D:00B:UN'${grammar.head}${segments.join('')}UNT+0+1'`;
      const message = messageOf(text);
      const mapped = mappedOrRefused(mapping, message);
      if (mapped === undefined) return;
      canonicalJson(mapped.document);
      const result = validateDocument(mapped.document);
      expect(result.ok ? [] : result.errors).to.deep.equal([]);
      for (const pointer of mapped.sources.keys()) {
        expect(valueAt(mapped.document, pointer), pointer).to.not.equal(undefined);
      }
      const kept = JSON.stringify([mapped.document, mapped.unmapped.map(({ value }) => value)]);
      for (const value of segments.join('').match(/(?<=[+:])(?:[A-Z]{5,8}|[1-9]\d{6})(?=[+:'])/g) ?? []) {
        expect(kept).to.include(value);
      }
    }),
    { numRuns },
  );
}

function mappedOrRefused(mapping: MessageMapping, message: Message): MappedDocument | undefined {
  try {
    return mapMessage(mapping, message);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** Holds that a mutated or truncated file is read, or refused with a typed error, and that nothing else happens. */
export function expectTypedAnswers(bytes: Uint8Array, numRuns = 300): void {
  const edit = fc.record({
    at: fc.nat({ max: bytes.length - 1 }),
    byte: fc.constantFrom(..."'+:?*~=0A\n"),
    drop: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), fc.nat({ max: bytes.length }), (edits, length) => {
      const mutated = [...bytes];
      for (const { at, byte, drop } of edits) mutated.splice(at, 1, ...(drop ? [] : [byte.charCodeAt(0)]));
      for (const each of [mutated, mutated.slice(0, length)]) {
        try {
          readFile({ bytes: Uint8Array.from(each) });
        } catch (error) {
          if (!(error instanceof FormatError) && !(error instanceof JsonError)) throw error;
        }
      }
    }),
    { numRuns },
  );
}

const keyOf = ({ segment, element, component }: { segment: number; element?: number; component?: number }) =>
  `${segment}/${element}/${component}`;

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' || typeof value === 'number') into.add(String(value));
  else if (Array.isArray(value)) for (const each of value) collectTexts(each, into);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) collectTexts(each, into);
}
