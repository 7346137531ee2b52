/** The routes of the transparency log, and those by which gateways exchange contents. What they answer is to be checked with `protocol/log/`, against pinned keys. */
import { type Tile, tilePath } from '../protocol/log/tiles.ts';
import type { Http } from './http.ts';
import type {
  ExchangeLink,
  HeadQuery,
  Log,
  LogAlarms,
  LogConsistency,
  LogCosigned,
  LogHead,
  LogInclusion,
} from './types.ts';

export function logMethods(http: Http) {
  const read = <T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}) =>
    http.json<T>({ method: 'GET', path: `/v1/log${path}`, query });
  const note = async (path: string): Promise<string> =>
    new TextDecoder().decode((await http.send({ method: 'GET', path: `/v1/log/${path}` })).bytes);

  return {
    readLog: () => read<Log>(''),
    /** The newest checkpoint, a signed note. */
    readCheckpoint: () => note('checkpoint'),
    /** The newest checkpoint that another gateway cosigned, a signed note. */
    readCosignedCheckpoint: () => note('cosigned-checkpoint'),
    /** Hashes of a tile, or a bundle of entries. */
    readTile: async (tile: Tile): Promise<Uint8Array> =>
      (await http.send({ method: 'GET', path: `/v1/log/${tilePath(tile)}` })).bytes,
    /** @param size of the tree; that of the newest checkpoint if absent */
    readInclusion: (action: { readonly digest: string } | { readonly sequence: number }, size?: number) =>
      read<LogInclusion>('/inclusion', { ...action, size }),
    readConsistency: (from: number, to: number) => read<LogConsistency>('/consistency', { from, to }),
    readHead: (kind: 'case' | 'registry' | 'standing', id: string, query: HeadQuery = {}) =>
      read<LogHead>(`/heads/${kind}/${encodeURIComponent(id)}`, query),
    listAlarms: () => read<LogAlarms>('/alarms'),
    /** Hands in a checkpoint of the gateway with the cosignature of a gateway that it has pinned. */
    addCosignature: (checkpoint: string) =>
      http.json<LogCosigned>({ method: 'POST', path: '/v1/log/cosignatures', json: { checkpoint } }),
    /** What a root stands for. @param request note signed by a gateway that the asked one has pinned */
    exchangeLink: (request: string) =>
      http.json<ExchangeLink>({ method: 'POST', path: '/v1/exchange/link', json: { request }, repeatable: false }),
    /** Bytes that a root names. @param request note signed by a gateway that the asked one has pinned */
    exchangeContent: async (request: string): Promise<Uint8Array> =>
      (await http.send({ method: 'POST', path: '/v1/exchange/content', json: { request }, repeatable: false })).bytes,
  };
}
