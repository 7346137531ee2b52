/**
 * What a foreign format did to a document: the file is read again and held against what was to be written. So whatever
 * the format has no place for is named, whether or not its writer thought of it.
 */
import { escapeToken } from '../../protocol/json/json-pointer.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../protocol/json/json-value.ts';

/**
 * - `LOST` the format has no place for the value, or it is longer than its place
 * - `CHANGED` the value is read as another
 * - `ADDED` the format says what the document leaves open
 * - `REFLOWED` the same words with other line breaks
 * - `ROUNDED` the same time without the fraction of its second
 */
export type WrittenChange = 'LOST' | 'CHANGED' | 'ADDED' | 'REFLOWED' | 'ROUNDED';

export interface WrittenDifference {
  /** RFC 6901, into the document. */
  readonly pointer: string;
  readonly change: WrittenChange;
}

/** Whether a difference takes something from what the document says. */
export const isLoss = ({ change }: WrittenDifference): boolean => change === 'LOST' || change === 'CHANGED';

/** Compares a document with what is read from the file written from it; nothing and an empty list are the same. */
export function writtenDifferences(
  document: JsonValue | undefined,
  read: JsonValue | undefined,
  pointer = '',
): WrittenDifference[] {
  if (saysNothing(document)) return saysNothing(read) ? [] : [{ pointer, change: 'ADDED' }];
  if (saysNothing(read)) return [{ pointer, change: 'LOST' }];
  if (isJsonArray(document) && isJsonArray(read)) return listDifferences(document, read, pointer);
  if (isJsonObject(document) && isJsonObject(read)) {
    const keys = new Set([...Object.keys(document), ...Object.keys(read)]);
    return [...keys].flatMap((key) => writtenDifferences(document[key], read[key], `${pointer}/${escapeToken(key)}`));
  }
  if (document === read || document === undefined || read === undefined) return [];
  return valueDifferences(document, read, pointer);
}

function valueDifferences(document: JsonValue, read: JsonValue, pointer: string): WrittenDifference[] {
  const [before, after] = [timeOf(document), timeOf(read)];
  if (before !== undefined && before === after) return [];
  if (before !== undefined && after !== undefined && before.split('.')[0] === after.split('.')[0]) {
    return [{ pointer, change: 'ROUNDED' }];
  }
  return [{ pointer, change: sameWords([document], [read]) ? 'REFLOWED' : 'CHANGED' }];
}

function listDifferences(
  document: readonly JsonValue[],
  read: readonly JsonValue[],
  pointer: string,
): WrittenDifference[] {
  const length = Math.max(document.length, read.length);
  const differences = Array.from({ length }, (_, index) =>
    writtenDifferences(document[index], read[index], `${pointer}/${index}`),
  ).flat();
  return differences.length > 0 && sameWords(document, read) ? [{ pointer, change: 'REFLOWED' }] : differences;
}

function saysNothing(value: JsonValue | undefined): boolean {
  if (isJsonArray(value)) return value.length === 0;
  return value === undefined || (isJsonObject(value) && Object.values(value).every(saysNothing));
}

function sameWords(one: readonly JsonValue[], other: readonly JsonValue[]): boolean {
  const words = (values: readonly JsonValue[]) => values.join('').replace(/\s+/g, '');
  const texts = [...one, ...other].every((value) => typeof value === 'string');
  return texts && words(one) === words(other);
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/** A time in one spelling: instants in UTC, local times as they are; `undefined` for other values. */
function timeOf(value: JsonValue): string | undefined {
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  if (match === null || typeof value !== 'string') return undefined;
  const time = new Date(match[1] === undefined ? `${value}Z` : value);
  if (Number.isNaN(time.getTime())) return undefined;
  return match[1] === undefined ? time.toISOString().slice(0, -1).replace('T', ' ') : time.toISOString();
}
