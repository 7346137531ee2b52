/**
 * What a case comes to by its actions: versions of documents with endorsements, declarations with state, lane and who
 * decided. The rules of the ledger that say who may do what and which step follows from which are held against each
 * action, so that a dossier does not rest on its log alone.
 * @see contracts/ledger/Documents.sol, Declarations.sol, Decisions.sol, Controls.sol
 */
import { documentIdOf, MAX_DEADLINE_SECONDS } from '../actions.ts';
import transitions from '../transitions.json' with { type: 'json' };
import { type AppliedAction, numberOf, textOf } from './applied-action.ts';
import { type By, currentVersion, type FoldedCase, type FoldedVersion, type Folding } from './case-records.ts';
import { type DossierFault, type FaultCode, fault } from './faults.ts';
import { decide } from './fold-decision.ts';
import { policyAt } from './fold-registry.ts';
import { hasRole, type Registry } from './registry-records.ts';

/** Seconds that a signer's clock may be ahead of a block. @see contracts/ledger/LedgerState.sol CLOCK_SKEW */
export const CLOCK_SKEW_SECONDS = 300;

type Step = (state: Folding, applied: AppliedAction, by: By) => FaultCode | undefined;

/** @param actions of the case by ascending sequence */
export function foldCase(
  actions: readonly AppliedAction[],
  registry: Registry,
): { readonly folded: FoldedCase; readonly faults: readonly DossierFault[] } {
  const state: Folding = {
    envelope: undefined,
    documents: new Map(),
    declarations: new Map(),
    registry,
    arrivals: new Set(),
    votes: new Map(),
  };
  const faults: DossierFault[] = [];
  for (const applied of actions) {
    const { sequence, action, where, leaf } = applied;
    const key = registry.keys.get(leaf.actor);
    // a signer whom nobody enrolled is a fault of its own
    if (key === undefined) continue;
    const party = registry.parties.get(key.partyId);
    const is = (...roles: readonly string[]) => roles.some((role) => hasRole(party, role, sequence));
    const code =
      timeFault(applied) ??
      STEPS[action.kind]?.(state, applied, { ...key, is, jurisdiction: party?.jurisdiction ?? '' });
    if (code !== undefined) faults.push(fault(code, where, { sequence }));
  }
  return { folded: state, faults };
}

function timeFault({ action, anchoredAt }: AppliedAction): FaultCode | undefined {
  const [signedAt, notBefore, deadline] = ['signedAt', 'notBefore', 'deadline'].map((name) => numberOf(action, name));
  const sound =
    signedAt !== undefined &&
    notBefore !== undefined &&
    deadline !== undefined &&
    signedAt <= anchoredAt + CLOCK_SKEW_SECONDS &&
    notBefore <= anchoredAt &&
    anchoredAt <= deadline &&
    deadline - signedAt <= MAX_DEADLINE_SECONDS;
  return sound ? undefined : 'SIGNED_TOO_EARLY_OR_LATE';
}

