-- Sign-in. Tokens and API keys are stored as SHA-256 only.
CREATE TABLE session_nonces (
  nonce      text        PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE TABLE sessions (
  token_hash hex32       PRIMARY KEY,
  key_id     hex32       NOT NULL,
  party_id   hex8        NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_keys (
  id         text        PRIMARY KEY,
  key_hash   hex32       NOT NULL UNIQUE,
  key_id     hex32       NOT NULL,
  party_id   hex8        NOT NULL,
  name       text        NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX api_keys_owner ON api_keys (key_id);
