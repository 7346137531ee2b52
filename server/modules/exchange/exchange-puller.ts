/**
 * Asks the gateways of other jurisdictions for contents that are anchored and not held here. Nothing that comes is
 * believed: document, files and secret must give the root that the chain holds. A refusal is kept with its reason and
 * asked again later, sooner when something happens in the case.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { CaseEnvelope } from '../../../protocol/documents/case-envelope.ts';
import { signExchangeRequest } from '../../../protocol/log/exchange-request.ts';
import type { NoteSecretKey } from '../../../protocol/log/note-key.ts';
import { type Db, inTransaction } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createLoop } from '../../platform/loop.ts';
import { PeerRefusedError } from '../../platform/peer-request.ts';
import { checkEnvelope } from '../cases/envelope-check.ts';
import { readCanonicalDocument, rootOf } from '../contents/content-check.ts';
import { checkContentFits } from '../contents/content-rules.ts';
import {
  type ContentLink,
  digestsHeld,
  insertBytes,
  insertLink,
  insertReceipts,
  linksOf,
} from '../contents/contents.repository.ts';
import { checkMediaType } from '../contents/media-types.ts';
import { type AnchoredRoot, anchoredRootsOf, rootsOfCasesAfter } from '../projection/case-queries.repository.ts';
import { attemptsOf, dueRequests, forgetRequests, storeRefusal } from './exchange.repository.ts';
import type { ExchangeLink } from './exchange.schemas.ts';
import type { ExchangeClient } from './exchange-client.ts';

/** Cases looked at, and roots asked for again, in one step. */
const CASES_AT_ONCE = 16;
const AT_ONCE = 16;
/** First and longest wait before a root is asked for again, seconds. */
const FIRST_WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 600;

/** A gateway that content is exchanged with. */
export interface ExchangePeer {
  readonly name: string;
  readonly client: ExchangeClient;
}

export interface PullerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of the log. */
  readonly origin: string;
  readonly secret: NoteSecretKey;
  readonly peers: readonly ExchangePeer[];
  readonly intervalMs: number;
  /** Folds a case again, since more of its content is known. */
  readonly refoldCase: (trx: Db, caseId: string) => Promise<void>;
}

/** What came of one step at one gateway: roots received, and reasons of refusals by root. */
export interface Pulled {
  readonly received: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
  /** Whether there may be more to ask for at once. */
  readonly more: boolean;
}

export type ExchangePuller = ReturnType<typeof createExchangePuller>;

