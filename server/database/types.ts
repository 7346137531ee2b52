/** The tables as TypeScript sees them, in the order of the migrations; what each column means stands there. */
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { ActionKindName, ActionMessage, ActionSignature } from '../../protocol/actions.ts';
import type { TypedEvent } from '../chain/event-decoder.ts';

export type ActionStatus = 'ACCEPTED' | 'SENT' | 'ANCHORED' | 'REJECTED' | 'QUARANTINED';
export type BatchStatus = 'SIGNED' | 'MINED' | 'REVERTED' | 'LOST' | 'REORGED';
export type CaseReason = 'OPENER' | 'ADDRESSED' | 'OFFICE' | 'LODGER';

/** A file attached to a document, as it stands in the document's disclosure tree. */
export interface StoredFile {
  readonly name: string;
  readonly mediaType: string;
  /** bare hex */
  readonly sha256: string;
}

export interface ChainIdentityTable {
  id: number;
  chain_id: number;
  genesis_hash: string;
  ledger_address: string;
  registry_address: string;
  ledger_id: string;
  ledger_code_hash: string;
  deploy_block: number;
}

export interface ContentsTable {
  sha256: string;
  bytes: Buffer;
  media_type: string;
  size_bytes: number;
}

export interface ContentUploadsTable {
  sha256: string;
  party_id: string;
  key_id: string;
  uploaded_at: Date;
}

export interface DocumentContentsTable {
  root: string;
  canonical_sha256: string;
  secret: Buffer;
  files: JSONColumnType<readonly StoredFile[]>;
  schema: string;
  case_id: string | null;
  party_id: string | null;
  linked_at: Date;
}

export interface DocumentFilesTable {
  root: string;
  position: number;
  sha256: string;
}

export interface AccessReceiptsTable {
  id: GeneratedAlways<number>;
  case_id: string | null;
  document_id: string | null;
  root: string | null;
  sha256: string;
  /** Null where another gateway read or sent it. */
  reader_key: string | null;
  reader_party: string | null;
  /** Name of the other gateway, and whether it was given the bytes or gave them; null where a person read. */
  gateway: string | null;
  exchange: 'GIVEN' | 'RECEIVED' | null;
  route: string;
  read_at: Date;
}

export interface BatchesTable {
  id: GeneratedAlways<number>;
  lane: string;
  nonce: number;
  tx_hash: string;
  raw_tx: Buffer;
  item_count: number;
  gas_limit: number;
  status: BatchStatus;
  settled: Generated<boolean>;
  block_number: number | null;
  block_hash: string | null;
  gas_used: number | null;
  created_at: Date;
  last_broadcast_at: Date | null;
  broadcasts: Generated<number>;
}

export interface ActionsTable {
  digest: string;
  position: GeneratedAlways<number>;
  kind: ActionKindName;
  message: JSONColumnType<ActionMessage>;
  signatures: JSONColumnType<readonly ActionSignature[]>;
  attachment: string;
  key_id: string | null;
  jurisdiction: string | null;
  case_id: string | null;
  order_key: string;
  not_before: number;
  deadline: number;
  status: ActionStatus;
  result_code: string | null;
  reason: string | null;
  accepted_at: Date;
  batch_id: number | null;
  batch_position: number | null;
  batch_limit: number | null;
  attempts: Generated<number>;
  sequence: number | null;
  block_number: number | null;
  block_hash: string | null;
  block_time: number | null;
  tx_hash: string | null;
  promise: string | null;
}

export interface ChainCursorTable {
  id: number;
  block_number: number;
  block_hash: string;
  block_time: number;
  sequence: number;
  ledger_head: string;
}

export interface ChainBlocksTable {
  number: number;
  hash: string;
  parent_hash: string;
  time: number;
  sequence: number;
  ledger_head: string;
}

export interface ProjectedEventsTable {
  sequence: number;
  digest: string;
  kind: string;
  subject: string;
  case_id: string | null;
  actor: string;
  party: string;
  operator: string;
  signed_at: number;
  subject_head: string;
  actor_head: string;
  signature_digest: string;
  block_number: number;
  block_hash: string;
  block_time: number;
  tx_hash: string;
  log_index: number;
  payload: JSONColumnType<readonly TypedEvent[]>;
}

export interface ProjectedRefusalsTable {
  tx_hash: string;
  log_index: number;
  digest: string;
  result: string;
  block_number: number;
  block_hash: string;
  block_time: number;
}

