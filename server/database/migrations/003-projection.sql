-- How far the chain has been read: always in the same transaction as the rows that were read.
CREATE TABLE chain_cursor (
  id           smallint PRIMARY KEY CHECK (id = 1),
  block_number bigint NOT NULL,
  block_hash   hex32  NOT NULL,
  block_time   bigint NOT NULL,
  sequence     bigint NOT NULL,
  ledger_head  hex32  NOT NULL
);

-- Headers of blocks that were read with events or as the end of a range: the candidates for a common ancestor.
CREATE TABLE chain_blocks (
  number      bigint PRIMARY KEY,
  hash        hex32  NOT NULL,
  parent_hash hex32  NOT NULL,
  time        bigint NOT NULL,
  sequence    bigint NOT NULL,
  ledger_head hex32  NOT NULL
);

-- The single source of the index: every applied action with its typed events. Sequence 0 holds the founding.
CREATE TABLE projected_events (
  sequence         bigint PRIMARY KEY,
  digest           hex32   NOT NULL UNIQUE,
  kind             text    NOT NULL,
  subject          hex32   NOT NULL,
  case_id          hex32,
  actor            hex32   NOT NULL,
  party            hex8    NOT NULL,
  operator         hex8    NOT NULL,
  signed_at        bigint  NOT NULL,
  subject_head     hex32   NOT NULL,
  actor_head       hex32   NOT NULL,
  signature_digest hex32   NOT NULL,
  block_number     bigint  NOT NULL,
  block_hash       hex32   NOT NULL,
  block_time       bigint  NOT NULL,
  tx_hash          hex32   NOT NULL,
  log_index        integer NOT NULL,
  payload          jsonb   NOT NULL
);
CREATE INDEX projected_events_case ON projected_events (case_id, sequence);
CREATE INDEX projected_events_block ON projected_events (block_number);

CREATE TABLE projected_refusals (
  tx_hash      hex32   NOT NULL,
  log_index    integer NOT NULL,
  digest       hex32   NOT NULL,
  result       text    NOT NULL,
  block_number bigint  NOT NULL,
  block_hash   hex32   NOT NULL,
  block_time   bigint  NOT NULL,
  PRIMARY KEY (tx_hash, log_index)
);
CREATE INDEX projected_refusals_digest ON projected_refusals (digest);
CREATE INDEX projected_refusals_block ON projected_refusals (block_number);

-- Registry, folded.
CREATE TABLE projected_jurisdictions (
  code               text    PRIMARY KEY,
  number             integer NOT NULL UNIQUE,
  council_epoch      integer NOT NULL,
  council_threshold  integer NOT NULL,
  council_members    jsonb   NOT NULL,
  recovery_epoch     integer,
  recovery_threshold integer,
  recovery_members   jsonb,
  recovery_delay     bigint,
  pending_members    hex32,
  pending_threshold  integer,
  pending_due_at     bigint,
  paused_until       bigint,
  pause_reason       text
);

CREATE TABLE projected_policies (
  jurisdiction        text    NOT NULL,
  sequence            bigint  NOT NULL,
  quorum_green        integer NOT NULL,
  quorum_yellow       integer NOT NULL,
  quorum_orange       integer NOT NULL,
  quorum_red          integer NOT NULL,
  minimum_endorsements integer NOT NULL,
  minimum_lane        text,
  arrival_required    boolean NOT NULL,
  PRIMARY KEY (jurisdiction, sequence)
);

CREATE TABLE projected_parties (
  party_id          hex8   PRIMARY KEY,
  jurisdiction      text   NOT NULL,
  profile           hex32  NOT NULL,
  status            text   NOT NULL,
  status_reason     text,
  enrolled_sequence bigint NOT NULL,
  enrolled_at       bigint NOT NULL
);

CREATE TABLE projected_party_roles (
  party_id hex8 NOT NULL,
  role     text NOT NULL,
  PRIMARY KEY (party_id, role)
);

