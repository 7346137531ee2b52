/** Verification on the command line: whom it asks, the same `verify()` whoever answers. */
import { readFile } from 'node:fs/promises';
import type { CorridorClient } from '../../../client/client.ts';
import { CodedError } from '../../../protocol/coded-error.ts';
import { checkDocumentFile, type DocumentFile } from '../../../protocol/document-file.ts';
import type { Dossier } from '../../../protocol/dossier/dossier.ts';
import { parseTrust, type Trust } from '../../../protocol/dossier/trust.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import type { VerificationOutcome } from '../../../protocol/verification.ts';
import { ledgerOfDossier } from '../../../protocol/verify/dossier-ledger.ts';
import type { LedgerSource } from '../../../protocol/verify/ledger-source.ts';
import { readPresented } from '../../../protocol/verify/presented-file.ts';
import { type AnyVerification, verify } from '../../../protocol/verify/verify.ts';
import type { ChainReader } from './chain-reader.ts';
import { CliError, EXIT, type ExitCode } from './cli-error.ts';

export const EXIT_BY_OUTCOME: Readonly<Record<VerificationOutcome, ExitCode>> = {
  VALID: EXIT.VALID,
  SUPERSEDED: EXIT.INVALID,
  WITHDRAWN: EXIT.INVALID,
  DIGEST_MISMATCH: EXIT.INVALID,
  NOT_ANCHORED: EXIT.INVALID,
  CANNOT_CHECK: EXIT.CANNOT_CHECK,
};

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** The file kept by whoever lodged a document; undefined if the bytes are something else. */
export function readDocumentFileBytes(bytes: Uint8Array): DocumentFile | undefined {
  const presented = readPresented(bytes);
  return presented?.type === 'DOCUMENT_FILE' ? presented.file : undefined;
}

/** @throws {CliError} TRUST_INVALID */
export async function readTrustFile(file: string): Promise<Trust> {
  const bytes = await readFile(file);
  try {
    return parseTrust(parseStrictJson(bytes));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const where = [file, ...Object.values(error.params).map(String)];
    throw new CliError('TRUST_INVALID', 'This is no trust file.', 'Make one: corridor trust --out FILE.', { where });
  }
}

/** Asks a gateway; the file's own root is checked here first: nobody can talk a tampered copy into being valid. */
export async function askGateway(
  client: CorridorClient,
  input: { readonly bytes: Uint8Array; readonly mediaType: string },
  kept: DocumentFile | undefined,
  query: { readonly caseId?: string | undefined; readonly documentId?: string | undefined },
): Promise<AnyVerification> {
  if (kept !== undefined && !checkDocumentFile(kept).matches) {
    return verify({ type: 'DOCUMENT_FILE', file: kept }, { now: nowSeconds(), ledger: NOTHING_KNOWN });
  }
  return client.verify(input.bytes, input.mediaType, query);
}

/** A tampered copy is found before anything is asked. */
const NOTHING_KNOWN: LedgerSource = {
  versions: async () => [],
  reference: async () => null,
  carrier: async () => ({ none: true }),
};

/** @throws {CliError} if the node does not answer or holds another ledger */
export async function askChain(chain: ChainReader, kept: DocumentFile): Promise<AnyVerification> {
  await chain.assertLedger();
  return verify({ type: 'DOCUMENT_FILE', file: kept }, { now: nowSeconds(), ledger: chainLedger(chain) });
}

/** A chain node as a source: it knows versions by their place, and heads. */
export function chainLedger(chain: ChainReader): LedgerSource {
  return {
    async versions(root, { caseId, documentId }) {
      if (caseId === undefined || documentId === undefined) return [];
      const version = await chain.versionOf(caseId, documentId, root);
      if (version === undefined) return [];
      return [
        {
          ...{ caseId, documentId, root, version: version.number },
          supersededBy: version.superseded ? 'a newer version' : undefined,
          withdrawnBecause: version.withdrawn ? 'by its submitter' : undefined,
        },
      ];
    },
    reference: async () => null,
    carrier: async () => ({ cannotCheck: 'A chain node knows roots, not files.' }),
    caseState: (caseId, digest) => chain.caseState(caseId, digest),
  };
}

/**
 * A dossier as a source for single documents and files.
 * @returns its verification instead, if it is not VALID itself
 */
export async function dossierLedger(file: string, trust: Trust): Promise<LedgerSource | AnyVerification> {
  const presented = readPresented(new Uint8Array(await readFile(file)));
  if (presented?.type !== 'DOSSIER') {
    throw new CliError('NOT_A_DOSSIER', 'The file named by --dossier is none.', 'corridor dossier CASE makes one.', {
      where: [file],
    });
  }
  const verdict = await verify(presented, { trust, now: nowSeconds() });
  if (verdict.outcome !== 'VALID' || verdict.dossier === undefined) return verdict;
  return ledgerOfDossier(presented.dossier as unknown as Dossier, verdict.dossier);
}
