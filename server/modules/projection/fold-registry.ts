/**
 * Who is who, as a pure function of the events: jurisdictions with their councils and policies, parties, roles, keys.
 * @see contracts/interfaces/IRegistry.sol
 */
import { codeOf, codeOrNull } from './codes.ts';
import {
  codeArg,
  type EventArgs,
  flagArg,
  listArg,
  numberArg,
  numberOrNull,
  structArg,
  textArg,
} from './event-args.ts';
import type { EventRow, RegistryRows, Row } from './rows.ts';

interface RegistryState {
  readonly jurisdictions: Map<string, Row<'projected_jurisdictions'>>;
  readonly policies: Map<string, Row<'projected_policies'>>;
  readonly parties: Map<string, Row<'projected_parties'>>;
  readonly roles: Map<string, Row<'projected_party_roles'>>;
  readonly keys: Map<string, Row<'projected_keys'>>;
  readonly ledger: Row<'projected_ledger'>;
}

type Handler = (state: RegistryState, args: EventArgs, row: EventRow) => void;

const HANDLERS: Readonly<Record<string, Handler>> = {
  JurisdictionEnrolled: (state, args, row) => {
    const code = codeArg(args, 'code');
    state.jurisdictions.set(code, newJurisdiction(code, numberArg(args, 'number')));
    state.policies.set(`${code}/${row.sequence}`, {
      jurisdiction: code,
      sequence: row.sequence,
      quorum_green: 1,
      quorum_yellow: 1,
      quorum_orange: 1,
      quorum_red: 2,
      minimum_endorsements: 0,
      minimum_lane: null,
      arrival_required: false,
    });
  },
  CouncilChanged: (state, args) => {
    const row = jurisdiction(state, args);
    row.council_epoch = numberArg(args, 'epoch');
    row.council_threshold = numberArg(args, 'threshold');
    row.council_members = listArg(args, 'members');
    clearPending(row);
  },
  RecoveryChanged: (state, args) => {
    const row = jurisdiction(state, args);
    row.recovery_epoch = numberArg(args, 'epoch');
    row.recovery_threshold = numberArg(args, 'threshold');
    row.recovery_delay = numberArg(args, 'delay');
    row.recovery_members = listArg(args, 'members');
  },
  RecoveryStarted: (state, args) => {
    const row = jurisdiction(state, args);
    row.pending_members = textArg(args, 'members');
    row.pending_threshold = numberArg(args, 'threshold');
    row.pending_due_at = numberArg(args, 'dueAt');
  },
  RecoveryCancelled: (state, args) => clearPending(jurisdiction(state, args)),
  JurisdictionPaused: (state, args) => {
    const row = jurisdiction(state, args);
    row.paused_until = numberArg(args, 'until');
    row.pause_reason = codeOf('reasons', args['reason']);
  },
  JurisdictionResumed: (state, args) => {
    const row = jurisdiction(state, args);
    row.paused_until = null;
    row.pause_reason = null;
  },
  PolicyChanged: (state, args, row) => {
    const code = codeArg(args, 'jurisdiction');
    const policy = structArg(args, 'policy');
    state.policies.set(`${code}/${row.sequence}`, {
      jurisdiction: code,
      sequence: row.sequence,
      quorum_green: numberArg(policy, 'quorumGreen'),
      quorum_yellow: numberArg(policy, 'quorumYellow'),
      quorum_orange: numberArg(policy, 'quorumOrange'),
      quorum_red: numberArg(policy, 'quorumRed'),
      minimum_endorsements: numberArg(policy, 'minimumEndorsements'),
      minimum_lane: codeOrNull('lanes', policy['minimumLane']),
      arrival_required: flagArg(policy, 'arrivalRequired'),
    });
  },
  JointPolicyChanged: (state, args) => {
    state.ledger.mutual_recognition = flagArg(args, 'mutualRecognition');
  },
  PartyEnrolled: (state, args, row) => {
    const party = textArg(args, 'party');
    state.parties.set(party, {
      party_id: party,
      jurisdiction: codeArg(args, 'jurisdiction'),
      profile: textArg(args, 'profile'),
      status: 'ACTIVE',
      status_reason: null,
      enrolled_sequence: row.sequence,
      enrolled_at: row.block_time,
    });
    setRole(state, party, codeOf('roles', args['role']), true);
  },
  PartyRoleChanged: (state, args) =>
    setRole(state, textArg(args, 'party'), codeOf('roles', args['role']), flagArg(args, 'granted')),
  PartyStatusChanged: (state, args) => {
    const row = known(state.parties, textArg(args, 'party'));
    row.status = codeOf('partyStatuses', args['status']);
    row.status_reason = codeOf('reasons', args['reason']);
  },
  KeyEnrolled: (state, args, row) => {
    const keyId = textArg(args, 'keyId');
    state.keys.set(keyId, {
      key_id: keyId,
      party_id: textArg(args, 'party'),
      operator_id: textArg(args, 'operator'),
      signer: textArg(args, 'signer'),
      valid_from: numberArg(args, 'validFrom'),
      valid_until: numberArg(args, 'validUntil'),
      revoked_at: null,
      suspect_from: null,
      revoke_reason: null,
      rotated_to: null,
      enrolled_sequence: row.sequence,
    });
  },
  KeyRevoked: (state, args) => {
    const row = known(state.keys, textArg(args, 'keyId'));
    row.revoked_at = numberArg(args, 'revokedAt');
    row.suspect_from = numberOrNull(args, 'suspectFrom');
    row.revoke_reason = codeOf('reasons', args['reason']);
  },
  KeyRotated: (state, args, row) => {
    const key = known(state.keys, textArg(args, 'oldKeyId'));
    key.rotated_to = textArg(args, 'newKeyId');
    key.revoked_at = row.block_time;
  },
  LedgerSuperseded: (state, args) => {
    state.ledger.successor = textArg(args, 'successor');
    state.ledger.successor_code = textArg(args, 'codeHash');
    state.ledger.final_sequence = numberArg(args, 'finalSequence');
    state.ledger.final_log_root = textArg(args, 'logRoot');
  },
};