export interface ProjectedJurisdictionsTable {
  code: string;
  number: number;
  council_epoch: number;
  council_threshold: number;
  council_members: JSONColumnType<readonly string[]>;
  recovery_epoch: number | null;
  recovery_threshold: number | null;
  recovery_members: JSONColumnType<readonly string[] | null, string | null, string | null>;
  recovery_delay: number | null;
  pending_members: string | null;
  pending_threshold: number | null;
  pending_due_at: number | null;
  paused_until: number | null;
  pause_reason: string | null;
}

export interface ProjectedPoliciesTable {
  jurisdiction: string;
  sequence: number;
  quorum_green: number;
  quorum_yellow: number;
  quorum_orange: number;
  quorum_red: number;
  minimum_endorsements: number;
  minimum_lane: string | null;
  arrival_required: boolean;
}

export interface ProjectedPartiesTable {
  party_id: string;
  jurisdiction: string;
  profile: string;
  status: string;
  status_reason: string | null;
  enrolled_sequence: number;
  enrolled_at: number;
}

export interface ProjectedPartyRolesTable {
  party_id: string;
  role: string;
}

export interface ProjectedKeysTable {
  key_id: string;
  party_id: string;
  operator_id: string;
  signer: string;
  valid_from: number;
  valid_until: number;
  revoked_at: number | null;
  suspect_from: number | null;
  revoke_reason: string | null;
  rotated_to: string | null;
  enrolled_sequence: number;
}

export interface ProjectedLedgerTable {
  id: number;
  mutual_recognition: boolean;
  successor: string | null;
  successor_code: string | null;
  final_sequence: number | null;
  final_log_root: string | null;
}

export interface ProjectedCasesTable {
  case_id: string;
  envelope: string;
  envelope_known: boolean;
  ucr: string | null;
  opened_by: string;
  opened_at: number;
  opened_sequence: number;
  head: string;
  last_sequence: number;
  last_at: number;
}

export interface CasePartiesTable {
  case_id: string;
  party_id: string;
  why: CaseReason;
}

export interface CaseJurisdictionsTable {
  case_id: string;
  jurisdiction: string;
}

export interface ProjectedDocumentsTable {
  case_id: string;
  document_id: string;
  document_type: number;
  party_id: string;
  current_root: string;
  versions: number;
  withdrawn: boolean;
  lodged_sequence: number;
  lodged_at: number;
}

export interface ProjectedVersionsTable {
  case_id: string;
  document_id: string;
  root: string;
  number: number;
  operator_id: string;
  key_id: string;
  lodged_sequence: number;
  lodged_at: number;
  amend_reason: string | null;
  endorsements: number;
  superseded_by: string | null;
  superseded_at: number | null;
  withdrawn_at: number | null;
  withdraw_reason: string | null;
}

export interface ProjectedEndorsementsTable {
  case_id: string;
  document_id: string;
  root: string;
  party_id: string;
  operator_id: string;
  key_id: string;
  sequence: number;
  endorsed_at: number;
}

export interface ProjectedDeclarationsTable {
  case_id: string;
  declaration_id: string;
  party_id: string;
  operator_id: string;
  office: string;
  jurisdiction: string;
  procedure: string;
  version: number;
  state: string;
  lane: string | null;
  head: string;
  document_id: string;
  root: string;
  open_holds: number;
  open_controls: number;
  quorum_green: number;
  quorum_yellow: number;
  quorum_orange: number;
  quorum_red: number;
  minimum_endorsements: number;
  minimum_lane: string | null;
  arrival_required: boolean;
  valid_until: number | null;
  conditions: string | null;
  lodged_sequence: number;
  lodged_at: number;
  state_since: number;
}

export interface ProjectedDecisionsTable {
  sequence: number;
  case_id: string;
  declaration_id: string;
  outcome: string;
  reason: string;
  lane: string | null;
  state: string;
  valid_until: number | null;
  conditions: string | null;
  document_id: string | null;
  root: string | null;
  party_id: string;
  operator_id: string;
  key_id: string;
  decided_at: number;
}

export interface ProjectedVotesTable {
  sequence: number;
  case_id: string;
  declaration_id: string;
  proposal_id: string;
  expected: string;
  outcome: string;
  votes: number;
  quorum: number;
  party_id: string;
  operator_id: string;
  key_id: string;
  voted_at: number;
}

export interface ProjectedControlsTable {
  control_id: string;
  case_id: string;
  declaration_id: string;
  control: string;
  authority: string;
  operator_id: string;
  reason: string;
  due_by: number | null;
  opened_sequence: number;
  opened_at: number;
  result: string | null;
  close_reason: string | null;
  closed_by: string | null;
  closed_sequence: number | null;
  closed_at: number | null;
}

