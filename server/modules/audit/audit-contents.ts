/** Hashes every stored byte again, and computes every linked root again from document, files and secret. */
import { createHash } from 'node:crypto';
import type { Db } from '../../database/pool.ts';
import { isAppError } from '../../errors/app-error.ts';
import { readCanonicalDocument, rootOf } from '../contents/content-check.ts';
import { type ContentLink, digestsAfter, linksAfter, readContent } from '../contents/contents.repository.ts';
import type { Difference } from './compare-rows.ts';

const PAGE = 200;

/** Every content that is not what its digest says, every link that is not what its root says. */
export async function auditContents(db: Db): Promise<{ differences: Difference[]; contents: number; links: number }> {
  const bytes = await auditBytes(db);
  const links = await auditLinks(db);
  return { differences: [...bytes.differences, ...links.differences], contents: bytes.count, links: links.count };
}

async function auditBytes(db: Db): Promise<{ differences: Difference[]; count: number }> {
  const differences: Difference[] = [];
  let count = 0;
  for (let after = ''; ; ) {
    const page = await digestsAfter(db, after, PAGE);
    for (const sha256 of page) {
      const content = await readContent(db, sha256);
      const is = content === undefined ? 'nothing' : createHash('sha256').update(content.bytes).digest('hex');
      if (is !== sha256) differences.push(contentFault('contents', sha256, 'DIGEST_DIFFERS', `the bytes have ${is}`));
    }
    count += page.length;
    after = page.at(-1) ?? after;
    if (page.length < PAGE) return { differences, count };
  }
}

async function auditLinks(db: Db): Promise<{ differences: Difference[]; count: number }> {
  const differences: Difference[] = [];
  let count = 0;
  for (let after = ''; ; ) {
    const page = await linksAfter(db, after, PAGE);
    for (const link of page) differences.push(...(await auditLink(db, link)));
    count += page.length;
    after = page.at(-1)?.root ?? after;
    if (page.length < PAGE) return { differences, count };
  }
}

async function auditLink(db: Db, link: ContentLink): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { sha256 } of link.files) {
    if ((await readContent(db, sha256)) === undefined) {
      differences.push(contentFault('document_contents', link.root, 'CONTENT_MISSING', `file ${sha256} is gone`));
    }
  }
  const content = await readContent(db, link.canonicalSha256);
  if (content === undefined) {
    return [...differences, contentFault('document_contents', link.root, 'CONTENT_MISSING', 'its document is gone')];
  }
  const computed = computedRoot(content.bytes, link);
  if (computed === link.root) return differences;
  const detail = computed === undefined ? 'its document is no canonical document' : `its content has root ${computed}`;
  return [...differences, contentFault('document_contents', link.root, 'ROOT_DIFFERS', detail)];
}

function computedRoot(bytes: Uint8Array, { files, secret }: ContentLink): string | undefined {
  try {
    return rootOf(readCanonicalDocument(bytes), files, secret);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

function contentFault(table: string, key: string, problem: Difference['problem'], detail: string): Difference {
  return { where: 'CONTENT', table, key, column: null, problem, detail };
}
