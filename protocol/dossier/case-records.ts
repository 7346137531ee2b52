/** What the actions of a case made of its documents and declarations, while they are folded and afterwards. */
import type { KeyRecord, Policy, Registry } from './registry-records.ts';

export interface FoldedVersion {
  readonly root: string;
  /** From 1. */
  readonly number: number;
  readonly sequence: number;
  supersededBy: string | undefined;
  withdrawnBecause: string | undefined;
  /** Parties, in order. */
  readonly endorsedBy: string[];
}

export interface FoldedDocument {
  readonly documentId: string;
  /** UNTDID 1001. */
  readonly documentType: number;
  readonly partyId: string;
  readonly versions: FoldedVersion[];
}

export interface FoldedDeclaration {
  readonly declarationId: string;
  readonly procedure: string;
  readonly officeId: string;
  readonly partyId: string;
  state: string;
  lane: string | null;
  version: number;
  documentId: string;
  root: string;
  /** Digest of the last action that took effect. */
  head: string;
  /** Operators whose signatures the present state rests on. */
  decidedBy: string[];
  /** Unix seconds until which a conditional release holds, 0 for none. */
  validUntil: number;
  /** Open controls by id, with kind and authority. */
  readonly openControls: Map<string, { readonly control: string; readonly partyId: string }>;
  /** Operators who lodged or amended: they never decide. */
  readonly declarants: Set<string>;
  /** What the competent jurisdiction asked for when it was lodged. */
  readonly policy: Policy;
}

export interface FoldedCase {
  envelope: string | undefined;
  readonly documents: Map<string, FoldedDocument>;
  readonly declarations: Map<string, FoldedDeclaration>;
}

/** A case while it is folded. */
export interface Folding extends FoldedCase {
  readonly registry: Registry;
  /** Jurisdictions in which a carrier or terminal of theirs recorded the arrival. */
  readonly arrivals: Set<string>;
  /** Operators who voted for the same content over the same head. */
  readonly votes: Map<string, Set<string>>;
}

/** Who acts, as of the action. */
export interface By extends KeyRecord {
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  /** Whether the party had one of the roles then. */
  is(...roles: readonly string[]): boolean;
}

/** A version that nothing has taken the place of and that was not withdrawn. */
export function currentVersion({ documents }: Folding, documentId: string, root: string) {
  const document = documents.get(documentId);
  const version = document?.versions.find((each) => each.root === root);
  if (document === undefined || version === undefined) return undefined;
  const current = version.supersededBy === undefined && version.withdrawnBecause === undefined;
  return current ? { document, version } : undefined;
}
