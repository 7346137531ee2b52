/**
 * Verifying what somebody holds, in the browser. Content and secret stay here; the gateway is asked for what the ledger
 * says of a case and a document by their ids, and only their root is compared with it.
 */

import { ProblemError } from '../../../../client/problem.ts';
import type { CaseDetail, CaseDocument } from '../../../../client/types.ts';
import type { LedgerDomain } from '../../../../protocol/actions.ts';
import type { Difference } from '../../../../protocol/disclosure/compare.ts';
import { checkDocumentFile, type DocumentFile, parseDocumentFile } from '../../../../protocol/document-file.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../../protocol/json/strict-json.ts';
import { type AnchoredVersion, examine, judge, type Verification } from '../../../../protocol/verification.ts';
import { client } from '../../lib/api.ts';

export interface Verdict extends Pick<Verification, 'outcome'> {
  /** Why nothing can be said, as a key of the catalogue. */
  readonly because?: 'NO_DOCUMENT_FILE' | 'OTHER_LEDGER' | 'CASE_NOT_VISIBLE' | 'UNREADABLE';
  readonly root?: string;
  readonly anchored?: AnchoredVersion;
  /** Where the content differs from what was anchored. */
  readonly differences: readonly Difference[];
  readonly detail?: CaseDetail;
  readonly document?: CaseDocument;
  readonly content?: JsonValue;
}

const cannotCheck = (because: Verdict['because'], more: Partial<Verdict> = {}): Verdict => ({
  outcome: 'CANNOT_CHECK',
  ...(because === undefined ? {} : { because }),
  differences: [],
  ...more,
});

/** @param ledger the ledger that this gateway serves, which a file must be of */
export async function verifyFile(bytes: Uint8Array, ledger: LedgerDomain): Promise<Verdict> {
  const file = documentFileIn(bytes);
  if (file === undefined) return cannotCheck('NO_DOCUMENT_FILE');
  const check = checkDocumentFile(file);
  const content = file.document as JsonValue;
  if (!check.matches) {
    return { outcome: 'DIGEST_MISMATCH', root: check.root, differences: check.differences, content };
  }
  if (!isOf(file, ledger)) return cannotCheck('OTHER_LEDGER', { root: file.root, content });
  const detail = await caseOf(file.caseId);
  if (detail === undefined) return cannotCheck('CASE_NOT_VISIBLE', { root: file.root, content });
  const document = detail.documents.find((each) => each.documentId === file.documentId);
  const examined = examine({ document: content, files: file.files, secret: file.secret });
  if (!examined.ok) return cannotCheck('UNREADABLE', { content });
  const { outcome, anchored } = judge(examined, anchoredIn(detail, document, file.root), null);
  return {
    outcome,
    root: file.root,
    differences: [],
    detail,
    content,
    ...(document === undefined ? {} : { document }),
    ...(anchored === undefined ? {} : { anchored }),
  };
}

function documentFileIn(bytes: Uint8Array): DocumentFile | undefined {
  try {
    return parseDocumentFile(parseStrictJson(bytes));
  } catch {
    return undefined;
  }
}

function isOf({ ledger: named }: DocumentFile, ledger: LedgerDomain): boolean {
  return (
    named.ledgerId === ledger.ledgerId &&
    named.chainId === ledger.chainId &&
    named.verifyingContract.toLowerCase() === ledger.verifyingContract.toLowerCase()
  );
}

async function caseOf(caseId: string): Promise<CaseDetail | undefined> {
  try {
    return await client.readCase(caseId);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'CASE_NOT_FOUND') return undefined;
    throw error;
  }
}

function anchoredIn(detail: CaseDetail, document: CaseDocument | undefined, root: string): AnchoredVersion | null {
  const version = document?.versions.find((each) => each.root === root);
  if (document === undefined || version === undefined) return null;
  const { number, supersededBy, withdrawReason } = version;
  return {
    caseId: detail.caseId,
    documentId: document.documentId,
    root,
    version: number,
    ...(supersededBy === null ? {} : { supersededBy }),
    ...(withdrawReason === null ? {} : { withdrawnBecause: withdrawReason }),
  };
}
