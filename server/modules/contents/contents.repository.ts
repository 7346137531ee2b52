/** Bytes by digest, who brought them, what they stand for on chain, and who read them. */
import type { Db } from '../../database/pool.ts';
import type { StoredFile } from '../../database/types.ts';

export interface StoredContent {
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** What a root on chain stands for. Secret and file digests in bare hex. */
export interface ContentLink {
  readonly root: string;
  readonly canonicalSha256: string;
  readonly secret: string;
  readonly files: readonly StoredFile[];
  readonly schema: string;
  readonly caseId: string | null;
  readonly partyId: string | null;
}

export interface AccessReceipt {
  readonly caseId: string | null;
  readonly documentId: string | null;
  readonly root: string | null;
  readonly sha256: string;
  /** Null where another gateway read or sent the bytes. */
  readonly readerKey: string | null;
  readonly readerParty: string | null;
  /** The other gateway, and whether it was given the bytes or gave them; null where a person read. */
  readonly gateway: string | null;
  readonly exchange: 'GIVEN' | 'RECEIVED' | null;
  readonly route: string;
  readonly readAt: Date;
}

export interface NewUpload {
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly partyId: string;
  readonly keyId: string;
  readonly uploadedAt: Date;
}

/** Keeps bytes once; nobody sees them until a document carries them. */
export async function insertBytes(trx: Db, { sha256, bytes, mediaType }: StoredContent): Promise<void> {
  await trx
    .insertInto('contents')
    .values({ sha256, bytes, media_type: mediaType, size_bytes: bytes.byteLength })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Keeps bytes once, and notes who brought them. */
export async function insertContent(trx: Db, upload: NewUpload): Promise<void> {
  const { sha256, partyId, keyId, uploadedAt } = upload;
  await insertBytes(trx, upload);
  await trx
    .insertInto('content_uploads')
    .values({ sha256, party_id: partyId, key_id: keyId, uploaded_at: uploadedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function readContent(db: Db, sha256: string): Promise<StoredContent | undefined> {
  const row = await db.selectFrom('contents').selectAll().where('sha256', '=', sha256).executeTakeFirst();
  return row === undefined ? undefined : { sha256: row.sha256, bytes: row.bytes, mediaType: row.media_type };
}

/** Which of some digests are held. */
export async function digestsHeld(db: Db, digests: readonly string[]): Promise<Set<string>> {
  return new Set((await describeContents(db, digests)).map(({ sha256 }) => sha256));
}

/** Media types and sizes of those of some digests that are held. */
export async function describeContents(
  db: Db,
  digests: readonly string[],
): Promise<{ sha256: string; mediaType: string; sizeBytes: number }[]> {
  if (digests.length === 0) return [];
  return db
    .selectFrom('contents')
    .select(['sha256', 'media_type as mediaType', 'size_bytes as sizeBytes'])
    .where('sha256', 'in', [...digests])
    .execute();
}

/** Which of some digests one of some parties has brought. */
export async function uploadedBy(db: Db, digests: readonly string[], parties: readonly string[]): Promise<Set<string>> {
  if (digests.length === 0 || parties.length === 0) return new Set();
  const rows = await db
    .selectFrom('content_uploads')
    .select('sha256')
    .where('sha256', 'in', [...digests])
    .where('party_id', 'in', [...parties])
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/**
 * Links a root; a root that is linked stays as it is, since it can stand for nothing else.
 * @returns false if the secret belongs to another root
 */
export async function insertLink(trx: Db, link: ContentLink, linkedAt: Date): Promise<boolean> {
  const inserted = await trx
    .insertInto('document_contents')
    .values({
      root: link.root,
      canonical_sha256: link.canonicalSha256,
      secret: Buffer.from(link.secret, 'hex'),
      files: JSON.stringify(link.files),
      schema: link.schema,
      case_id: link.caseId,
      party_id: link.partyId,
      linked_at: linkedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('root')
    .executeTakeFirst();
  if (inserted === undefined) return (await rootOfSecret(trx, link.secret)) === link.root;
  if (link.files.length === 0) return true;
  const files = link.files.map(({ sha256 }, position) => ({ root: link.root, position, sha256 }));
  await trx.insertInto('document_files').values(files).execute();
  return true;
}

export async function linksOf(db: Db, roots: readonly string[]): Promise<ContentLink[]> {
  if (roots.length === 0) return [];
  const rows = await db
    .selectFrom('document_contents')
    .selectAll()
    .where('root', 'in', [...roots])
    .execute();
  return rows.map(linkOf);
}

/** Links after a root, in root order; pages through all of them. */
export async function linksAfter(db: Db, after: string, limit: number): Promise<ContentLink[]> {
  const rows = await db
    .selectFrom('document_contents')
    .selectAll()
    .where('root', '>', after)
    .orderBy('root')
    .limit(limit)
    .execute();
  return rows.map(linkOf);
}

function linkOf(row: {
  root: string;
  canonical_sha256: string;
  secret: Buffer;
  files: readonly StoredFile[];
  schema: string;
  case_id: string | null;
  party_id: string | null;
}): ContentLink {
  return {
    root: row.root,
    canonicalSha256: row.canonical_sha256,
    secret: row.secret.toString('hex'),
    files: row.files,
    schema: row.schema,
    caseId: row.case_id,
    partyId: row.party_id,
  };
}

/** Root that a secret already belongs to. */
export async function rootOfSecret(db: Db, secret: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('document_contents')
    .select('root')
    .where('secret', '=', Buffer.from(secret, 'hex'))
    .executeTakeFirst();
  return row?.root;
}

/** Links whose canonical document, or one of whose files, has a digest. */
export async function linksOfContent(db: Db, sha256: string): Promise<ContentLink[]> {
  const rows = await db
    .selectFrom('document_contents')
    .selectAll()
    .where((where) =>
      where.or([
        where('canonical_sha256', '=', sha256),
        where('root', 'in', where.selectFrom('document_files').select('root').where('sha256', '=', sha256)),
      ]),
    )
    .orderBy('linked_at')
    .orderBy('root')
    .execute();
  return rows.map(linkOf);
}

/** Digests of contents after one, in digest order; pages through all of them. */
export async function digestsAfter(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('contents')
    .select('sha256')
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

export async function insertReceipts(db: Db, receipts: readonly AccessReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  await db
    .insertInto('access_receipts')
    .values(
      receipts.map((receipt) => ({
        case_id: receipt.caseId,
        document_id: receipt.documentId,
        root: receipt.root,
        sha256: receipt.sha256,
        reader_key: receipt.readerKey,
        reader_party: receipt.readerParty,
        gateway: receipt.gateway,
        exchange: receipt.exchange,
        route: receipt.route,
        read_at: receipt.readAt,
      })),
    )
    .execute();
}

/** Receipts of a case, newest first. @param before id of the last one of the previous page */
export async function receiptsOfCase(
  db: Db,
  caseId: string,
  before: number | undefined,
  limit: number,
): Promise<(AccessReceipt & { readonly id: number })[]> {
  let query = db.selectFrom('access_receipts').selectAll().where('case_id', '=', caseId);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    documentId: row.document_id,
    root: row.root,
    sha256: row.sha256,
    readerKey: row.reader_key,
    readerParty: row.reader_party,
    gateway: row.gateway,
    exchange: row.exchange,
    route: row.route,
    readAt: row.read_at,
  }));
}
