/**
 * What a holder's document is worth against what stands on the ledger. Pure: the caller brings the anchored facts, from
 * an index, a chain node or a dossier; an outcome is a value with its reason, never a throw.
 */
import { CodedError } from './coded-error.ts';
import { compareDocuments, type Difference } from './disclosure/compare.ts';
import { buildDocumentTree } from './disclosure/document-tree.ts';
import type { AttachedFile, Leaf } from './disclosure/leaves.ts';
import { verifyDisclosure } from './disclosure/verify-disclosure.ts';
import { documentSchema } from './documents/registry.ts';
import type { DossierCheck } from './dossier/faults.ts';
import { JsonError } from './json/json-error.ts';
import { valueAt } from './json/json-pointer.ts';
import type { JsonValue } from './json/json-value.ts';
import { toChainHex } from './merkle/hex.ts';

export type VerificationOutcome =
  | 'VALID'
  | 'SUPERSEDED'
  | 'WITHDRAWN'
  | 'DIGEST_MISMATCH'
  | 'NOT_ANCHORED'
  | 'CANNOT_CHECK';

/** What the holder presents: the whole document with its secret, or a disclosure of it. */
export type Presented =
  | { readonly document: JsonValue; readonly files: readonly AttachedFile[]; readonly secret: string }
  | { readonly disclosure: unknown };

/** One version of a document as the ledger has it. */
export interface AnchoredVersion {
  readonly caseId: string;
  readonly documentId: string;
  readonly root: string;
  /** From 1. */
  readonly version: number;
  /** Root of the version that took its place. */
  readonly supersededBy?: string | undefined;
  /** Reason code of the withdrawal. */
  readonly withdrawnBecause?: string | undefined;
}

/** What is known of the content behind an anchored root, to name the fields that differ. */
export interface Reference {
  readonly root: string;
  readonly leaves: readonly Leaf[];
  /** Whether nothing of the document is left out of `leaves`. */
  readonly complete: boolean;
}

export interface VerificationCheck {
  readonly name: 'FORM' | 'ROOT' | 'ANCHORED' | 'CURRENT' | 'CONTENT' | 'CHAIN' | DossierCheck;
  /** `null` if the check could not be made. */
  readonly ok: boolean | null;
  readonly detail: string;
  /** What was found, where a code says more than the name. */
  readonly code?: string;
  /** RFC 6901 pointer into what was presented. */
  readonly where?: string;
}

export interface Verification {
  readonly outcome: VerificationOutcome;
  /** For people; one sentence. */
  readonly reason: string;
  readonly checks: readonly VerificationCheck[];
  /** Root that the presented content leads to; absent if none could be computed. */
  readonly root?: string;
  readonly anchored?: AnchoredVersion;
  /** Where the presented content differs from what was anchored. */
  readonly differs?: readonly Difference[];
}

/** Presented content whose root is known. */
export interface Examined {
  readonly ok: true;
  readonly root: string;
  readonly document?: JsonValue;
  readonly files: readonly AttachedFile[];
  readonly leaves: readonly Leaf[];
}

export interface NotExaminable {
  readonly ok: false;
  readonly verification: Verification;
}

/**
 * Recomputes the root of what the holder presents.
 * @returns the root, or the verification that ends here because there is none
 */
export function examine(presented: Presented): Examined | NotExaminable {
  return 'disclosure' in presented ? examineDisclosure(presented.disclosure) : examineDocument(presented);
}

function examineDocument(presented: Exclude<Presented, { disclosure: unknown }>): Examined | NotExaminable {
  const { document, files, secret } = presented;
  try {
    const name = valueAt(document, '/schema');
    const schema = typeof name === 'string' ? documentSchema(name) : undefined;
    const tree = buildDocumentTree({ document, files, secret, sectionPointer: schema?.sectionPointer });
    const leaves = tree.sections.flatMap((section) => section.leaves);
    return { ok: true, root: toChainHex(tree.root), document, files, leaves };
  } catch (error) {
    if (error instanceof JsonError || error instanceof CodedError) return cannotCheck(error.message);
    throw error;
  }
}

