/** Checks of a dossier against the log: who vouches for its state, what stands in it, and that nothing is left out. */
import { nextHead } from '../actions.ts';
import { logOrigin } from '../log/checkpoint.ts';
import { type HeadProof, type ProvenHead, verifyHead } from '../log/head-map.ts';
import { standingsOf } from '../log/log-leaf.ts';
import { type CheckpointRefusal, type Cosigner, openCheckpoint } from '../log/signed-checkpoint.ts';
import { verifyInclusion } from '../log/tree-proofs.ts';
import type { AppliedAction } from './applied-action.ts';
import { bearingIds } from './bearing.ts';
import type { Dossier } from './dossier.ts';
import { type DossierFault, type FaultCode, fault } from './faults.ts';
import { CLOCK_SKEW_SECONDS } from './fold-case.ts';
import type { ReadDossier } from './read-dossier.ts';
import { gatewaysOf, type Trust } from './trust.ts';

const NO_HEAD = `0x${'0'.repeat(64)}`;

const REFUSALS: Readonly<Record<CheckpointRefusal, FaultCode>> = {
  MALFORMED: 'CHECKPOINT_MALFORMED',
  OTHER_LOG: 'CHECKPOINT_OF_OTHER_LOG',
  BAD_SIGNATURE: 'CHECKPOINT_SIGNATURE',
  NOT_SIGNED: 'CHECKPOINT_NOT_SIGNED',
};

/** The state of the log that pinned gateways vouch for. */
export interface VouchedState {
  readonly size: number;
  readonly root: Uint8Array;
  readonly headsRoot: Uint8Array;
  /** Pinned gateways that cosigned it, and when. */
  readonly cosigners: readonly Cosigner[];
  /** When as many gateways as are required had said that this was the newest state, unix seconds; 0 if too few did. */
  readonly asOf: number;
}

export function checkLedger({ ledger }: Dossier, trust: Trust): DossierFault[] {
  const names = ['chainId', 'verifyingContract', 'ledgerId'] as const;
  return names.flatMap((name) =>
    ledger[name] === trust.ledger[name]
      ? []
      : [fault('OTHER_LEDGER', `/ledger/${name}`, { pinned: trust.ledger[name] })],
  );
}

/** Opens the checkpoint with the pinned keys. */
export function openState({ checkpoint }: Dossier, trust: Trust): VouchedState | DossierFault {
  const opened = openCheckpoint(checkpoint, logOrigin(trust.ledger.ledgerId), gatewaysOf(trust));
  if (!opened.ok) return fault(REFUSALS[opened.reason], '/checkpoint');
  const { size, root, headsRoot } = opened.checkpoint;
  const times = opened.cosigners.map(({ time }) => time).sort((a, b) => b - a);
  return { size, root, headsRoot, cosigners: opened.cosigners, asOf: times[trust.requiredSigners - 1] ?? 0 };
}

export function checkCosignatures({ cosigners }: VouchedState, { requiredSigners }: Trust): DossierFault[] {
  const enough = new Set(cosigners.map(({ name }) => name)).size >= requiredSigners;
  const found = { cosigners: cosigners.length, required: requiredSigners };
  return enough ? [] : [fault('TOO_FEW_COSIGNERS', '/checkpoint', found)];
}

/** @param now unix seconds */
export function checkFreshness(
  { asOf }: VouchedState,
  applied: readonly AppliedAction[],
  { freshnessSeconds }: Trust,
  now: number,
): DossierFault[] {
  const newest = applied.reduce((time, { anchoredAt }) => Math.max(time, anchoredAt), 0);
  if (asOf > now + CLOCK_SKEW_SECONDS) return [fault('TIME_AHEAD', '/checkpoint', { asOf, now })];
  if (asOf + CLOCK_SKEW_SECONDS < newest) return [fault('TIME_BEFORE_ACTION', '/checkpoint', { asOf, newest })];
  return now - asOf > freshnessSeconds ? [fault('TOO_OLD', '/checkpoint', { asOf, now, limit: freshnessSeconds })] : [];
}

/** Actions that do not stand in the log. */
export function outsideLog({ size, root }: VouchedState, applied: readonly AppliedAction[]): Set<AppliedAction> {
  return new Set(applied.filter(({ leaf, sequence, path }) => !verifyInclusion(leaf, { size, sequence, path }, root)));
}