export interface ProjectedTrackingTable {
  sequence: number;
  case_id: string;
  milestone: string;
  occurred_at: number;
  recorded_at: number;
  root: string;
  count: number;
  party_id: string;
  operator_id: string;
  key_id: string;
  jurisdiction: string;
}

export interface ProjectedWaitsTable {
  case_id: string;
  position: number;
  what: string;
  declaration_id: string | null;
  document_id: string | null;
  control_id: string | null;
  party_id: string | null;
  role: string | null;
  jurisdiction: string | null;
  have: number | null;
  need: number | null;
  due_by: number | null;
  since: number;
}

export interface SessionNoncesTable {
  nonce: string;
  expires_at: Date;
}

export interface SessionsTable {
  token_hash: string;
  key_id: string;
  party_id: string;
  created_at: Date;
  expires_at: Date;
}

export interface ApiKeysTable {
  id: string;
  key_hash: string;
  key_id: string;
  party_id: string;
  name: string;
  created_at: Date;
  revoked_at: Date | null;
}

export type LogSeries = 'TREE' | 'HEADS';

export interface LogStateTable {
  id: number;
  size: number;
  proven_from: number;
}

export interface LogTilesTable {
  series: LogSeries;
  level: number;
  position: number;
  bytes: Buffer;
}

export interface LogHeadPagesTable {
  prefix: string;
  from_size: number;
  bytes: Buffer;
}

export interface LogCheckpointsTable {
  size: number;
  text: string;
  note: string;
  /** unix seconds */
  signed_at: number;
}

export interface LogCosignaturesTable {
  size: number;
  key_name: string;
  line: string;
  /** unix seconds, as the cosigner says */
  signed_at: number;
}

export interface WitnessedCheckpointsTable {
  gateway: string;
  size: number;
  note: string;
  /** unix seconds */
  witnessed_at: number;
}

export interface WitnessAlarmsTable {
  id: GeneratedAlways<number>;
  kind: 'GATEWAY_CONTRADICTS' | 'OWN_LOG_CHANGED';
  gateway: string;
  size: number;
  first_note: string;
  second_note: string | null;
  /** unix seconds */
  raised_at: number;
}

export interface ExchangeNoncesTable {
  gateway: string;
  nonce: string;
  /** unix seconds, as the request says */
  signed_at: number;
}

export interface ExchangeRequestsTable {
  gateway: string;
  root: string;
  outcome: string;
  attempts: number;
  /** unix seconds */
  asked_at: number;
  /** unix seconds */
  next_at: number;
}

export interface Database {
  chain_identity: ChainIdentityTable;
  contents: ContentsTable;
  content_uploads: ContentUploadsTable;
  document_contents: DocumentContentsTable;
  document_files: DocumentFilesTable;
  access_receipts: AccessReceiptsTable;
  batches: BatchesTable;
  actions: ActionsTable;
  chain_cursor: ChainCursorTable;
  chain_blocks: ChainBlocksTable;
  projected_events: ProjectedEventsTable;
  projected_refusals: ProjectedRefusalsTable;
  projected_jurisdictions: ProjectedJurisdictionsTable;
  projected_policies: ProjectedPoliciesTable;
  projected_parties: ProjectedPartiesTable;
  projected_party_roles: ProjectedPartyRolesTable;
  projected_keys: ProjectedKeysTable;
  projected_ledger: ProjectedLedgerTable;
  projected_cases: ProjectedCasesTable;
  case_parties: CasePartiesTable;
  case_jurisdictions: CaseJurisdictionsTable;
  projected_documents: ProjectedDocumentsTable;
  projected_versions: ProjectedVersionsTable;
  projected_endorsements: ProjectedEndorsementsTable;
  projected_declarations: ProjectedDeclarationsTable;
  projected_decisions: ProjectedDecisionsTable;
  projected_votes: ProjectedVotesTable;
  projected_controls: ProjectedControlsTable;
  projected_tracking: ProjectedTrackingTable;
  projected_waits: ProjectedWaitsTable;
  session_nonces: SessionNoncesTable;
  sessions: SessionsTable;
  api_keys: ApiKeysTable;
  log_state: LogStateTable;
  log_tiles: LogTilesTable;
  log_head_pages: LogHeadPagesTable;
  log_checkpoints: LogCheckpointsTable;
  log_cosignatures: LogCosignaturesTable;
  witnessed_checkpoints: WitnessedCheckpointsTable;
  witness_alarms: WitnessAlarmsTable;
  exchange_nonces: ExchangeNoncesTable;
  exchange_requests: ExchangeRequestsTable;
}
