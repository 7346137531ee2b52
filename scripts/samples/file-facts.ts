/**
 * What can be counted in a file without an opinion about it: segments, references, check digits, function codes, events.
 * An independent reader states the same facts in a facts file, so that the two can be held against each other.
 */
import type { ReadFile } from '../../server/formats/reading.ts';
import { edifactFacts } from './edifact-facts.ts';
import type { FactsReader, FileFacts } from './facts.ts';
import { jsonFacts } from './json-facts.ts';
import { xmlFacts } from './xml-facts.ts';

const READERS: Readonly<Record<string, FactsReader>> = { edifact: edifactFacts, json: jsonFacts, xml: xmlFacts };

/**
 * Facts of a file.
 * @param kind `edifact`, `json` or `xml`
 * @returns undefined for a kind of which no facts are kept
 */
export function factsOf(kind: string, bytes: Uint8Array, read: ReadFile | undefined): FileFacts | undefined {
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  return reader === undefined ? undefined : { kind, ...reader(bytes, read) };
}
