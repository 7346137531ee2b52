/**
 * Gives contents to the gateways of other jurisdictions, as far as somebody whom they serve may read them. Every question
 * is signed with the key of the gateway that asks, for this gateway, and counts once.
 */

import { type ExchangeRequest, openExchangeRequest } from '../../../protocol/log/exchange-request.ts';
import type { GatewayKey } from '../../../protocol/log/gateway-key.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import { gatewayMayRead } from '../cases/cases.policy.ts';
import {
  type ContentLink,
  describeContents,
  insertReceipts,
  linksOf,
  readContent,
  type StoredContent,
} from '../contents/contents.repository.ts';
import type { RootPlace } from '../contents/contents.service.ts';
import { circleOf, partiesWithRoles, placesOfRoot } from '../projection/case-queries.repository.ts';
import { spendNonce } from './exchange.repository.ts';
import type { ExchangeLink } from './exchange.schemas.ts';

/** How far the time of a request may be from our clock, seconds. */
export const EXCHANGE_WINDOW_SECONDS = 300;

/** A pinned gateway and whom it serves. */
export interface ServedGateway {
  readonly key: GatewayKey;
  /** ISO 3166-1 alpha-2 */
  readonly jurisdiction: string;
}

export interface ExchangeDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** Of the log. */
  readonly origin: string;
  /** Name of this gateway. */
  readonly name: string;
  /** Those that may ask. */
  readonly gateways: readonly ServedGateway[];
}

/** A question that was let in. */
interface Admitted {
  readonly request: ExchangeRequest;
  readonly gateway: ServedGateway;
  readonly link: ContentLink;
  /** Where the root is anchored, as far as the other gateway has a part in it; at least one. */
  readonly places: readonly RootPlace[];
}

export type ExchangeService = ReturnType<typeof createExchangeService>;

export function createExchangeService({ db, clock, origin, name, gateways }: ExchangeDeps) {
  /** @throws {AppError} EXCHANGE_NOT_SIGNED, EXCHANGE_OUT_OF_TIME, EXCHANGE_REPLAYED */
  async function authenticate(note: string) {
    const keys = gateways.map(({ key }) => key);
    const opened = openExchangeRequest(note, origin, keys);
    if (!opened.ok || opened.request.to !== name) throw new AppError('EXCHANGE_NOT_SIGNED');
    const { request } = opened;
    const now = unixSeconds(clock);
    if (Math.abs(now - request.time) > EXCHANGE_WINDOW_SECONDS) throw new AppError('EXCHANGE_OUT_OF_TIME');
    const fresh = await spendNonce(db, opened.gateway.name, request, now - EXCHANGE_WINDOW_SECONDS);
    if (!fresh) throw new AppError('EXCHANGE_REPLAYED');
    const gateway = gateways.find(({ key }) => key.name === opened.gateway.name);
    if (gateway === undefined) throw new AppError('EXCHANGE_NOT_SIGNED');
    return { request, gateway };
  }

  async function admit(note: string): Promise<Admitted> {
    const { request, gateway } = await authenticate(note);
    const all = await placesOfRoot(db, request.root);
    const [link] = await linksOf(db, [request.root]);
    if (link === undefined || all.length === 0) throw new AppError('EXCHANGE_NOT_HELD');
    const allowed = await Promise.all(all.map((place) => mayHave(gateway.jurisdiction, place)));
    const places = all.filter((_place, index) => allowed[index]);
    if (places.length === 0) throw new AppError('EXCHANGE_NOT_ENTITLED');
    return { request, gateway, link, places };
  }

  async function mayHave(jurisdiction: string, { caseId, partyId }: RootPlace): Promise<boolean> {
    const circle = await circleOf(db, caseId);
    const ids = [...new Set([partyId, ...(circle?.parties ?? []).map((party) => party.partyId)])];
    const parties = await partiesWithRoles(db, ids);
    const jurisdictions = new Map([...parties].map(([id, party]) => [id, party.jurisdiction]));
    return gatewayMayRead(jurisdiction, partyId, circle, jurisdictions);
  }

  return {
    /**
     * What a root stands for.
     * @param note signed request without a content
     * @throws {AppError} EXCHANGE_NOT_SIGNED, EXCHANGE_OUT_OF_TIME, EXCHANGE_REPLAYED, EXCHANGE_NOT_HELD,
     *   EXCHANGE_NOT_ENTITLED
     */
    async link(note: string): Promise<ExchangeLink> {
      const { link } = await admit(note);
      const { root, canonicalSha256, secret, files } = link;
      const digests = digestsOf(link);
      const contents = await describeContents(db, digests);
      if (contents.length < digests.length) throw new AppError('EXCHANGE_NOT_HELD');
      return {
        root,
        documentSha256: canonicalSha256,
        secret,
        files: files.map((file) => ({ ...file })),
        contents,
      };
    },

    /**
     * Bytes that a root names; leaves a receipt in each case in which the other gateway has a part.
     * @param note signed request with a content
     * @throws {AppError} as {@link link}
     */
    async content(note: string, route: string): Promise<StoredContent> {
      const { request, gateway, link, places } = await admit(note);
      const { root, content: sha256 } = request;
      if (sha256 === undefined || !digestsOf(link).includes(sha256)) throw new AppError('EXCHANGE_NOT_HELD');
      const content = await readContent(db, sha256);
      if (content === undefined) throw new AppError('EXCHANGE_NOT_HELD');
      const common = { root, sha256, readerKey: null, readerParty: null, route, readAt: new Date(clock.now()) };
      await insertReceipts(
        db,
        places.map(({ caseId, documentId }) => ({
          ...common,
          caseId,
          documentId,
          gateway: gateway.key.name,
          exchange: 'GIVEN' as const,
        })),
      );
      return content;
    },
  };
}

/** Bytes that a root names, each once. */
function digestsOf({ canonicalSha256, files }: Pick<ContentLink, 'canonicalSha256' | 'files'>): string[] {
  return [...new Set([canonicalSha256, ...files.map(({ sha256 }) => sha256)])];
}
