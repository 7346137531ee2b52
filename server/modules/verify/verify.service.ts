/**
 * Verification over HTTP: the one `verify()` with this gateway as its source. The index only finds where something may be
 * anchored; the verdict comes from the chain. What a guess could confirm (a file, a document without its secret) is
 * answered only to those who may read the document anyway.
 */
import { buildDocumentTree } from '../../../protocol/disclosure/document-tree.ts';
import type { Trust } from '../../../protocol/dossier/trust.ts';
import { type AnchoredVersion, examine, type Reference } from '../../../protocol/verification.ts';
import type { ActionFate, Carrier, Claimed, LedgerSource } from '../../../protocol/verify/ledger-source.ts';
import { type PresentedFile, readPresented } from '../../../protocol/verify/presented-file.ts';
import { type AnyVerification, cannotCheck, verify } from '../../../protocol/verify/verify.ts';
import { ZERO_8 } from '../../chain/hex.ts';
import type { LedgerReader } from '../../chain/ledger-client.ts';
import type { Db } from '../../database/pool.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import type { ContentLink } from '../contents/contents.repository.ts';
import type { ContentsService, RootPlace, StoredDocument } from '../contents/contents.service.ts';
import { placesOfRoot } from '../projection/case-queries.repository.ts';
import { eventByDigest, readCursor, refusalOf } from '../projection/projection.repository.ts';
import { readCases } from '../projection/read-tables.repository.ts';

/** Actions that a dossier may hold to be checked here; a larger one is for the holder's own machine. */
const MAX_ACTIONS = 2_000;

export interface VerifyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly chain: LedgerReader;
  readonly contents: ContentsService;
  readonly mayRead: (caller: Caller, place: RootPlace) => Promise<boolean>;
  /** What this gateway holds dossiers against; undefined until the founding councils were read. */
  readonly trust: () => Promise<Trust | undefined>;
}

/** Place of a document version. */
interface VersionPlace extends RootPlace {
  readonly documentId: string;
}

export type VerifyService = ReturnType<typeof createVerifyService>;

/** Makes the service. */
export function createVerifyService(deps: VerifyDeps) {
  return {
    /** Verifies bytes of unknown kind. @throws {AppError} VERIFY_INPUT_UNREADABLE */
    async verify(bytes: Uint8Array, mediaType: string, claimed: Claimed, caller?: Caller): Promise<AnyVerification> {
      const presented = readPresented(bytes, mediaType);
      if (presented === undefined) throw new AppError('VERIFY_INPUT_UNREADABLE');
      if (isTooLarge(presented)) {
        return cannotCheck(
          'TOO_LARGE',
          'The dossier is too large to be checked here: use corridor verify FILE --trust FILE.',
        );
      }
      try {
        const ledger = sourceFor(deps, caller);
        const pinned = presented.type === 'DOSSIER' || presented.type === 'PROMISE';
        const trust = pinned ? await deps.trust() : undefined;
        return await verify(presented, { now: unixSeconds(deps.clock), trust, ledger, claimed });
      } catch (error) {
        if (!isAppError(error, 'CHAIN_UNAVAILABLE')) throw error;
        const reason = 'The chain node does not answer, and nothing else is asked for a verdict.';
        return cannotCheck('CHAIN_UNAVAILABLE', reason);
      }
    },
  };
}

function isTooLarge(presented: PresentedFile): boolean {
  if (presented.type !== 'DOSSIER') return false;
  const { actions, registry } = presented.dossier as { actions?: unknown; registry?: unknown };
  const length = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return length(actions) + length(registry) > MAX_ACTIONS;
}

/** The gateway as a source, as far as a caller may see. */
function sourceFor(deps: VerifyDeps, caller: Caller | undefined): LedgerSource {
  return {
    versions: (root, claimed) => anchoredVersions(deps, root, claimed),
    reference: (claimed, secret) => referenceOf(deps, claimed, caller, secret),
    carrier: (presented, claimed) => carrierOf(deps, presented, claimed, caller),
    fate: (digest) => fateOf(deps, digest),
    async caseState(caseId, digest) {
      const [head, { sequence }] = await Promise.all([deps.chain.headOf(caseId), deps.chain.actionOf(digest)]);
      return { head, sequence };
    },
  };
}

/** When an action was applied or refused, as far as the index has read the chain. */
async function fateOf({ db }: VerifyDeps, digest: string): Promise<ActionFate> {
  const [event, refusal, cursor] = await Promise.all([
    eventByDigest(db, digest),
    refusalOf(db, digest),
    readCursor(db),
  ]);
  return {
    ...(event === undefined ? {} : { anchoredAt: event.block_time }),
    ...(refusal === undefined ? {} : { refusedAt: refusal.block_time }),
    knownUntil: cursor?.block_time ?? 0,
  };
}

/** Versions of a root that the chain has. */
async function anchoredVersions(
  deps: VerifyDeps,
  root: string,
  claimed: Claimed,
): Promise<readonly AnchoredVersion[] | 'PART_OF_A_CASE'> {
  const places = await placesOfRoot(deps.db, root);
  const versions = places.filter(isVersion).filter((place) => fits(place, claimed));
  for (const place of versionsToAsk(versions, claimed)) {
    const anchored = await anchoredVersion(deps, place, root);
    if (anchored !== undefined) return [anchored];
  }
  return versions.length === 0 && places.length > 0 ? 'PART_OF_A_CASE' : [];
}