function examineDisclosure(disclosure: unknown): Examined | NotExaminable {
  const sound = verifyDisclosure(disclosure);
  if (!sound.ok) {
    const reason = sound.pointer === undefined ? sound.reason : `${sound.reason} At ${sound.pointer}.`;
    return cannotCheck(reason);
  }
  const { root, leaves, files, document } = sound;
  return { ok: true, root, leaves, files, ...(document === undefined ? {} : { document }) };
}

function cannotCheck(reason: string): NotExaminable {
  const check: VerificationCheck = { name: 'FORM', ok: false, detail: reason };
  return { ok: false, verification: { outcome: 'CANNOT_CHECK', reason, checks: [check] } };
}

/**
 * Compares examined content with the ledger.
 * @param anchored the version whose root is the examined one, `null` if the ledger has none
 * @param reference what is known of the version that the holder means, for example the current one of a named document;
 * needed only where `anchored` is `null`
 */
export function judge(examined: Examined, anchored: AnchoredVersion | null, reference: Reference | null): Verification {
  const form: VerificationCheck = { name: 'FORM', ok: true, detail: 'The content can be read.' };
  if (anchored !== null) return judgeAnchored(examined, anchored, [form]);
  const checks: VerificationCheck[] = [
    form,
    { name: 'ANCHORED', ok: false, detail: `No anchored version has the root ${examined.root}.` },
  ];
  if (reference === null) {
    const reason = 'Nothing with this content and secret was anchored.';
    return { outcome: 'NOT_ANCHORED', reason, checks, root: examined.root };
  }
  return judgeMismatch(examined, reference, checks);
}

function judgeAnchored(
  { root }: Examined,
  anchored: AnchoredVersion,
  checks: readonly VerificationCheck[],
): Verification {
  const matches = root === anchored.root;
  const rootCheck: VerificationCheck = {
    name: 'ROOT',
    ok: matches,
    detail: matches ? 'The recomputed root is the anchored one.' : `Recomputed ${root}, anchored ${anchored.root}.`,
  };
  const result = { root, anchored, checks: [...checks, rootCheck] };
  if (!matches) return { ...result, outcome: 'DIGEST_MISMATCH', reason: rootCheck.detail };
  const state = stateOf(anchored);
  const current: VerificationCheck = { name: 'CURRENT', ok: state.outcome === 'VALID', detail: state.reason };
  return { ...result, ...state, checks: [...result.checks, current] };
}

function stateOf({ version, supersededBy, withdrawnBecause }: AnchoredVersion): {
  outcome: VerificationOutcome;
  reason: string;
} {
  if (withdrawnBecause !== undefined) {
    return { outcome: 'WITHDRAWN', reason: `Version ${version} was withdrawn: ${withdrawnBecause}.` };
  }
  if (supersededBy !== undefined) {
    return { outcome: 'SUPERSEDED', reason: `Version ${version} was superseded by ${supersededBy}.` };
  }
  return { outcome: 'VALID', reason: `Version ${version} is anchored, current and unchanged.` };
}

function judgeMismatch(examined: Examined, reference: Reference, checks: readonly VerificationCheck[]): Verification {
  const { document, files, root } = examined;
  if (document === undefined) {
    const reason = 'The disclosure belongs to other content than the anchored one.';
    return { outcome: 'DIGEST_MISMATCH', reason, checks, root };
  }
  const differs = compareDocuments(reference, { document, files });
  const where = differs.map(({ pointer }) => pointer).join(', ');
  const reason =
    differs.length === 0
      ? 'The content is the anchored one, the secret is not.'
      : `The content differs from what was anchored at ${where}.`;
  const content: VerificationCheck = { name: 'CONTENT', ok: differs.length === 0, detail: reason };
  return { outcome: 'DIGEST_MISMATCH', reason, checks: [...checks, content], root, differs };
}
