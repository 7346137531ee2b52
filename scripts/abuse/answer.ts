/** What intake does with a file, as the gateway does it: read, canonical text, comparison. */
import { compareCase } from '../../protocol/comparison/compare-case.ts';
import { canonicalJson } from '../../protocol/json/canonical-json.ts';
import { JsonError } from '../../protocol/json/json-error.ts';
import { FormatError } from '../../server/formats/format-error.ts';
import { readFile } from '../../server/formats/read-file.ts';
import type { AbuseInput } from './inputs.ts';

/** Longest that one file may take, milliseconds of processor time. */
export const MAX_MS = 1_000;
/** Repetitions of a measurement that was too long: another program or a collection of garbage may have been in between. */
const TRIES = 3;

export type Answer =
  | { readonly answered: true; readonly kind: string }
  | { readonly answered: false; readonly code: string };

/** @throws whatever is neither an answer nor a clean refusal */
export function answerOf({ bytes, fileName }: AbuseInput): Answer {
  try {
    const { items } = readFile({ bytes, fileName });
    for (const { document } of items) canonicalJson(document);
    compareCase(items.map(({ document }) => document));
    return { answered: true, kind: items[0].kind };
  } catch (error) {
    if (error instanceof FormatError || error instanceof JsonError) return { answered: false, code: error.code };
    throw error;
  }
}

/** {@link answerOf}, and how long it took. @throws {RangeError} if it took too long each time */
export function timedAnswer(input: AbuseInput): { readonly answer: Answer; readonly ms: number } {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = process.cpuUsage();
    const answer = answerOf(input);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
    if (best <= MAX_MS) return { answer, ms: best };
  }
  throw new RangeError(`${input.bytes.length} bytes took ${best.toFixed(0)} ms`);
}