/** Names of the events that this fold reads. */
export const REGISTRY_EVENTS: ReadonlySet<string> = new Set(Object.keys(HANDLERS));

/**
 * Folds events into the registry's tables.
 * @param rows in sequence order; others than registry events are skipped
 */
export function foldRegistry(rows: readonly EventRow[]): RegistryRows {
  const state: RegistryState = {
    jurisdictions: new Map(),
    policies: new Map(),
    parties: new Map(),
    roles: new Map(),
    keys: new Map(),
    ledger: {
      id: 1,
      mutual_recognition: false,
      successor: null,
      successor_code: null,
      final_sequence: null,
      final_log_root: null,
    },
  };
  for (const row of rows) {
    for (const { name, args } of row.payload) HANDLERS[name]?.(state, args, row);
  }
  return {
    projected_jurisdictions: [...state.jurisdictions.values()],
    projected_policies: [...state.policies.values()],
    projected_parties: [...state.parties.values()],
    projected_party_roles: [...state.roles.values()],
    projected_keys: [...state.keys.values()],
    projected_ledger: [state.ledger],
  };
}

function newJurisdiction(code: string, number: number): Row<'projected_jurisdictions'> {
  return {
    code,
    number,
    council_epoch: 0,
    council_threshold: 0,
    council_members: [],
    recovery_epoch: null,
    recovery_threshold: null,
    recovery_members: null,
    recovery_delay: null,
    pending_members: null,
    pending_threshold: null,
    pending_due_at: null,
    paused_until: null,
    pause_reason: null,
  };
}

function jurisdiction(state: RegistryState, args: EventArgs): Row<'projected_jurisdictions'> {
  return known(state.jurisdictions, codeArg(args, 'jurisdiction'));
}

function clearPending(row: Row<'projected_jurisdictions'>): void {
  row.pending_members = null;
  row.pending_threshold = null;
  row.pending_due_at = null;
}

function setRole(state: RegistryState, party: string, role: string, granted: boolean): void {
  const key = `${party}/${role}`;
  if (granted) state.roles.set(key, { party_id: party, role });
  else state.roles.delete(key);
}

function known<T>(rows: ReadonlyMap<string, T>, key: string): T {
  const row = rows.get(key);
  if (row === undefined) throw new RangeError(`the events name ${key} before it was enrolled`);
  return row;
}
