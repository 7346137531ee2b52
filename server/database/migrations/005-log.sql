-- The transparency log, computed from projected_events in the transaction that writes them.
-- How many leaves it has, and the smallest size for which the head map can still be proven.
CREATE TABLE log_state (
  id          smallint PRIMARY KEY CHECK (id = 1),
  size        bigint   NOT NULL,
  proven_from bigint   NOT NULL
);
INSERT INTO log_state (id, size, proven_from) VALUES (1, 0, 0);

-- Tiles of 256 hashes. TREE: levels of the tree (C2SP tlog-tiles). HEADS: root of the head map after each leaf, level 0.
CREATE TABLE log_tiles (
  series   text     NOT NULL CHECK (series IN ('TREE', 'HEADS')),
  level    smallint NOT NULL,
  position bigint   NOT NULL,
  bytes    bytea    NOT NULL CHECK (octet_length(bytes) BETWEEN 32 AND 8192 AND octet_length(bytes) % 32 = 0),
  PRIMARY KEY (series, level, position)
);
-- hashes cannot be compressed
ALTER TABLE log_tiles ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Pages of the head map, each as it stood from a size of the log on.
CREATE TABLE log_head_pages (
  prefix    text   COLLATE "C" NOT NULL,
  from_size bigint NOT NULL,
  bytes     bytea  NOT NULL,
  PRIMARY KEY (prefix, from_size)
);
CREATE INDEX log_head_pages_size ON log_head_pages (from_size);

-- What this gateway has signed. Never rolled back: a signature cannot be taken back.
CREATE TABLE log_checkpoints (
  size      bigint PRIMARY KEY,
  text      text   NOT NULL,
  note      text   NOT NULL,
  signed_at bigint NOT NULL
);

-- Cosignatures of pinned gateways below our checkpoints.
CREATE TABLE log_cosignatures (
  size      bigint NOT NULL REFERENCES log_checkpoints (size),
  key_name  text   NOT NULL,
  line      text   NOT NULL,
  signed_at bigint NOT NULL,
  PRIMARY KEY (size, key_name)
);

-- The newest checkpoint of each pinned gateway that was found equal to our own log.
CREATE TABLE witnessed_checkpoints (
  gateway      text   PRIMARY KEY,
  size         bigint NOT NULL,
  note         text   NOT NULL,
  witnessed_at bigint NOT NULL
);

-- Evidence: signed checkpoints that cannot be of one append-only log. Never deleted.
CREATE TABLE witness_alarms (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text   NOT NULL CHECK (kind IN ('GATEWAY_CONTRADICTS', 'OWN_LOG_CHANGED')),
  gateway     text   NOT NULL,
  size        bigint NOT NULL,
  first_note  text   NOT NULL,
  second_note text,
  raised_at   bigint NOT NULL,
  UNIQUE (kind, gateway, size)
);

-- The signed promise that was given when the action was accepted; the same again for whoever sends it again.
ALTER TABLE actions ADD COLUMN promise text;
