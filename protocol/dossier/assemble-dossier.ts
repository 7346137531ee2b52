/** Puts the dossier of a case together from a log and the actions in it, wherever they are kept. */
import type { LedgerDomain, SignedAction } from '../actions.ts';
import type { HeadProof } from '../log/head-map.ts';
import type { LogLeaf } from '../log/log-leaf.ts';
import { recoverPublicKey } from '../signers/batch-signatures.ts';
import { idsOfCaseAction, idsOfRegistryAction } from './bearing.ts';
import { type Dossier, type DossierEntry, type DossierParts, makeDossier } from './dossier.ts';

/** `0x` and 20 bytes. */
const ADDRESS_DIGITS = 42;

/** An applied action with its leaf. */
export interface LoggedAction {
  readonly leaf: LogLeaf;
  readonly action: SignedAction;
}

/** A log at one size, and the actions in it up to there. */
export interface DossierSource {
  readonly ledger: LedgerDomain;
  /** Signed note of that size. */
  readonly checkpoint: string;
  /** Codes of the founding jurisdictions. */
  readonly founders: readonly string[];
  /** Actions of a case by sequence. */
  caseActions(caseId: string): Promise<readonly LoggedAction[]>;
  /** Registry actions that changed the standing of an id, by sequence. */
  actionsOnStanding(id: string): Promise<readonly LoggedAction[]>;
  /** From the leaf's sibling up, bare hex. */
  inclusionPath(sequence: number): Promise<readonly string[]>;
  headProof(kind: 'CASE' | 'STANDING', id: string): Promise<HeadProof>;
}

/** What the holder shows beside the actions. */
export type Shown = Pick<DossierParts, 'contents' | 'attachments' | 'promises'>;

/** The actions that a dossier rests on, before anything is chosen to be shown. */
export interface Evidence {
  readonly actions: readonly LoggedAction[];
  readonly registry: readonly LoggedAction[];
  /** Ids whose standing bears on the case. */
  readonly standings: readonly string[];
}

/** Collects the actions of a case and the registry actions that bear on it. */
export async function collectEvidence(source: DossierSource, caseId: string): Promise<Evidence> {
  const actions = await source.caseActions(caseId);
  const standings = new Set(actions.flatMap(({ action }) => idsOfCaseAction(action)));
  const registry = new Map<number, LoggedAction>();
  // a set that grows while it is walked is walked to its end
  for (const id of standings) {
    for (const logged of await source.actionsOnStanding(id)) {
      registry.set(logged.leaf.sequence, logged);
      for (const next of idsOfRegistryAction(logged.action, source.founders)) standings.add(next);
    }
  }
  return { actions, registry: [...registry.values()], standings: [...standings] };
}

/** Adds the proofs. */
export async function assembleDossier(
  source: DossierSource,
  caseId: string,
  { actions, registry, standings }: Evidence,
  shown: Shown,
): Promise<Dossier> {
  const { chainId, verifyingContract, ledgerId } = source.ledger;
  const entries = (logged: readonly LoggedAction[]) => Promise.all(logged.map((each) => entryOf(source, each)));
  const heads = [source.headProof('CASE', caseId), ...standings.map((id) => source.headProof('STANDING', id))];
  return makeDossier({
    ledger: { chainId, verifyingContract, ledgerId },
    caseId,
    checkpoint: source.checkpoint,
    actions: await entries(actions),
    registry: await entries(registry),
    signerKeys: signerKeysOf([...actions, ...registry]),
    heads: (await Promise.all(heads)).map(wireHead),
    contents: [...shown.contents],
    attachments: [...shown.attachments],
    promises: [...shown.promises],
  });
}

async function entryOf(source: DossierSource, { leaf, action }: LoggedAction): Promise<DossierEntry> {
  const { kind, message, signatures, attachment = '0x' } = action;
  const { sequence, blockTime, actorHead, subjectHead } = leaf;
  return {
    sequence,
    anchoredAt: blockTime,
    // one spelling, so that the same case gives the same bytes
    action: { kind, message, signatures, ...(attachment === '0x' ? {} : { attachment }) },
    actorHead,
    subjectHead,
    path: [...(await source.inclusionPath(sequence))],
  };
}

/** Public keys of the addresses among the signers, each once. */
function signerKeysOf(logged: readonly LoggedAction[]): string[] {
  const keys = new Map<string, string | undefined>();
  for (const { leaf, action } of logged) {
    for (const { signer, signature } of action.signatures) {
      const isAddress = signer.length === ADDRESS_DIGITS;
      if (isAddress && !keys.has(signer)) keys.set(signer, recoverPublicKey({ digest: leaf.digest, signature }));
    }
  }
  return [...keys.values()].filter((key) => key !== undefined);
}

function wireHead({ kind, id, siblings, leaf }: HeadProof): Dossier['heads'][number] {
  if (kind === 'REGISTRY') throw new RangeError('a dossier holds heads of cases and standings');
  return { kind, id, siblings: [...siblings], leaf: leaf === null ? null : { ...leaf } };
}
