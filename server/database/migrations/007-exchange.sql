-- Contents that go to and come from other gateways leave receipts among those of people.
ALTER TABLE access_receipts
  ALTER COLUMN reader_key DROP NOT NULL,
  ALTER COLUMN reader_party DROP NOT NULL,
  ADD COLUMN gateway text,
  ADD COLUMN exchange text CHECK (exchange IN ('GIVEN', 'RECEIVED')),
  ADD CONSTRAINT access_receipts_reader CHECK (
    (gateway IS NULL AND exchange IS NULL AND reader_key IS NOT NULL AND reader_party IS NOT NULL)
    OR (gateway IS NOT NULL AND exchange IS NOT NULL AND reader_key IS NULL AND reader_party IS NULL)
  );

-- Signed requests that were answered; kept as long as their time would still be accepted.
CREATE TABLE exchange_nonces (
  gateway   text       NOT NULL,
  nonce     sha256_hex NOT NULL,
  signed_at bigint     NOT NULL,
  PRIMARY KEY (gateway, nonce)
);
CREATE INDEX exchange_nonces_time ON exchange_nonces (signed_at);

-- What was asked of another gateway and not received yet, with the reason, and when it is asked again.
CREATE TABLE exchange_requests (
  gateway  text    NOT NULL,
  root     hex32   NOT NULL,
  outcome  text    NOT NULL,
  attempts integer NOT NULL,
  asked_at bigint  NOT NULL,
  next_at  bigint  NOT NULL,
  PRIMARY KEY (gateway, root)
);
CREATE INDEX exchange_requests_due ON exchange_requests (gateway, next_at);
