-- Chain identifiers travel as lower-case hex in JSON and are stored the same way, so that what a row says can be
-- compared with what the chain says without conversion. Bytes that only this database holds are bytea.
CREATE DOMAIN hex32 AS text CHECK (VALUE ~ '^0x[0-9a-f]{64}$');
-- SHA-256 of bytes, written as every tool prints it.
CREATE DOMAIN sha256_hex AS text CHECK (VALUE ~ '^[0-9a-f]{64}$');
CREATE DOMAIN hex20 AS text CHECK (VALUE ~ '^0x[0-9a-f]{40}$');
CREATE DOMAIN hex8 AS text CHECK (VALUE ~ '^0x[0-9a-f]{16}$');

-- The chain and ledger that this database belongs to; a gateway refuses to run on any other.
CREATE TABLE chain_identity (
  id               smallint PRIMARY KEY CHECK (id = 1),
  chain_id         bigint   NOT NULL,
  genesis_hash     hex32    NOT NULL,
  ledger_address   hex20    NOT NULL,
  registry_address hex20    NOT NULL,
  ledger_id        hex32    NOT NULL,
  ledger_code_hash hex32    NOT NULL,
  deploy_block     bigint   NOT NULL
);