function isVersion(place: RootPlace): place is VersionPlace {
  return place.documentId !== null;
}

function fits({ caseId, documentId }: VersionPlace, claimed: Claimed): boolean {
  return (claimed.caseId ?? caseId) === caseId && (claimed.documentId ?? documentId) === documentId;
}

/** Places that the index knows, and the one that the holder names, which the index may not have read yet. */
function versionsToAsk(known: readonly VersionPlace[], { caseId, documentId }: Claimed): VersionPlace[] {
  if (known.length > 0 || caseId === undefined || documentId === undefined) return [...known];
  return [{ caseId, documentId, partyId: ZERO_8 }];
}

/** Standing of a version by the chain itself; roots and reasons that the chain keeps in events come from the index. */
async function anchoredVersion(
  { db, chain }: VerifyDeps,
  { caseId, documentId }: VersionPlace,
  root: string,
): Promise<AnchoredVersion | undefined> {
  const state = await chain.versionOf(caseId, documentId, root);
  if (state.party === ZERO_8) return undefined;
  const rows = (await readCases(db, [caseId])).get(caseId);
  const row = rows?.projected_versions.find((version) => version.document_id === documentId && version.root === root);
  return {
    caseId,
    documentId,
    root,
    version: state.number,
    ...(state.superseded ? { supersededBy: row?.superseded_by ?? 'a newer version' } : {}),
    ...(state.withdrawn ? { withdrawnBecause: row?.withdraw_reason ?? 'reason not read yet' } : {}),
  };
}

/**
 * What is known of the document that the holder means: the one it names, if the caller may read it, or the one whose
 * secret it has. Only pointers of it are ever answered, never values.
 */
async function referenceOf(
  deps: VerifyDeps,
  claimed: Claimed,
  caller: Caller | undefined,
  secret: string | undefined,
): Promise<Reference | null> {
  const bySecret = secret === undefined ? undefined : await deps.contents.documentOfSecret(secret);
  const stored = bySecret ?? (await namedDocument(deps, claimed, caller));
  if (stored === undefined) return null;
  return { root: stored.link.root, leaves: leavesOf(stored), complete: true };
}

function leavesOf({ document, link, sectionPointer }: StoredDocument) {
  const { files, secret } = link;
  return buildDocumentTree({ document, files, secret, sectionPointer }).sections.flatMap(({ leaves }) => leaves);
}

/** Newest version of the document that the holder names, if the caller may read it. */
async function namedDocument(
  { db, contents, mayRead }: VerifyDeps,
  { caseId, documentId }: Claimed,
  caller: Caller | undefined,
): Promise<StoredDocument | undefined> {
  if (caller === undefined || caseId === undefined || documentId === undefined) return undefined;
  const rows = (await readCases(db, [caseId])).get(caseId);
  const document = rows?.projected_documents.find((row) => row.document_id === documentId);
  if (document === undefined) return undefined;
  const place = { caseId, documentId, partyId: document.party_id };
  return (await mayRead(caller, place)) ? contents.document(document.current_root) : undefined;
}

/** A file, or a document without its secret, for a caller who may read what carries it. */
async function carrierOf(
  deps: VerifyDeps,
  presented: Extract<PresentedFile, { type: 'BARE_DOCUMENT' | 'FILE' }>,
  claimed: Claimed,
  caller: Caller | undefined,
): Promise<Carrier> {
  if (caller === undefined) {
    return {
      cannotCheck:
        'Without the secret of the document, sign in: a file alone is answered only to those who may read it.',
    };
  }
  const [link] = await readableLinks(deps, presented.sha256, claimed, caller);
  if (link !== undefined) {
    const stored = await deps.contents.document(link.root);
    if (stored === undefined) return { cannotCheck: 'The document that carries the file is not held here.' };
    const { files, secret } = stored.link;
    return { examined: examine({ document: stored.document, files, secret }), reference: null };
  }
  const named = presented.type === 'FILE' ? undefined : await namedDocument(deps, claimed, caller);
  if (presented.type === 'FILE' || named === undefined) return { none: true };
  // the secret of the named document is used for the comparison, and is not answered
  const { files, secret } = named.link;
  const examined = examine({ document: presented.document, files, secret });
  return { examined, reference: { root: named.link.root, leaves: leavesOf(named), complete: true } };
}

/** Links that name some bytes in documents that a caller may read; the newest version first. */
async function readableLinks(
  { db, contents, mayRead }: VerifyDeps,
  sha256: string,
  claimed: Claimed,
  caller: Caller,
): Promise<ContentLink[]> {
  const readable: ContentLink[] = [];
  for (const link of await contents.linksOfContent(sha256)) {
    const places = (await placesOfRoot(db, link.root)).filter(isVersion).filter((place) => fits(place, claimed));
    const allowed = await Promise.all(places.map((place) => mayRead(caller, place)));
    if (allowed.includes(true)) readable.unshift(link);
  }
  return readable;
}
