/** Keeps bytes by digest, links them to what was signed, and lets those read them who may. */
import { createHash } from 'node:crypto';
import type { SignedAction } from '../../../protocol/actions.ts';
import { CASE_ENVELOPE_SCHEMA_NAME, type CaseEnvelope } from '../../../protocol/documents/case-envelope.ts';
import type { PartyProfile } from '../../../protocol/documents/party-profile.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { type Db, inTransaction } from '../../database/pool.ts';
import type { StoredFile } from '../../database/types.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EnvelopeFacts } from '../projection/case-state.ts';
import { type CheckedDocument, readCanonicalDocument, rootOf } from './content-check.ts';
import { checkContentFits, contentNeed } from './content-rules.ts';
import {
  type AccessReceipt,
  type ContentLink,
  insertContent,
  insertLink,
  insertReceipts,
  linksOf,
  linksOfContent,
  readContent,
  receiptsOfCase,
  rootOfSecret,
  type StoredContent,
  uploadedBy,
} from './contents.repository.ts';
import { checkMediaType } from './media-types.ts';

/** Content as a request names it. */
export interface ContentClaim {
  /** SHA-256 of the canonical document, uploaded before; bare hex. */
  readonly document: string;
  /** bare hex, 32 bytes */
  readonly secret: string;
  readonly files: readonly StoredFile[];
}

/** A link that was checked against the signed root and may be written. */
export type CheckedLink = ContentLink & { readonly checked: CheckedDocument };

/** A document that is stored, with everything that its root depends on. */
export interface StoredDocument {
  readonly link: ContentLink;
  readonly document: JsonValue;
  readonly sectionPointer: string | undefined;
}

export interface ContentsDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** Cases that a root stands in, with the party that lodged it; from the index. */
  readonly placesOfRoot: (root: string) => Promise<readonly RootPlace[]>;
  /** Whether a caller may read what one party lodged in one case. */
  readonly mayRead: (caller: Caller, place: RootPlace) => Promise<boolean>;
}

/** Where a root is anchored. */
export interface RootPlace {
  readonly caseId: string;
  readonly documentId: string | null;
  /** Party that lodged it. */
  readonly partyId: string;
}

export type ContentsService = ReturnType<typeof createContentsService>;

/** Makes the content store. */
export function createContentsService({ db, clock, placesOfRoot, mayRead }: ContentsDeps) {
  return {
    /**
     * Stores bytes under their digest.
     * @throws {AppError} CONTENT_DIGEST_MISMATCH, CONTENT_TYPE_NOT_ALLOWED, CONTENT_TYPE_MISMATCH
     */
    async store(caller: Caller, sha256: string, bytes: Uint8Array, mediaType: string) {
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new AppError('CONTENT_DIGEST_MISMATCH');
      const kept = checkMediaType(bytes, mediaType);
      const upload = {
        sha256,
        bytes: Buffer.from(bytes),
        mediaType: kept,
        partyId: caller.partyId,
        keyId: caller.keyId,
        uploadedAt: new Date(clock.now()),
      };
      await inTransaction(db, (trx) => insertContent(trx, upload));
      return { sha256, sizeBytes: bytes.byteLength, mediaType: kept };
    },

    /**
     * Reads bytes for a caller: own uploads, and contents of documents that the caller may see. The latter leaves a
     * receipt per case in which the caller saw them.
     * @throws {AppError} CONTENT_NOT_FOUND, for foreign contents as well
     */
    async read(caller: Caller, sha256: string, route: string): Promise<StoredContent> {
      const content = await readContent(db, sha256);
      if (content === undefined) throw new AppError('CONTENT_NOT_FOUND');
      const own = await uploadedBy(db, [sha256], [caller.partyId]);
      if (own.has(sha256)) return content;
      const receipts: AccessReceipt[] = [];
      for (const { root } of await linksOfContent(db, sha256)) {
        for (const place of await placesOfRoot(root)) {
          if (await mayRead(caller, place)) receipts.push(receiptOf(caller, place, root, sha256, route, clock));
        }
      }
      if (receipts.length === 0) throw new AppError('CONTENT_NOT_FOUND');
      await insertReceipts(db, receipts);
      return content;
    },

    /** Notes that a caller read a document of a case; reading one's own leaves none. */
    async note(caller: Caller, place: RootPlace, link: ContentLink, route: string): Promise<void> {
      if (caller.partyId === place.partyId) return;
      await insertReceipts(db, [receiptOf(caller, place, link.root, link.canonicalSha256, route, clock)]);
    },

    /**
     * Checks the content that comes with an action: stored, canonical, of the right schema, and of the signed root.
     * @param parties whose uploads may be named: the signer's and the caller's
     * @param lodgedType UNTDID type that an amended document was lodged under, if the index knows
     * @returns what to write when the action is accepted; undefined if the action names no content
     * @throws {AppError} CONTENT_REQUIRED, CONTENT_NOT_EXPECTED, CONTENT_NOT_STORED, CONTENT_INVALID, ROOT_MISMATCH, SECRET_REUSED
     */
    async check(
      action: SignedAction,
      claim: ContentClaim | undefined,
      parties: readonly string[],
      lodgedType: number | undefined,
    ): Promise<CheckedLink | undefined> {
      const need = contentNeed(action);
      if (claim === undefined) {
        if (need?.required === true) throw new AppError('CONTENT_REQUIRED', { params: { root: need.root } });
        return undefined;
      }
      if (need === undefined) throw new AppError('CONTENT_NOT_EXPECTED');
      await requireUploads(db, claim, parties);
      const content = await readContent(db, claim.document);
      if (content === undefined) throw new AppError('CONTENT_NOT_STORED', { params: { sha256: claim.document } });
      const checked = readCanonicalDocument(content.bytes);
      const root = rootOf(checked, claim.files, claim.secret);
      if (root !== need.root) throw new AppError('ROOT_MISMATCH', { params: { signed: need.root, computed: root } });
      checkContentFits(action, checked, lodgedType);
      const reused = await rootOfSecret(db, claim.secret);
      if (reused !== undefined && reused !== root) throw new AppError('SECRET_REUSED');
      return {
        root,
        canonicalSha256: claim.document,
        secret: claim.secret,
        files: claim.files,
        schema: checked.schema.name,
        caseId: typeof action.message['caseId'] === 'string' ? action.message['caseId'] : null,
        partyId: parties[0] ?? null,
        checked,
      };
    },

    /**
     * Writes a checked link in the transaction that accepts its action.
     * @throws {AppError} SECRET_REUSED if another version took the secret meanwhile
     */
    async link(trx: Db, link: ContentLink): Promise<void> {
      if (!(await insertLink(trx, link, new Date(clock.now())))) throw new AppError('SECRET_REUSED');
    },

    /** A stored document by its root; undefined if this gateway does not hold it. */
    document: (root: string) => readDocument(db, root),

    /** A stored document by its secret, which whoever has it got with the document. */
    async documentOfSecret(secret: string): Promise<StoredDocument | undefined> {
      const root = await rootOfSecret(db, secret);
      return root === undefined ? undefined : readDocument(db, root);
    },

    /** Roots that name some bytes, as document or as file. */
    linksOfContent: (sha256: string) => linksOfContent(db, sha256),

    linksOf: (roots: readonly string[]) => linksOf(db, roots),

    receipts: (caseId: string, before: number | undefined, limit: number) => receiptsOfCase(db, caseId, before, limit),
  };
}

