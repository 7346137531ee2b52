/** Verification of one file, against a gateway or a chain node. The same vocabulary whoever gave the answer. */
import type { CorridorClient } from '../../../client/client.ts';
import { checkDocumentFile, type DocumentFile, parseDocumentFile } from '../../../client/document-file.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { examine, judge, type Verification, type VerificationOutcome } from '../../../protocol/verification.ts';
import type { ChainReader } from './chain-reader.ts';
import { EXIT, type ExitCode } from './cli-error.ts';

export const EXIT_BY_OUTCOME: Readonly<Record<VerificationOutcome, ExitCode>> = {
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
): Promise<Verification> {
  if (kept === undefined) return client.verify(input.bytes, input.mediaType, query);
  const { secret, files } = kept;
  const answer = await client.verifyDocument({ document: kept.document as JsonValue, secret, files }, query);
  return selfCheck(kept) ?? answer;
}

/** The file's own root is checked here: no gateway can talk a tampered copy into being valid. */
function selfCheck(kept: DocumentFile): Verification | undefined {
  const { matches, root, differences } = checkDocumentFile(kept);
  if (matches) return undefined;
  const where = differences.map(({ pointer }) => pointer || '/').join(', ') || 'a place that cannot be named';
  const reason = `The content differs from what was anchored at ${where}.`;
  const checks = [{ name: 'ROOT' as const, ok: false, detail: `Recomputed ${root}, the file names ${kept.root}.` }];
  return { outcome: 'DIGEST_MISMATCH', reason, checks, root, differs: differences };
}

/** @throws {CliError} if the node does not answer or holds another ledger */
export async function askChain(chain: ChainReader, kept: DocumentFile): Promise<Verification> {
  await chain.assertLedger();
  const tampered = selfCheck(kept);
  if (tampered !== undefined) return tampered;
  const examined = examine({ document: kept.document as JsonValue, files: kept.files, secret: kept.secret });
  if (!examined.ok) return examined.verification;
  const version = await chain.versionOf(kept.caseId, kept.documentId, examined.root);
  if (version === undefined) return judge(examined, null, null);
  const { caseId, documentId } = kept;
  return judge(
    examined,
    {
      ...{ caseId, documentId, root: examined.root, version: version.number },
      supersededBy: version.superseded ? 'a newer version' : undefined,
      withdrawnBecause: version.withdrawn ? 'by its submitter' : undefined,
    },
    null,
  );
}
