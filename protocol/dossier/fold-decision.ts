/**
 * Decisions of the competent office, held against the rules that the ledger holds them against: who decides, what may
 * follow, in which lane, and what a release rests on.
 * @see contracts/ledger/Decisions.sol
 */
import transitions from '../transitions.json' with { type: 'json' };
import { NO_LANE } from '../vocabulary.ts';
import { type AppliedAction, numberOf, textOf } from './applied-action.ts';
import { type By, currentVersion, type FoldedDeclaration, type Folding } from './case-records.ts';
import type { FaultCode } from './faults.ts';
import type { LaneQuorums, Policy } from './registry-records.ts';

const ZERO_WORD = `0x${'0'.repeat(64)}`;

type Outcome = (typeof transitions.outcomes)[number];

/** A decision takes effect at once, or with the vote that completes the quorum of its lane. */
export function decide(state: Folding, applied: AppliedAction, by: By): FaultCode | undefined {
  const { action, digest } = applied;
  const declaration = state.declarations.get(textOf(action, 'declarationId'));
  const outcome = transitions.outcomes.find(({ code }) => code === textOf(action, 'outcome'));
  if (declaration === undefined || outcome === undefined) return 'REFERS_TO_NOTHING';
  const competent = by.is('CUSTOMS_OFFICE') && declaration.officeId === by.partyId;
  if (!competent || declaration.declarants.has(by.operatorId)) return 'NOT_ALLOWED_TO';
  const given = textOf(action, 'lane');
  const lane = given === NO_LANE ? declaration.lane : given;
  const code =
    rulingFault(applied, declaration, outcome, lane) ??
    (outcome.releases ? releaseFault(state, applied, declaration, by) : basisFault(state, applied));
  if (code !== undefined) return code;
  const voters = votersOf(state, action.message);
  if (voters.has(by.operatorId)) return 'NOT_ALLOWED_TO';
  voters.add(by.operatorId);
  const quorum = outcome.quorum ? declaration.policy.quorums[(lane ?? 'RED') as keyof LaneQuorums] : 1;
  if (voters.size < quorum) return undefined;
  const validUntil = numberOf(action, 'validUntil');
  Object.assign(declaration, { state: outcome.to, lane, head: digest, decidedBy: [...voters], validUntil });
  return undefined;
}

/** Whether the outcome may follow for this reason, in this lane, under these conditions. */
function rulingFault(
  { action, anchoredAt }: AppliedAction,
  { head, state, procedure, lane: before, policy }: FoldedDeclaration,
  outcome: Outcome,
  lane: string | null,
): FaultCode | undefined {
  const follows =
    head === textOf(action, 'expected') &&
    outcome.from.includes(state) &&
    outcome.procedures.includes(procedure) &&
    !(outcome.setsLane && lane === null);
  if (!follows) return 'STEP_NOT_ALLOWED';
  const reason = transitions.reasons.find(({ code }) => code === textOf(action, 'reason'));
  if (reason?.for.includes(outcome.code) !== true) return 'REASON_NOT_ALLOWED';
  const given = textOf(action, 'lane');
  if (given !== NO_LANE && strictness(given) < Math.max(strictness(before), minimumOf(policy)))
    return 'LANE_BELOW_MINIMUM';
  const validUntil = numberOf(action, 'validUntil');
  const conditions = textOf(action, 'conditions') !== ZERO_WORD;
  const conditional = outcome.code === 'RELEASED_CONDITIONALLY';
  const fits = conditional ? validUntil > anchoredAt && conditions : validUntil === 0 && !conditions;
  return fits ? undefined : 'CONDITIONS_UNSOUND';
}

/** What a release rests on: nothing open, the goods arrived and the version endorsed where the policy asks for it. */
function releaseFault(
  state: Folding,
  { action }: AppliedAction,
  { openControls, procedure, policy }: FoldedDeclaration,
  { jurisdiction }: By,
): FaultCode | undefined {
  if (openControls.size > 0) return 'STEP_NOT_ALLOWED';
  const mustArrive = policy.arrivalRequired && procedure === 'IMPORT';
  if (mustArrive && !state.arrivals.has(jurisdiction)) return 'NOT_ARRIVED';
  const { documentId, root, named } = basisOf(action);
  if (!named) return policy.minimumEndorsements === 0 ? undefined : 'ENDORSEMENTS_MISSING';
  const found = currentVersion(state, documentId, root);
  if (found === undefined) return 'STEP_NOT_ALLOWED';
  return found.version.endorsedBy.length < policy.minimumEndorsements ? 'ENDORSEMENTS_MISSING' : undefined;
}

/** Any other decision that names a version names one that there is. */
function basisFault({ documents }: Folding, { action }: AppliedAction): FaultCode | undefined {
  const { documentId, root, named } = basisOf(action);
  const known = !named || documents.get(documentId)?.versions.some((version) => version.root === root) === true;
  return known ? undefined : 'STEP_NOT_ALLOWED';
}

function basisOf(action: AppliedAction['action']) {
  const documentId = textOf(action, 'documentId');
  const root = textOf(action, 'root');
  return { documentId, root, named: documentId !== ZERO_WORD || root !== ZERO_WORD };
}

/** From 1 for GREEN, 0 for none. */
function strictness(lane: string | null): number {
  return transitions.lanes.find(({ code }) => code === lane)?.id ?? 0;
}

function minimumOf({ minimumLane }: Policy): number {
  return strictness(minimumLane);
}

function votersOf({ votes }: Folding, message: AppliedAction['action']['message']): Set<string> {
  const { keyId: _key, signedAt: _at, notBefore: _from, deadline: _until, ...content } = message;
  const proposal = JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
  const voters = votes.get(proposal) ?? new Set<string>();
  votes.set(proposal, voters);
  return voters;
}