export function createExchangePuller(deps: PullerDeps) {
  const { db, clock, logger, secret, origin } = deps;

  const signed = (to: string, root: string, content?: string) => {
    const nonce = randomBytes(32).toString('hex');
    return signExchangeRequest({ origin, to, time: unixSeconds(clock), nonce, root, content }, secret);
  };

  /** Cases up to this sequence were looked at; what was refused of them waits in the table. By gateway. */
  const seen = new Map<string, number>();

  /** What to ask a gateway for now: of cases in which something happened, else what is to be asked for again. */
  async function nextOf({ name }: ExchangePeer): Promise<{ readonly wanted: AnchoredRoot[]; readonly upTo?: number }> {
    const roots = await rootsOfCasesAfter(db, seen.get(name) ?? 0, CASES_AT_ONCE);
    const upTo = roots.at(-1)?.sequence;
    if (upTo !== undefined) return { wanted: await missing(roots), upTo };
    return {
      wanted: await missing(await anchoredRootsOf(db, await dueRequests(db, name, unixSeconds(clock), AT_ONCE))),
    };
  }

  /**
   * Those that are not held, each once. The other contents of a case are wanted once its envelope is here: before that
   * nobody here is known to have a part in it, and one refusal a case is enough.
   */
  async function missing(roots: readonly AnchoredRoot[]): Promise<AnchoredRoot[]> {
    const useful = roots.filter(({ kind, envelopeKnown }) => kind === 'OpenCase' || envelopeKnown);
    const byRoot = new Map(useful.map((each) => [each.root, each]));
    for (const { root } of await linksOf(db, [...byRoot.keys()])) byRoot.delete(root);
    return [...byRoot.values()];
  }

  async function pull(peer: ExchangePeer): Promise<Pulled> {
    const received: string[] = [];
    const refused: Record<string, string> = {};
    const { wanted, upTo } = await nextOf(peer);
    let reached = upTo;
    for (const each of wanted) {
      const reason = await receive(peer, each).catch(refusalOf);
      if (reason !== undefined) {
        refused[each.root] = reason;
        await noteRefusal(peer, each, reason);
        continue;
      }
      received.push(each.root);
      // the rest of the case is wanted now
      if (each.kind === 'OpenCase') reached = Math.min(reached ?? seen.get(peer.name) ?? 0, each.sequence - 1);
    }
    if (reached !== undefined) seen.set(peer.name, reached);
    return { received, refused, more: reached !== undefined };
  }

  /** Fetches, checks and keeps one content. @returns undefined; refusals are thrown */
  async function receive(peer: ExchangePeer, wanted: AnchoredRoot): Promise<undefined> {
    const { root } = wanted;
    const link = await peer.client.fetchLink(signed(peer.name, root));
    if (link.root !== root) throw new AppError('ROOT_MISMATCH');
    const bytes = await fetchBytes(peer, link, link.documentSha256);
    const schema = await checkReceived(bytes, link, wanted);
    // from here on the digests of the files are proven by the chain
    const held = await digestsHeld(db, digestsOf(link));
    await keepBytes(link, link.documentSha256, bytes);
    for (const { sha256 } of link.files.filter((file) => !held.has(file.sha256))) {
      await keepBytes(link, sha256, await fetchBytes(peer, link, sha256));
    }
    await keep(peer, link, wanted, schema);
    return undefined;
  }

  async function fetchBytes(peer: ExchangePeer, { root }: ExchangeLink, sha256: string): Promise<Buffer> {
    const bytes = await peer.client.fetchContent(signed(peer.name, root, sha256));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new AppError('CONTENT_DIGEST_MISMATCH');
    return bytes;
  }

  /** Keeps bytes; nobody sees them before the link is written, and a try that was cut off need not fetch them again. */
  async function keepBytes({ contents }: ExchangeLink, sha256: string, bytes: Buffer): Promise<void> {
    const claimed = contents.find((each) => each.sha256 === sha256);
    if (claimed === undefined) throw new AppError('CONTENT_NOT_STORED');
    await insertBytes(db, { sha256, bytes, mediaType: checkMediaType(bytes, claimed.mediaType) });
  }

  /** Holds what came against the chain and against what the action needs. @returns name of the document's schema */
  async function checkReceived(bytes: Uint8Array, { files, secret: salts }: ExchangeLink, wanted: AnchoredRoot) {
    const checked = readCanonicalDocument(bytes);
    if (rootOf(checked, files, salts) !== wanted.root) throw new AppError('ROOT_MISMATCH');
    const { kind, caseId, documentType } = wanted;
    checkContentFits({ kind, message: { caseId, documentType: documentType ?? 0 } }, checked, undefined);
    if (kind === 'OpenCase') await checkEnvelope(db, checked.document as unknown as CaseEnvelope);
    return checked.schema.name;
  }

  async function keep(peer: ExchangePeer, received: ExchangeLink, wanted: AnchoredRoot, schema: string): Promise<void> {
    const { root, caseId, documentId, partyId } = wanted;
    const { documentSha256: canonicalSha256, secret: salts, files } = received;
    const link: ContentLink = { root, canonicalSha256, secret: salts, files, schema, caseId, partyId };
    const at = new Date(clock.now());
    const receipt = {
      caseId,
      documentId,
      root,
      readerKey: null,
      readerParty: null,
      gateway: peer.name,
      exchange: 'RECEIVED' as const,
      route: 'exchange',
      readAt: at,
    };
    await inTransaction(db, async (trx) => {
      if (!(await insertLink(trx, link, at))) throw new AppError('SECRET_REUSED');
      await insertReceipts(
        trx,
        digestsOf(received).map((sha256) => ({ ...receipt, sha256 })),
      );
      await forgetRequests(trx, root);
      if (wanted.kind === 'OpenCase') await deps.refoldCase(trx, caseId);
    });
  }

  async function noteRefusal(peer: ExchangePeer, wanted: AnchoredRoot, outcome: string): Promise<void> {
    const askedAt = unixSeconds(clock);
    const { root, caseId } = wanted;
    const before = await attemptsOf(db, peer.name, root);
    const nextAt = askedAt + Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(before, 16));
    await storeRefusal(db, peer.name, { root, outcome, attempts: before + 1, askedAt, nextAt });
    const level = outcome.startsWith('EXCHANGE_') ? 'debug' : 'error';
    logger[level](
      { gateway: peer.name, root, caseId, reason: outcome },
      'content was not received from another gateway',
    );
  }

  const loops = deps.peers.map((peer) =>
    createLoop({
      name: `exchange ${peer.name}`,
      logger,
      intervalMs: deps.intervalMs,
      step: async () => (await pull(peer)).more,
    }),
  );

  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    /** Something happened in a case: looks at once. @param rolledBack the chain was read again from an earlier block */
    poke: (rolledBack = false) => {
      if (rolledBack) seen.clear();
      for (const loop of loops) loop.poke();
    },
    /** Asks every gateway once, now; for tests and tools. */
    async pullNow(): Promise<Readonly<Record<string, Pulled>>> {
      const pulled = await Promise.all(deps.peers.map(async (peer) => [peer.name, await pull(peer)] as const));
      return Object.fromEntries(pulled);
    },
  };
}

/** Code of a refusal, by the other gateway or of what it sent. @throws whatever says nothing about the content */
function refusalOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  // a gateway that is busy or failing is asked again as a whole, later
  if (error instanceof PeerRefusedError && error.status < 500 && error.status !== 429) return error.reason;
  throw error;
}

/** Bytes that a document names, itself first, each once. */
function digestsOf({ documentSha256, files }: ExchangeLink): string[] {
  return [...new Set([documentSha256, ...files.map(({ sha256 }) => sha256)])];
}
