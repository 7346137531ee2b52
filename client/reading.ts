/** Reading what will be signed on, and recomputing it: nothing is believed because a gateway says so. */
import type { JsonValue } from '../protocol/json/json-value.ts';
import type { CorridorClient } from './client.ts';
import { rootOf } from './documents.ts';
import { ClientError } from './problem.ts';
import type { Evidence } from './signer.ts';
import type { DeskOptions } from './submit.ts';
import type { CaseDeclaration, CaseDetail, CaseDocument, DocumentVersion } from './types.ts';

/** A version of a document: which, and what it says. */
export interface VersionChoice {
  readonly caseId: string;
  readonly documentId: string;
  /** Root of the version; the current one if not given. */
  readonly root?: string | undefined;
}

/**
 * Reads one version with its content and recomputes its root.
 * @throws {ClientError} NO_CONTENT the gateway shows no content; ROOT_MISMATCH it shows other content than was anchored
 */
export async function readVersion(client: CorridorClient, choice: VersionChoice): Promise<DocumentVersion> {
  const detail = await client.readCase(choice.caseId);
  const document = documentIn(detail, choice.documentId);
  const root = choice.root ?? document.currentRoot;
  const number = document.versions.find((version) => version.root === root)?.number;
  if (number === undefined) throw new ClientError('NOT_FOUND', 'The document has no such version.', { root });
  const version = await client.readDocument(choice.caseId, choice.documentId, { version: number });
  const { content } = version;
  if (content === null) {
    throw new ClientError('NO_CONTENT', 'The gateway shows no content for this version.', { root });
  }
  const computed = rootOf(content.document as JsonValue, content.files, content.secret);
  if (computed !== root || version.version.root !== root) {
    throw new ClientError('ROOT_MISMATCH', 'The content shown is not what was anchored.', { root, computed });
  }
  return version;
}

/** What a signer can show of a version that was read. */
export function evidenceIn({ content }: DocumentVersion): readonly Evidence[] {
  if (content === null) return [];
  const { document, files, secret } = content;
  return [{ document: document as JsonValue, files, secret }];
}

/**
 * What a signer can show of a version, nothing if the gateway does not hold its content.
 * @throws {ClientError} ROOT_MISMATCH
 */
export async function evidenceOf(client: CorridorClient, choice: VersionChoice): Promise<readonly Evidence[]> {
  try {
    return evidenceIn(await readVersion(client, choice));
  } catch (error) {
    if (error instanceof ClientError && error.code === 'NO_CONTENT') return [];
    throw error;
  }
}

/** Reads a declaration of a case. @throws {ClientError} NOT_FOUND */
export async function readDeclaration(
  client: CorridorClient,
  { caseId, declarationId }: { readonly caseId: string; readonly declarationId: string },
): Promise<CaseDeclaration> {
  const { declarations } = await client.readCase(caseId);
  const found = declarations.find((declaration) => declaration.declarationId === declarationId);
  if (found === undefined) throw new ClientError('NOT_FOUND', 'The case has no such declaration.', { declarationId });
  return found;
}

/** Root of a document's newest version. @throws {ClientError} NOT_FOUND */
export async function currentRoot(client: CorridorClient, { caseId, documentId }: VersionChoice): Promise<string> {
  return documentIn(await client.readCase(caseId), documentId).currentRoot;
}

function documentIn(detail: CaseDetail, documentId: string): CaseDocument {
  const found = detail.documents.find((document) => document.documentId === documentId);
  if (found === undefined) throw new ClientError('NOT_FOUND', 'The case has no such document.', { documentId });
  return found;
}

/**
 * The head a signer names: what they saw, else what the gateway shows and, where there is one, a second source confirms.
 * @throws {ClientError} HEAD_MISMATCH, NOT_FOUND
 */
export async function headOf(
  { client, isHead }: DeskOptions,
  input: { readonly caseId: string; readonly declarationId: string; readonly expected?: string | undefined },
): Promise<string> {
  const shown = input.expected ?? (await readDeclaration(client, input)).head;
  if ((await isHead?.(input.caseId, input.declarationId, shown)) === false) {
    const detail = 'By the second source, what the gateway shows is not the head of the declaration.';
    throw new ClientError('HEAD_MISMATCH', detail, { shown });
  }
  return shown;
}

/** What a decision rests on: a version whose content was recomputed. */
export interface Foundation {
  readonly documentId: string;
  readonly root: string;
  readonly evidence: readonly Evidence[];
}

/**
 * The version a decision rests on, by default the one that the declaration names; its content is recomputed.
 * @throws {ClientError} NO_CONTENT, ROOT_MISMATCH
 */
export async function restsOn(
  client: CorridorClient,
  input: {
    readonly caseId: string;
    readonly declarationId: string;
    readonly documentId?: string | undefined;
    readonly root?: string | undefined;
  },
): Promise<Foundation> {
  const { caseId, documentId, root } = input;
  const choice = documentId === undefined ? await readDeclaration(client, input) : { documentId, root };
  const read = await readVersion(client, { caseId, documentId: choice.documentId, root: choice.root });
  return { documentId: choice.documentId, root: read.version.root, evidence: evidenceIn(read) };
}
