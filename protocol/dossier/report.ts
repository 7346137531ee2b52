/** What a dossier says once it was checked: the case as of a time, and who stands behind it. */

import type { SoundDisclosure } from '../disclosure/verify-disclosure.ts';
import { valueAt } from '../json/json-pointer.ts';
import { type AppliedAction, numberOf } from './applied-action.ts';
import type { FoldedCase, FoldedVersion } from './case-records.ts';
import type { ShownContent } from './check-content.ts';
import type { VouchedState } from './check-log.ts';
import type { JudgedPromise } from './check-promises.ts';
import type { Dossier } from './dossier.ts';
import { CLOCK_SKEW_SECONDS } from './fold-case.ts';
import type { Registry } from './registry-records.ts';

/** How much of a content the dossier shows. */
export type Shown = 'WHOLE' | 'PART' | 'NOTHING';

export interface VersionReport {
  readonly root: string;
  readonly number: number;
  readonly outcome: 'VALID' | 'SUPERSEDED' | 'WITHDRAWN';
  readonly supersededBy?: string;
  readonly withdrawnBecause?: string;
  /** Parties. */
  readonly endorsedBy: readonly string[];
  readonly shown: Shown;
  readonly sequence: number;
}

export interface DocumentReport {
  readonly documentId: string;
  /** UNTDID 1001. */
  readonly documentType: number;
  readonly partyId: string;
  /** Oldest first. */
  readonly versions: readonly VersionReport[];
}

export interface DeclarationReport {
  readonly declarationId: string;
  readonly procedure: string;
  readonly officeId: string;
  readonly partyId: string;
  readonly state: string;
  readonly lane: string | null;
  readonly version: number;
  readonly documentId: string;
  readonly root: string;
  /** Operators whose signatures the state rests on. */
  readonly decidedBy: readonly string[];
  /** Unix seconds, 0 if not conditional. */
  readonly validUntil: number;
  /** Codes, in the order in which they were opened. */
  readonly openControls: readonly string[];
}

export interface ActionReport {
  readonly sequence: number;
  readonly digest: string;
  readonly kind: string;
  /** Unix seconds: what the signer claims, and the time of the block. */
  readonly signedAt: number;
  readonly anchoredAt: number;
  readonly keyId: string;
  readonly partyId: string;
  readonly operatorId: string;
  /** The key was revoked with a time from which its signatures are doubtful, and this one is later. */
  readonly doubtful: boolean;
}

export interface PersonReport {
  readonly keyId: string;
  readonly partyId: string;
  readonly operatorId: string;
  readonly jurisdiction: string;
  /** From the party's profile, if the dossier shows it. */
  readonly name?: string;
  /** Unix seconds of revocation or rotation, with its reason. */
  readonly ended?: { readonly at: number; readonly because: string };
  readonly suspectFrom?: number;
}

export interface DossierReport {
  readonly caseId: string;
  /** Head of the case: the chain over all its actions. */
  readonly caseHead: string;
  readonly ledgerId: string;
  /** Actions in the log that the dossier is proven against. */
  readonly size: number;
  /** Unix seconds: what holds is said of this time and no later one; 0 if too few gateways said when. */
  readonly asOf: number;
  readonly cosigners: readonly { readonly name: string; readonly time: number }[];
  readonly documents: readonly DocumentReport[];
  readonly declarations: readonly DeclarationReport[];
  readonly actions: readonly ActionReport[];
  readonly people: readonly PersonReport[];
  readonly promises: readonly JudgedPromise[];
  /** Digests of the attached files. */
  readonly attachments: readonly string[];
}

export interface CheckedParts {
  readonly dossier: Dossier;
  readonly actions: readonly AppliedAction[];
  readonly state: VouchedState;
  readonly registry: Registry;
  readonly folded: FoldedCase;
  readonly shown: ShownContent;
  readonly promises: readonly JudgedPromise[];
}

export function reportOf({ dossier, actions, state, registry, folded, shown, promises }: CheckedParts): DossierReport {
  const { caseId, ledger, attachments } = dossier;
  const signers = [...new Set(actions.map(({ leaf }) => leaf.actor))];
  return {
    caseId,
    caseHead: actions.at(-1)?.leaf.subjectHead ?? '',
    ledgerId: ledger.ledgerId,
    size: state.size,
    asOf: state.asOf,
    cosigners: state.cosigners.map((each) => ({ ...each })),
    documents: [...folded.documents.values()].map(({ versions, ...document }) => ({
      ...document,
      versions: versions.map((version) => versionReport(version, shown)),
    })),
    declarations: [...folded.declarations.values()].map(
      ({ openControls, declarants: _declarants, policy: _policy, head: _head, ...declaration }) => ({
        ...declaration,
        openControls: [...openControls.values()].map(({ control }) => control),
      }),
    ),
    actions: actions.map((applied) => actionReport(applied, registry)),
    people: signers.flatMap((keyId) => personReport(keyId, registry, shown)),
    promises,
    attachments: attachments.map(({ sha256 }) => sha256),
  };
}

function versionReport(version: FoldedVersion, { contents }: ShownContent): VersionReport {
  const { supersededBy, withdrawnBecause, root, number, endorsedBy, sequence } = version;
  const outcome = withdrawnBecause !== undefined ? 'WITHDRAWN' : supersededBy !== undefined ? 'SUPERSEDED' : 'VALID';
  return {
    root,
    number,
    outcome,
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(withdrawnBecause === undefined ? {} : { withdrawnBecause }),
    endorsedBy,
    shown: shownOf(contents.get(root)),
    sequence,
  };
}

function shownOf(content: SoundDisclosure | undefined): Shown {
  if (content === undefined) return 'NOTHING';
  return content.complete ? 'WHOLE' : 'PART';
}

function actionReport(applied: AppliedAction, { keys }: Registry): ActionReport {
  const { sequence, digest, action, anchoredAt, leaf } = applied;
  const key = keys.get(leaf.actor);
  const doubtful = key?.suspectFrom !== undefined && anchoredAt + CLOCK_SKEW_SECONDS >= key.suspectFrom;
  return {
    sequence,
    digest,
    kind: action.kind,
    signedAt: numberOf(action, 'signedAt'),
    anchoredAt,
    keyId: leaf.actor,
    partyId: key?.partyId ?? '',
    operatorId: key?.operatorId ?? '',
    doubtful,
  };
}

function personReport(keyId: string, { keys, parties }: Registry, { contents }: ShownContent): PersonReport[] {
  const key = keys.get(keyId);
  const party = parties.get(key?.partyId ?? '');
  if (key === undefined || party === undefined) return [];
  const { partyId, operatorId, ended, suspectFrom } = key;
  const name = nameIn(contents.get(party.profile));
  return [
    {
      ...{ keyId, partyId, operatorId, jurisdiction: party.jurisdiction },
      ...(name === undefined ? {} : { name }),
      ...(ended === undefined ? {} : { ended: { at: ended.at, because: ended.value } }),
      ...(suspectFrom === undefined ? {} : { suspectFrom }),
    },
  ];
}

/** The legal name, if the profile shows it. */
function nameIn(profile: SoundDisclosure | undefined): string | undefined {
  if (profile === undefined) return undefined;
  const whole = profile.document === undefined ? undefined : valueAt(profile.document, '/legalName');
  const leaf = profile.leaves.find(({ kind, pointer }) => kind === 'scalar' && pointer === '/legalName');
  const name = whole ?? leaf?.value;
  return typeof name === 'string' ? name : undefined;
}
