/** Pages of the head map on the way to some places, loaded from the store. */
import { headPlace } from '../../../protocol/log/head-map.ts';
import { HeadPage } from '../../../protocol/log/head-page.ts';
import { prefixesOf } from '../../../protocol/log/head-trie.ts';
import type { HeadKind } from '../../../protocol/log/log-leaf.ts';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import type { Db } from '../../database/pool.ts';
import { readPages } from './log.repository.ts';

/** Pages looked for at once; with 16 million heads a way has about six. */
const DEPTH_AT_ONCE = 7;

/** What a page of the map is about. */
export interface HeadName {
  readonly kind: HeadKind;
  readonly id: string;
}

/**
 * Loads every page on the way to some heads.
 * @param size of the log at which the pages are wanted
 */
export async function loadPages(db: Db, heads: readonly HeadName[], size: number): Promise<Map<string, HeadPage>> {
  const pages = new Map<string, HeadPage>();
  let places = [...new Set(heads.map(({ kind, id }) => toBareHex(headPlace(kind, id))))];
  for (let depth = 0; places.length > 0; depth += DEPTH_AT_ONCE) {
    const prefixes = places.flatMap((place) => prefixesOf(place, depth, depth + DEPTH_AT_ONCE));
    for (const { prefix, bytes } of await readPages(db, prefixes, size)) pages.set(prefix, HeadPage.decode(bytes));
    const deepest = depth + DEPTH_AT_ONCE - 1;
    places = places.filter((place) => pages.has(place.slice(0, deepest)));
  }
  return pages;
}