export function checkInclusion(foreign: ReadonlySet<AppliedAction>): DossierFault[] {
  return [...foreign].map(({ where, sequence }) => fault('NOT_IN_LOG', where, { sequence }));
}

/** The actions of a case are a chain from its opening to the head that the checkpoint commits to. */
export function checkCaseComplete({ dossier, actions }: ReadDossier, { headsRoot }: VouchedState): DossierFault[] {
  const { caseId, heads } = dossier;
  const foreign = actions.filter(({ action }) => action.message['caseId'] !== caseId);
  if (foreign.length > 0) return foreign.map(({ where, sequence }) => fault('OTHER_CASE', where, { sequence }));
  const at = heads.findIndex(({ kind, id }) => kind === 'CASE' && id === caseId);
  const proof = heads[at];
  if (proof === undefined) return [fault('CASE_HEAD_MISSING', '/heads')];
  const proven = verifyHead(proof, headsRoot);
  if (proven.outcome !== 'PRESENT') return [fault('CASE_HEAD_INVALID', `/heads/${at}`)];
  let head = NO_HEAD;
  for (const { digest, leaf, where, sequence } of actions) {
    head = nextHead(head, digest);
    if (head !== leaf.subjectHead) return [fault('CASE_CHAIN_BROKEN', where, { sequence })];
  }
  const sequence = actions.at(-1)?.sequence ?? 0;
  const whole = head === proven.head && sequence === proven.sequence;
  return whole ? [] : [fault('CASE_HEAD_DIFFERS', `/heads/${at}`, { shown: sequence, newest: proven.sequence })];
}

/** The registry actions on everybody who bears on the case are chains that end where the checkpoint says. */
export function checkStanding(read: ReadDossier, { headsRoot }: VouchedState, trust: Trust): DossierFault[] {
  const { dossier, actions, registry } = read;
  const onIds = byStanding(registry);
  const founders = trust.councils.map(({ jurisdiction }) => jurisdiction);
  const bearing = bearingIds(
    actions.map(({ action }) => action),
    (id) => (onIds.get(id) ?? []).map(({ action }) => action),
    founders,
  );
  const proofs = new Map(
    dossier.heads.map((proof, at) => [`${proof.kind} ${proof.id}`, { proof, where: `/heads/${at}` }]),
  );
  const faults = [...bearing].flatMap((id) => {
    const found = proofs.get(`STANDING ${id}`);
    if (found === undefined) return [fault('STANDING_MISSING', '/heads', { id })];
    const code = standingFaultOf(verifyHead(found.proof as HeadProof, headsRoot), onIds.get(id) ?? []);
    return code === undefined ? [] : [fault(code, found.where, { id })];
  });
  return [...faults, ...notBearing(read, bearing)];
}

function standingFaultOf(proven: ProvenHead, chain: readonly AppliedAction[]): FaultCode | undefined {
  if (proven.outcome === 'INVALID') return 'STANDING_INVALID';
  const head = chain.reduce((last, { digest }) => nextHead(last, digest), NO_HEAD);
  const expected = proven.outcome === 'PRESENT' ? proven : { head: NO_HEAD, sequence: 0 };
  const same = head === expected.head && (chain.at(-1)?.sequence ?? 0) === expected.sequence;
  return same ? undefined : 'STANDING_DIFFERS';
}

/** What nothing in the case rests on could hide what does. */
function notBearing({ dossier, registry }: ReadDossier, bearing: ReadonlySet<string>): DossierFault[] {
  const actions = registry
    .filter(({ leaf }) => !standingsOf(leaf).some((id) => bearing.has(id)))
    .map(({ where, sequence }) => fault('NOT_BEARING', where, { sequence }));
  const heads = dossier.heads.flatMap(({ kind, id }, at) => {
    const needed = kind === 'CASE' ? id === dossier.caseId : bearing.has(id);
    return needed ? [] : [fault('NOT_BEARING', `/heads/${at}`, { id })];
  });
  return [...actions, ...heads];
}

function byStanding(registry: readonly AppliedAction[]): Map<string, AppliedAction[]> {
  const found = new Map<string, AppliedAction[]>();
  for (const applied of registry) {
    for (const id of standingsOf(applied.leaf)) found.set(id, [...(found.get(id) ?? []), applied]);
  }
  return found;
}
