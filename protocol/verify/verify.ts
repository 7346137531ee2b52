/**
 * The one verification: of a dossier, a document, a disclosure or any file, against what is known of the ledger from an
 * index, a chain node or a dossier. Command line, gateway, console and offline page all call this. An outcome is a value
 * with its reason and named checks, never a throw; what it asks others for may throw.
 */

import { checkDocumentFile, type DocumentFile } from '../document-file.ts';
import type { Trust } from '../dossier/trust.ts';
import { type DossierVerification, verifyDossier } from '../dossier/verify-dossier.ts';
import type { JsonValue } from '../json/json-value.ts';
import {
  type Examined,
  examine,
  judge,
  type Reference,
  type Verification,
  type VerificationCheck,
} from '../verification.ts';
import type { Claimed, LedgerSource } from './ledger-source.ts';
import type { PresentedFile } from './presented-file.ts';
import { verifyPromise } from './verify-promise.ts';

export interface VerifyContext {
  /** What was pinned; a dossier cannot be checked without it. */
  readonly trust?: Trust | undefined;
  /** Unix seconds. */
  readonly now: number;
  /** What is known of the ledger; for a dossier a second opinion. */
  readonly ledger?: LedgerSource | undefined;
  /** Where the holder says that a document stands. */
  readonly claimed?: Claimed | undefined;
}

/** A dossier's verification has its report and its faults as well. */
export type AnyVerification = Verification & Partial<Pick<DossierVerification, 'dossier' | 'faults'>>;

/** Verifies whatever was presented. */
export async function verify(presented: PresentedFile, context: VerifyContext): Promise<AnyVerification> {
  if (presented.type === 'DOSSIER') return verifyCase(presented.dossier, context);
  if (presented.type === 'PROMISE') return verifyGiven(presented.note, context);
  const { ledger, claimed = {} } = context;
  if (ledger === undefined) {
    return cannotCheck('NOTHING_TO_CHECK_AGAINST', 'Neither a gateway, a chain node nor a dossier is there to ask.');
  }
  switch (presented.type) {
    case 'DOCUMENT_FILE':
      return verifyKept(presented.file, ledger, claimed);
    case 'DOCUMENT':
      return verifyExamined(examine(presented), ledger, claimed, () => ledger.reference(claimed, presented.secret));
    case 'DISCLOSURE':
      return verifyExamined(examine(presented), ledger, claimed, () => ledger.reference(claimed));
    default:
      return verifyCarried(presented, ledger, claimed);
  }
}

async function verifyGiven(note: string, { trust, ledger }: VerifyContext): Promise<AnyVerification> {
  if (trust === undefined) {
    return cannotCheck('TRUST_MISSING', 'Nothing is pinned: a promise is checked against the keys of gateways.');
  }
  return verifyPromise(note, trust, async (digest) => (await ledger?.fate?.(digest)) ?? { knownUntil: 0 });
}

async function verifyCase(value: JsonValue, { trust, now, ledger }: VerifyContext): Promise<AnyVerification> {
  if (trust === undefined) {
    const reason = 'Nothing is pinned: a dossier is checked against a trust file that you got from elsewhere.';
    return cannotCheck('TRUST_MISSING', reason);
  }
  const verdict = verifyDossier(value, trust, now);
  const last = verdict.dossier?.actions.at(-1);
  if (ledger?.caseState === undefined || verdict.dossier === undefined || last === undefined) return verdict;
  const { caseId } = verdict.dossier;
  const { head, sequence } = await ledger.caseState(caseId, last.digest);
  return withSecondOpinion(verdict, { head, sameHistory: sequence === last.sequence, shown: verdict.dossier.caseHead });
}

function withSecondOpinion(
  verdict: DossierVerification,
  { head, sameHistory, shown }: { readonly head: string; readonly sameHistory: boolean; readonly shown: string },
): AnyVerification {
  const detail = sameHistory
    ? head === shown
      ? 'The chain node has the case at the same head.'
      : 'The case went on after the time of the dossier.'
    : 'The chain node has another history of the case.';
  const code = sameHistory ? (head === shown ? undefined : 'CASE_WENT_ON') : 'OTHER_HISTORY';
  const check: VerificationCheck = {
    name: 'CHAIN',
    ok: code === undefined,
    detail,
    ...(code === undefined ? {} : { code }),
  };
  const checks = [...verdict.checks, check];
  if (code === undefined || verdict.outcome !== 'VALID') return { ...verdict, checks };
  return { ...verdict, checks, outcome: code === 'CASE_WENT_ON' ? 'SUPERSEDED' : 'NOT_ANCHORED', reason: detail };
}

/** The file's own root comes first: nobody can talk a tampered copy into being valid. */
async function verifyKept(file: DocumentFile, ledger: LedgerSource, claimed: Claimed): Promise<Verification> {
  const { matches, root, differences } = checkDocumentFile(file);
  if (!matches) return tampered(file, root, differences);
  const { secret, files, caseId, documentId } = file;
  const examined = examine({ document: file.document as JsonValue, files, secret });
  const place = { caseId: claimed.caseId ?? caseId, documentId: claimed.documentId ?? documentId };
  return verifyExamined(examined, ledger, place, () => ledger.reference(place, secret));
}

function tampered(
  file: DocumentFile,
  root: string,
  differs: ReturnType<typeof checkDocumentFile>['differences'],
): Verification {
  const where = differs.map(({ pointer }) => pointer || '/').join(', ') || 'a place that cannot be named';
  const reason = `The content differs from what was anchored at ${where}.`;
  const checks = [{ name: 'ROOT' as const, ok: false, detail: `Recomputed ${root}, the file names ${file.root}.` }];
  return { outcome: 'DIGEST_MISMATCH', reason, checks, root, differs };
}

async function verifyExamined(
  examined: ReturnType<typeof examine>,
  ledger: LedgerSource,
  claimed: Claimed,
  findReference: () => Promise<Reference | null>,
): Promise<Verification> {
  return examined.ok ? judgeWith(examined, ledger, claimed, findReference) : examined.verification;
}

async function judgeWith(
  examined: Examined,
  ledger: LedgerSource,
  claimed: Claimed,
  findReference: () => Promise<Reference | null>,
): Promise<Verification> {
  const found = await ledger.versions(examined.root, claimed);
  if (found === 'PART_OF_A_CASE') {
    return cannotCheck('NO_VERSION', 'The content is anchored as part of a case, not as a version of a document.');
  }
  const [anchored] = found;
  return anchored === undefined ? judge(examined, null, await findReference()) : judge(examined, anchored, null);
}

/** Bytes say nothing of themselves: a document that carries them does. */
async function verifyCarried(
  presented: Extract<PresentedFile, { type: 'BARE_DOCUMENT' | 'FILE' }>,
  ledger: LedgerSource,
  claimed: Claimed,
): Promise<Verification> {
  const carrier = await ledger.carrier(presented, claimed);
  if ('cannotCheck' in carrier) return cannotCheck('NO_ANSWER', carrier.cannotCheck);
  if ('examined' in carrier) {
    return verifyExamined(carrier.examined, ledger, claimed, async () => carrier.reference);
  }
  const detail = `SHA-256 ${presented.sha256} is in no document that you may read.`;
  const checks: VerificationCheck[] = [{ name: 'ANCHORED', ok: false, detail }];
  return { outcome: 'NOT_ANCHORED', reason: 'No document that you may read carries this content.', checks };
}

export function cannotCheck(code: string, reason: string): Verification {
  return { outcome: 'CANNOT_CHECK', reason, checks: [{ name: 'ANCHORED', ok: null, detail: reason, code }] };
}
