/** Cursor pagination: a cursor is the key of the last item, opaque to the client, bound to its route by a prefix. */
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

export const MAX_PAGE_ITEMS = 200;
const DEFAULT_PAGE_ITEMS = 50;

/** Query parameters of every list. */
export const pageQuery = {
  cursor: z.string().max(300).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_ITEMS)
    .default(DEFAULT_PAGE_ITEMS)
    .meta({ description: `Items on a page, at most ${MAX_PAGE_ITEMS}` }),
};

/** Member of every list's answer. */
export const nextCursorSchema = z
  .string()
  .nullable()
  .meta({ description: 'Cursor of the next page; null on the last' });

/** @param list name of the list; a cursor of another one is refused */
export function encodeCursor(list: string, key: string): string {
  return Buffer.from(`${list}:${key}`).toString('base64url');
}

/**
 * @param pattern that the key must match as a whole
 * @throws {AppError} INVALID_CURSOR
 */
export function decodeCursor(list: string, cursor: string | undefined, pattern: RegExp): string | undefined {
  if (cursor === undefined) return undefined;
  const [name, key, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(':');
  if (name !== list || key === undefined || rest.length > 0 || !pattern.test(key)) throw new AppError('INVALID_CURSOR');
  return key;
}

/**
 * Cuts a page out of one item more than was asked for.
 * @param rows up to `limit + 1` items
 */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (last: T) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
