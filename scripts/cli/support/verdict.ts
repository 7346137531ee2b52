/** Verification of one file, against a gateway or a chain node. The same vocabulary whoever gave the answer. */
import type { CorridorClient } from '../../../client/client.ts';
import { checkDocumentFile, type DocumentFile, parseDocumentFile } from '../../../client/document-file.ts';
import type { VerifyOutcome, VerifyResult } from '../../../client/types.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import type { ChainReader } from './chain-reader.ts';
import { EXIT, type ExitCode } from './cli-error.ts';

export interface Verdict {
  readonly outcome: VerifyOutcome;
  readonly reason: string;
  readonly checks: VerifyResult['checks'];
  /** JSON pointers of fields that are not what was anchored. */
  readonly differs: readonly string[];
}

export const EXIT_BY_OUTCOME: Readonly<Record<VerifyOutcome, ExitCode>> = {
  VALID: EXIT.VALID,
  SUPERSEDED: EXIT.INVALID,
  WITHDRAWN: EXIT.INVALID,
  DIGEST_MISMATCH: EXIT.INVALID,
  NOT_ANCHORED: EXIT.INVALID,
  CANNOT_CHECK: EXIT.CANNOT_CHECK,
};

/** The file kept by whoever lodged a document; undefined if the bytes are something else. */
export function readDocumentFileBytes(bytes: Uint8Array): DocumentFile | undefined {
  try {
    return parseDocumentFile(parseStrictJson(bytes));
  } catch {
    // Any other file may be asked about as well, whatever is in it.
    return undefined;
  }
}

export async function askGateway(
  client: CorridorClient,
  input: { readonly bytes: Uint8Array; readonly mediaType: string },
  kept: DocumentFile | undefined,
  query: { readonly caseId?: string | undefined; readonly documentId?: string | undefined },
): Promise<Verdict> {
  if (kept === undefined) return asVerdict(await client.verify(input.bytes, input.mediaType, query));
  const { secret, files } = kept;
  const answer = await client.verifyDocument({ document: kept.document as JsonValue, secret, files }, query);
  return withLocalCheck(kept, asVerdict(answer));
}

function asVerdict({ outcome, reason, checks, differs = [] }: VerifyResult): Verdict {
  return { outcome, reason, checks, differs };
}

/** The file's own root and leaf hashes are checked here: no gateway can talk a tampered copy into being valid. */
function withLocalCheck(kept: DocumentFile, verdict: Verdict): Verdict {
  const local = checkDocumentFile(kept);
  if (local.matches) return verdict;
  const fields = local.differences.map(({ pointer }) => pointer || '/');
  return {
    ...verdict,
    outcome: 'DIGEST_MISMATCH',
    reason: 'The content is not what was anchored under the root that the file names.',
    differs: fields.length > 0 ? fields : verdict.differs,
  };
}

/** @throws {CliError} if the node does not answer or holds another ledger */
export async function askChain(chain: ChainReader, kept: DocumentFile): Promise<Verdict> {
  await chain.assertLedger();
  const local = checkDocumentFile(kept);
  const version = await chain.versionOf(kept.caseId, kept.documentId, kept.root);
  const anchored = version !== undefined;
  const detail = anchored ? `version ${version.number}, party ${version.party}` : 'no such version on the ledger';
  const checks = [
    { name: 'content has the root', ok: local.matches, detail: local.root },
    { name: 'root is anchored', ok: anchored, detail },
  ];
  const differs = local.differences.map(({ pointer }) => pointer || '/');
  const verdict = (outcome: VerifyOutcome, reason: string): Verdict => ({ outcome, reason, checks, differs });
  if (!local.matches) return verdict('DIGEST_MISMATCH', 'The content is not what was anchored under this root.');
  if (!anchored) return verdict('NOT_ANCHORED', 'The ledger has no such version of the document.');
  if (version.withdrawn) return verdict('WITHDRAWN', 'Its submitter has taken the document back.');
  if (version.superseded) return verdict('SUPERSEDED', `Version ${version.number} was replaced by a newer one.`);
  return verdict('VALID', `Version ${version.number}, anchored and current.`);
}