/** Each answers what is wrong with an action, and otherwise applies it. */
const STEPS: Readonly<Record<string, Step>> = {
  OpenCase(state, { action }, by) {
    if (state.envelope !== undefined) return 'STEP_NOT_ALLOWED';
    state.envelope = textOf(action, 'envelope');
    return by.is('BROKER', 'CARRIER') ? undefined : 'NOT_ALLOWED_TO';
  },
  LodgeDocument({ documents }, { action, sequence }, { partyId }) {
    const root = textOf(action, 'root');
    const documentId = documentIdOf(textOf(action, 'caseId'), partyId, root);
    if (documents.has(documentId)) return 'STEP_NOT_ALLOWED';
    const versions = [versionOf(root, 1, sequence)];
    documents.set(documentId, { documentId, documentType: numberOf(action, 'documentType'), partyId, versions });
    return undefined;
  },
  AmendDocument(state, applied, { partyId }) {
    const { action, sequence } = applied;
    const found = currentVersion(state, textOf(action, 'documentId'), textOf(action, 'supersedes'));
    if (found === undefined) return 'REFERS_TO_NOTHING';
    if (found.document.partyId !== partyId) return 'NOT_ALLOWED_TO';
    const root = textOf(action, 'root');
    found.version.supersededBy = root;
    found.document.versions.push(versionOf(root, found.version.number + 1, sequence));
    return undefined;
  },
  WithdrawDocument(state, { action }, { partyId }) {
    const found = currentVersion(state, textOf(action, 'documentId'), textOf(action, 'root'));
    if (found === undefined) return 'REFERS_TO_NOTHING';
    if (found.document.partyId !== partyId) return 'NOT_ALLOWED_TO';
    found.version.withdrawnBecause = textOf(action, 'reason');
    return undefined;
  },
  EndorseDocument(state, { action }, { partyId }) {
    const found = currentVersion(state, textOf(action, 'documentId'), textOf(action, 'root'));
    if (found === undefined) return 'REFERS_TO_NOTHING';
    const { document, version } = found;
    if (document.partyId === partyId || version.endorsedBy.includes(partyId)) return 'NOT_ALLOWED_TO';
    version.endorsedBy.push(partyId);
    return undefined;
  },
  LodgeDeclaration: lodgeDeclaration,
  AmendDeclaration: amendDeclaration,
  DecideClearance: decide,
  OpenControl(state, { action, digest }, by) {
    const declaration = state.declarations.get(textOf(action, 'declarationId'));
    if (declaration === undefined) return 'REFERS_TO_NOTHING';
    const ownOffice = by.is('CUSTOMS_OFFICE') && declaration.officeId === by.partyId;
    const ownSide = state.registry.parties.get(declaration.officeId)?.jurisdiction === by.jurisdiction;
    if (!ownSide || (!ownOffice && !by.is('CUSTOMS_ADMINISTRATION', 'AGENCY'))) return 'NOT_ALLOWED_TO';
    if (!takesControls(declaration.state)) return 'STEP_NOT_ALLOWED';
    declaration.openControls.set(digest, { control: textOf(action, 'control'), partyId: by.partyId });
    declaration.head = digest;
    return undefined;
  },
  CloseControl(state, { action, digest }, { partyId }) {
    const declaration = state.declarations.get(textOf(action, 'declarationId'));
    const control = declaration?.openControls.get(textOf(action, 'controlId'));
    if (declaration === undefined || control === undefined) return 'REFERS_TO_NOTHING';
    if (control.partyId !== partyId) return 'NOT_ALLOWED_TO';
    declaration.openControls.delete(textOf(action, 'controlId'));
    declaration.head = digest;
    return undefined;
  },
  RecordEvents({ arrivals }, { action }, by) {
    if (!by.is('CARRIER', 'TERMINAL')) return 'NOT_ALLOWED_TO';
    if (textOf(action, 'milestone') === 'ARRIVED') arrivals.add(by.jurisdiction);
    return undefined;
  },
};

function lodgeDeclaration(state: Folding, { action, digest, sequence }: AppliedAction, by: By): FaultCode | undefined {
  const officeId = textOf(action, 'officeId');
  const documentId = textOf(action, 'documentId');
  const root = textOf(action, 'root');
  const office = state.registry.parties.get(officeId);
  const policy = policyAt(state.registry, office?.jurisdiction ?? '', sequence);
  const found = currentVersion(state, documentId, root);
  if (policy === undefined || found === undefined) return 'REFERS_TO_NOTHING';
  const ownSide = office?.jurisdiction === by.jurisdiction && hasRole(office, 'CUSTOMS_OFFICE', sequence);
  if (!ownSide || !by.is('BROKER') || found.document.partyId !== by.partyId) return 'NOT_ALLOWED_TO';
  state.declarations.set(digest, {
    declarationId: digest,
    procedure: textOf(action, 'procedure'),
    officeId,
    partyId: by.partyId,
    state: 'RECEIVED',
    lane: null,
    version: 1,
    documentId,
    root,
    head: digest,
    decidedBy: [by.operatorId],
    validUntil: 0,
    openControls: new Map(),
    declarants: new Set([by.operatorId]),
    policy,
  });
  return undefined;
}

function amendDeclaration(state: Folding, { action, digest }: AppliedAction, by: By): FaultCode | undefined {
  const declaration = state.declarations.get(textOf(action, 'declarationId'));
  const documentId = textOf(action, 'documentId');
  const root = textOf(action, 'root');
  const found = currentVersion(state, documentId, root);
  if (declaration === undefined || found === undefined) return 'REFERS_TO_NOTHING';
  if (declaration.partyId !== by.partyId || found.document.partyId !== by.partyId) return 'NOT_ALLOWED_TO';
  const amendments: Readonly<Record<string, string>> = transitions.amendments;
  const next = amendments[declaration.state];
  if (next === undefined || declaration.head !== textOf(action, 'expected')) return 'STEP_NOT_ALLOWED';
  declaration.version += 1;
  declaration.declarants.add(by.operatorId);
  Object.assign(declaration, {
    state: next,
    documentId,
    root,
    head: digest,
    decidedBy: [by.operatorId],
    validUntil: 0,
  });
  return undefined;
}

/** Whether controls may be opened in a state. */
function takesControls(state: string): boolean {
  return transitions.states.find(({ code }) => code === state)?.controls === true;
}

function versionOf(root: string, number: number, sequence: number): FoldedVersion {
  return { root, number, sequence, supersededBy: undefined, withdrawnBecause: undefined, endorsedBy: [] };
}
