-- Content store: bytes by their SHA-256. Nothing here is ever changed.
CREATE TABLE contents (
  sha256     sha256_hex PRIMARY KEY,
  bytes      bytea      NOT NULL,
  media_type text       NOT NULL,
  size_bytes integer    NOT NULL CHECK (size_bytes >= 0)
);

-- Who brought which bytes; a party may link only what it brought, and learns of nobody else's.
CREATE TABLE content_uploads (
  sha256      sha256_hex  NOT NULL REFERENCES contents (sha256),
  party_id    hex8        NOT NULL,
  key_id      hex32       NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (sha256, party_id)
);

-- What a root on chain stands for: canonical document, secret of its salts, attached files. Written in the transaction
-- that accepts the action.
CREATE TABLE document_contents (
  root             hex32       PRIMARY KEY,
  canonical_sha256 sha256_hex NOT NULL REFERENCES contents (sha256),
  secret           bytea       NOT NULL UNIQUE CHECK (octet_length(secret) = 32),
  files            jsonb       NOT NULL DEFAULT '[]',
  schema           text        NOT NULL,
  case_id          hex32,
  party_id         hex8,
  linked_at        timestamptz NOT NULL
);
CREATE INDEX document_contents_canonical ON document_contents (canonical_sha256);

-- Files by digest, so that a question about a file finds the documents that name it.
CREATE TABLE document_files (
  root     hex32    NOT NULL REFERENCES document_contents (root) ON DELETE CASCADE,
  position smallint NOT NULL,
  sha256   sha256_hex NOT NULL,
  PRIMARY KEY (root, position)
);
CREATE INDEX document_files_sha256 ON document_files (sha256);

-- Who read which content when; the owner of the content sees these.
CREATE TABLE access_receipts (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id      hex32,
  document_id  hex32,
  root         hex32,
  sha256       sha256_hex NOT NULL,
  reader_key   hex32       NOT NULL,
  reader_party hex8        NOT NULL,
  route        text        NOT NULL,
  read_at      timestamptz NOT NULL
);
CREATE INDEX access_receipts_case ON access_receipts (case_id, id);

-- Raw transactions, stored before they are sent; one unfinished one per lane (relay account).
CREATE TABLE batches (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane              hex20       NOT NULL,
  nonce             bigint      NOT NULL,
  tx_hash           hex32       NOT NULL UNIQUE,
  raw_tx            bytea       NOT NULL,
  item_count        integer     NOT NULL,
  gas_limit         bigint      NOT NULL,
  status            text        NOT NULL CHECK (status IN ('SIGNED', 'MINED', 'REVERTED', 'LOST', 'REORGED')),
  settled           boolean     NOT NULL DEFAULT false,
  block_number      bigint,
  block_hash        hex32,
  gas_used          bigint,
  created_at        timestamptz NOT NULL,
  last_broadcast_at timestamptz,
  broadcasts        integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX batches_one_unfinished ON batches (lane) WHERE status = 'SIGNED';
CREATE INDEX batches_open ON batches (lane, nonce) WHERE NOT settled;

-- The outbox. `position` orders actions of one `order_key`; work is always found by status, never by position, since
-- a row that commits late has a low one.
CREATE TABLE actions (
  digest         hex32       PRIMARY KEY,
  position       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind           text        NOT NULL,
  message        jsonb       NOT NULL,
  signatures     jsonb       NOT NULL,
  attachment     text        NOT NULL,
  key_id         hex32,
  jurisdiction   text,
  case_id        hex32,
  order_key      text        NOT NULL,
  not_before     bigint      NOT NULL,
  deadline       bigint      NOT NULL,
  status         text        NOT NULL CHECK (status IN ('ACCEPTED', 'SENT', 'ANCHORED', 'REJECTED', 'QUARANTINED')),
  result_code    text,
  reason         text,
  accepted_at    timestamptz NOT NULL,
  batch_id       bigint REFERENCES batches (id),
  batch_position integer,
  batch_limit    integer,
  attempts       integer     NOT NULL DEFAULT 0,
  sequence       bigint,
  block_number   bigint,
  block_hash     hex32,
  block_time     bigint,
  tx_hash        hex32,
  CHECK ((key_id IS NULL) <> (jurisdiction IS NULL)),
  CHECK ((status = 'SENT') <= (batch_id IS NOT NULL)),
  CHECK ((status = 'ANCHORED') = (sequence IS NOT NULL))
);
CREATE INDEX actions_queue ON actions (position) WHERE status IN ('ACCEPTED', 'SENT');
CREATE INDEX actions_open_by_key ON actions (order_key, position) WHERE status IN ('ACCEPTED', 'SENT');
CREATE INDEX actions_batch ON actions (batch_id, batch_position);
CREATE INDEX actions_block ON actions (block_number);
CREATE INDEX actions_case ON actions (case_id, position);