CREATE TABLE projected_keys (
  key_id            hex32  PRIMARY KEY,
  party_id          hex8   NOT NULL,
  operator_id       hex8   NOT NULL,
  signer            text   NOT NULL,
  valid_from        bigint NOT NULL,
  valid_until       bigint NOT NULL,
  revoked_at        bigint,
  suspect_from      bigint,
  revoke_reason     text,
  rotated_to        hex32,
  enrolled_sequence bigint NOT NULL
);
CREATE INDEX projected_keys_party ON projected_keys (party_id);

CREATE TABLE projected_ledger (
  id                 smallint PRIMARY KEY CHECK (id = 1),
  mutual_recognition boolean NOT NULL,
  successor          hex20,
  successor_code     hex32,
  final_sequence     bigint,
  final_log_root     hex32
);

-- Cases, folded.
CREATE TABLE projected_cases (
  case_id         hex32  PRIMARY KEY,
  envelope        hex32  NOT NULL,
  envelope_known  boolean NOT NULL,
  ucr             text,
  opened_by       hex8   NOT NULL,
  opened_at       bigint NOT NULL,
  opened_sequence bigint NOT NULL,
  head            hex32  NOT NULL,
  last_sequence   bigint NOT NULL,
  last_at         bigint NOT NULL
);
CREATE INDEX projected_cases_ucr ON projected_cases (ucr);
CREATE INDEX projected_cases_opened ON projected_cases (opened_sequence DESC);

CREATE TABLE case_parties (
  case_id  hex32 NOT NULL,
  party_id hex8  NOT NULL,
  why      text  NOT NULL CHECK (why IN ('OPENER', 'ADDRESSED', 'OFFICE', 'LODGER')),
  PRIMARY KEY (case_id, party_id, why)
);
CREATE INDEX case_parties_party ON case_parties (party_id, why);

CREATE TABLE case_jurisdictions (
  case_id      hex32 NOT NULL,
  jurisdiction text  NOT NULL,
  PRIMARY KEY (case_id, jurisdiction)
);
CREATE INDEX case_jurisdictions_jurisdiction ON case_jurisdictions (jurisdiction);

CREATE TABLE projected_documents (
  case_id         hex32   NOT NULL,
  document_id     hex32   NOT NULL,
  document_type   integer NOT NULL,
  party_id        hex8    NOT NULL,
  current_root    hex32   NOT NULL,
  versions        integer NOT NULL,
  withdrawn       boolean NOT NULL,
  lodged_sequence bigint  NOT NULL,
  lodged_at       bigint  NOT NULL,
  PRIMARY KEY (case_id, document_id)
);

CREATE TABLE projected_versions (
  case_id           hex32   NOT NULL,
  document_id       hex32   NOT NULL,
  root              hex32   NOT NULL,
  number            integer NOT NULL,
  operator_id       hex8    NOT NULL,
  key_id            hex32   NOT NULL,
  lodged_sequence   bigint  NOT NULL,
  lodged_at         bigint  NOT NULL,
  amend_reason      text,
  endorsements      integer NOT NULL,
  superseded_by     hex32,
  superseded_at     bigint,
  withdrawn_at      bigint,
  withdraw_reason   text,
  PRIMARY KEY (case_id, document_id, root)
);
CREATE INDEX projected_versions_root ON projected_versions (root);

CREATE TABLE projected_endorsements (
  case_id     hex32  NOT NULL,
  document_id hex32  NOT NULL,
  root        hex32  NOT NULL,
  party_id    hex8   NOT NULL,
  operator_id hex8   NOT NULL,
  key_id      hex32  NOT NULL,
  sequence    bigint NOT NULL,
  endorsed_at bigint NOT NULL,
  PRIMARY KEY (case_id, document_id, root, party_id)
);

