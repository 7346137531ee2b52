/** What a verification asks about the ledger, whoever knows it: a gateway's index, a chain node, a dossier. */
import type { AnchoredVersion, examine, Reference } from '../verification.ts';
import type { PresentedFile } from './presented-file.ts';

/** Document that the holder says it has. */
export interface Claimed {
  readonly caseId?: string | undefined;
  readonly documentId?: string | undefined;
}

/** A document that carries some bytes, or why there is none. */
export type Carrier =
  | { readonly examined: ReturnType<typeof examine>; readonly reference: Reference | null }
  | { readonly none: true }
  | { readonly cannotCheck: string };

/** What is known of an action: when it was applied or refused, and up to when everything is known; unix seconds. */
export interface ActionFate {
  readonly anchoredAt?: number;
  readonly refusedAt?: number;
  readonly knownUntil: number;
}

export interface LedgerSource {
  /** Versions with a root that fit what the holder says; the first counts. */
  versions(root: string, claimed: Claimed): Promise<readonly AnchoredVersion[] | 'PART_OF_A_CASE'>;
  /**
   * What is known of the version that the holder means, so that fields that differ can be named.
   * @param secret of the presented document, bare hex
   */
  reference(claimed: Claimed, secret?: string): Promise<Reference | null>;
  carrier(presented: Extract<PresentedFile, { type: 'BARE_DOCUMENT' | 'FILE' }>, claimed: Claimed): Promise<Carrier>;
  /** For promises about an action. */
  fate?(digest: string): Promise<ActionFate>;
  /** Head of a case now, and the sequence of an action, 0 if it is not there. */
  caseState?(caseId: string, digest: string): Promise<{ readonly head: string; readonly sequence: number }>;
}