async function requireUploads(db: Db, claim: ContentClaim, parties: readonly string[]): Promise<void> {
  const digests = [...new Set([claim.document, ...claim.files.map(({ sha256 }) => sha256)])];
  const known = await uploadedBy(db, digests, parties);
  const missing = digests.find((digest) => !known.has(digest));
  if (missing !== undefined) throw new AppError('CONTENT_NOT_STORED', { params: { sha256: missing } });
}

function receiptOf(
  caller: Caller,
  { caseId, documentId }: RootPlace,
  root: string,
  sha256: string,
  route: string,
  clock: Clock,
): AccessReceipt {
  return {
    caseId,
    documentId,
    root,
    sha256,
    readerKey: caller.keyId,
    readerParty: caller.partyId,
    gateway: null,
    exchange: null,
    route,
    readAt: new Date(clock.now()),
  };
}

/** Reads a stored document by its root. @throws {AppError} CONTENT_INVALID if the stored bytes were tampered with */
export async function readDocument(db: Db, root: string): Promise<StoredDocument | undefined> {
  const [link] = await linksOf(db, [root]);
  if (link === undefined) return undefined;
  const content = await readContent(db, link.canonicalSha256);
  if (content === undefined) return undefined;
  const { document, schema } = readCanonicalDocument(content.bytes);
  return { link, document, sectionPointer: schema.sectionPointer };
}

/** Facts of case envelopes by root, for the index; envelopes that are not held or not readable are left out. */
export async function findEnvelopes(db: Db, roots: readonly string[]): Promise<Map<string, EnvelopeFacts>> {
  const facts = new Map<string, EnvelopeFacts>();
  for (const link of await linksOf(db, roots)) {
    if (link.schema !== CASE_ENVELOPE_SCHEMA_NAME) continue;
    const content = await readContent(db, link.canonicalSha256);
    const envelope = content === undefined ? undefined : soundEnvelope(content, link);
    if (envelope !== undefined) facts.set(link.root, envelopeFacts(envelope));
  }
  return facts;
}

/** An envelope that still has its root: whoever edits a stored envelope gains no access by it. */
function soundEnvelope({ bytes }: StoredContent, link: ContentLink): CaseEnvelope | undefined {
  try {
    const checked = readCanonicalDocument(bytes);
    if (rootOf(checked, link.files, link.secret) !== link.root) return undefined;
    return checked.document as unknown as CaseEnvelope;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function envelopeFacts({ ucr, parties, offices }: CaseEnvelope): EnvelopeFacts {
  return {
    ucr,
    parties: parties.map(({ partyId }) => partyId),
    offices: offices.map(({ partyId, jurisdiction }) => ({ partyId, jurisdiction })),
  };
}

/** Profile of a party by the root on chain; undefined if this gateway does not hold it. */
export async function findProfile(db: Db, root: string): Promise<PartyProfile | undefined> {
  const stored = await readDocument(db, root);
  return stored === undefined ? undefined : (stored.document as unknown as PartyProfile);
}
