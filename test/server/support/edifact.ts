/** Runs the mapping of one message, and holds what came out against what went in. */
import { expect } from 'chai';
import { valueAt } from '../../../protocol/json/json-pointer.ts';
import { decodeInterchange } from '../../../server/formats/edifact/characters.ts';
import { type Message, readInterchange } from '../../../server/formats/edifact/interchange.ts';
import type { MappedDocument, MessageMapping } from '../../../server/formats/edifact/message-mapping.ts';
import { valuesOf } from '../../../server/formats/edifact/segments.ts';
import { type Segment, tokenize } from '../../../server/formats/edifact/tokenizer.ts';
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

const keyOf = ({ segment, element, component }: { segment: number; element?: number; component?: number }) =>
  `${segment}/${element}/${component}`;

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' || typeof value === 'number') into.add(String(value));
  else if (Array.isArray(value)) for (const each of value) collectTexts(each, into);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) collectTexts(each, into);
}