CREATE TABLE projected_declarations (
  case_id              hex32   NOT NULL,
  declaration_id       hex32   NOT NULL,
  party_id             hex8    NOT NULL,
  operator_id          hex8    NOT NULL,
  office               hex8    NOT NULL,
  jurisdiction         text    NOT NULL,
  procedure            text    NOT NULL,
  version              integer NOT NULL,
  state                text    NOT NULL,
  lane                 text,
  head                 hex32   NOT NULL,
  document_id          hex32   NOT NULL,
  root                 hex32   NOT NULL,
  open_holds           integer NOT NULL,
  open_controls        integer NOT NULL,
  quorum_green         integer NOT NULL,
  quorum_yellow        integer NOT NULL,
  quorum_orange        integer NOT NULL,
  quorum_red           integer NOT NULL,
  minimum_endorsements integer NOT NULL,
  minimum_lane         text,
  arrival_required     boolean NOT NULL,
  valid_until          bigint,
  conditions           hex32,
  lodged_sequence      bigint  NOT NULL,
  lodged_at            bigint  NOT NULL,
  state_since          bigint  NOT NULL,
  PRIMARY KEY (case_id, declaration_id)
);
CREATE INDEX projected_declarations_state ON projected_declarations (state);

CREATE TABLE projected_decisions (
  sequence       bigint PRIMARY KEY,
  case_id        hex32  NOT NULL,
  declaration_id hex32  NOT NULL,
  outcome        text   NOT NULL,
  reason         text   NOT NULL,
  lane           text,
  state          text   NOT NULL,
  valid_until    bigint,
  conditions     hex32,
  document_id    hex32,
  root           hex32,
  party_id       hex8   NOT NULL,
  operator_id    hex8   NOT NULL,
  key_id         hex32  NOT NULL,
  decided_at     bigint NOT NULL
);
CREATE INDEX projected_decisions_case ON projected_decisions (case_id, sequence);

CREATE TABLE projected_votes (
  sequence       bigint  PRIMARY KEY,
  case_id        hex32   NOT NULL,
  declaration_id hex32   NOT NULL,
  proposal_id    hex32   NOT NULL,
  expected       hex32   NOT NULL,
  outcome        text    NOT NULL,
  votes          integer NOT NULL,
  quorum         integer NOT NULL,
  party_id       hex8    NOT NULL,
  operator_id    hex8    NOT NULL,
  key_id         hex32   NOT NULL,
  voted_at       bigint  NOT NULL
);
CREATE INDEX projected_votes_case ON projected_votes (case_id, sequence);

CREATE TABLE projected_controls (
  control_id      hex32  PRIMARY KEY,
  case_id         hex32  NOT NULL,
  declaration_id  hex32  NOT NULL,
  control         text   NOT NULL,
  authority       hex8   NOT NULL,
  operator_id     hex8   NOT NULL,
  reason          text   NOT NULL,
  due_by          bigint,
  opened_sequence bigint NOT NULL,
  opened_at       bigint NOT NULL,
  result          text,
  close_reason    text,
  closed_by       hex8,
  closed_sequence bigint,
  closed_at       bigint
);
CREATE INDEX projected_controls_case ON projected_controls (case_id);

CREATE TABLE projected_tracking (
  sequence     bigint  PRIMARY KEY,
  case_id      hex32   NOT NULL,
  milestone    text    NOT NULL,
  occurred_at  bigint  NOT NULL,
  recorded_at  bigint  NOT NULL,
  root         hex32   NOT NULL,
  count        bigint  NOT NULL,
  party_id     hex8    NOT NULL,
  operator_id  hex8    NOT NULL,
  key_id       hex32   NOT NULL,
  jurisdiction text    NOT NULL
);
CREATE INDEX projected_tracking_case ON projected_tracking (case_id, sequence);

-- What a case waits for and on whom, derived from the rows above.
CREATE TABLE projected_waits (
  case_id        hex32    NOT NULL,
  position       integer  NOT NULL,
  what           text     NOT NULL,
  declaration_id hex32,
  document_id    hex32,
  control_id     hex32,
  party_id       hex8,
  role           text,
  jurisdiction   text,
  have           integer,
  need           integer,
  due_by         bigint,
  since          bigint   NOT NULL,
  PRIMARY KEY (case_id, position)
);
CREATE INDEX projected_waits_party ON projected_waits (party_id);
