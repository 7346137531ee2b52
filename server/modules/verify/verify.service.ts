/**
 * Verification of a file, a document or a disclosure. The index only finds where something may be anchored; the verdict
 * comes from the chain. What a guess could confirm (a file, a document without its secret) is answered only to those who
 * may read the document anyway.
 */
import { buildDocumentTree } from '../../../protocol/disclosure/document-tree.ts';
import {
  type AnchoredVersion,
  type Examined,
  examine,
  judge,
  type Reference,
  type Verification,
} from '../../../protocol/verification.ts';
import { ZERO_8 } from '../../chain/hex.ts';
import type { LedgerReader } from '../../chain/ledger-client.ts';
import type { Db } from '../../database/pool.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import type { ContentLink } from '../contents/contents.repository.ts';
import type { ContentsService, RootPlace, StoredDocument } from '../contents/contents.service.ts';
import { placesOfRoot } from '../projection/case-queries.repository.ts';
import { readCases } from '../projection/read-tables.repository.ts';
import { type Input, readInput } from './presented.ts';

export interface VerifyDeps {
  readonly db: Db;
  readonly chain: LedgerReader;
  readonly contents: ContentsService;
  readonly mayRead: (caller: Caller, place: RootPlace) => Promise<boolean>;
}

/** Document that the holder says it has. */
export interface Claimed {
  readonly caseId?: string | undefined;
  readonly documentId?: string | undefined;
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
    async verify(bytes: Uint8Array, mediaType: string, claimed: Claimed, caller?: Caller): Promise<Verification> {
      const input = readInput(bytes, mediaType);
      try {
        return await verifyInput(deps, input, claimed, caller);
      } catch (error) {
        if (!isAppError(error, 'CHAIN_UNAVAILABLE')) throw error;
        return cannotCheck('The chain node does not answer, and nothing else is asked for a verdict.');
      }
    },
  };
}

async function verifyInput(deps: VerifyDeps, input: Input, claimed: Claimed, caller?: Caller): Promise<Verification> {
  if (input.type === 'DOCUMENT' || input.type === 'DISCLOSURE') {
    const examined = examine(input);
    if (!examined.ok) return examined.verification;
    const secret = input.type === 'DOCUMENT' ? input.secret : undefined;
    return judgeExamined(deps, examined, claimed, () => referenceOf(deps, claimed, caller, secret));
  }
  if (caller === undefined) {
    return cannotCheck(
      'Without the secret of the document, sign in: a file alone is answered only to those who may read it.',
    );
  }
  return verifyReadable(deps, input, claimed, caller);
}

/** Judges content whose root is known. */
async function judgeExamined(
  deps: VerifyDeps,
  examined: Examined,
  claimed: Claimed,
  findReference: () => Promise<Reference | null>,
): Promise<Verification> {
  const places = await placesOfRoot(deps.db, examined.root);
  const versions = places.filter(isVersion).filter((place) => fits(place, claimed));
  for (const place of versionsToAsk(versions, claimed)) {
    const anchored = await anchoredVersion(deps, place, examined.root);
    if (anchored !== undefined) return judge(examined, anchored, null);
  }
  if (versions.length === 0 && places.length > 0) {
    return cannotCheck('The content is anchored as part of a case, not as a version of a document.');
  }
  return judge(examined, null, await findReference());
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
async function verifyReadable(
  deps: VerifyDeps,
  input: Extract<Input, { type: 'BARE_DOCUMENT' | 'FILE' }>,
  claimed: Claimed,
  caller: Caller,
): Promise<Verification> {
  const found = await readableLinks(deps, input.sha256, claimed, caller);
  const [link] = found;
  if (link !== undefined) {
    const stored = await deps.contents.document(link.root);
    if (stored === undefined) return cannotCheck('The document that carries the file is not held here.');
    const examined = examine({ document: stored.document, files: stored.link.files, secret: stored.link.secret });
    return examined.ok ? judgeExamined(deps, examined, claimed, async () => null) : examined.verification;
  }
  const named = await namedDocument(deps, claimed, caller);
  if (input.type === 'FILE' || named === undefined) return notAnchored(input);
  // the secret of the named document is used for the comparison, and is not answered
  const { files, secret } = named.link;
  const examined = examine({ document: input.document, files, secret });
  if (!examined.ok) return examined.verification;
  const reference = { root: named.link.root, leaves: leavesOf(named), complete: true };
  return judgeExamined(deps, examined, claimed, async () => reference);
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

function notAnchored(input: Input): Verification {
  const reason = 'No document that you may read carries this content.';
  const sha256 = 'sha256' in input ? input.sha256 : '';
  return {
    outcome: 'NOT_ANCHORED',
    reason,
    checks: [{ name: 'ANCHORED', ok: false, detail: `SHA-256 ${sha256} is in no document that you may read.` }],
  };
}

function cannotCheck(reason: string): Verification {
  return { outcome: 'CANNOT_CHECK', reason, checks: [{ name: 'ANCHORED', ok: null, detail: reason }] };
}
