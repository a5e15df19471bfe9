-- migrate:up
-- Signed, numbered batches between the zones: what was sent, what was taken in, and how far
-- each projection has read.
CREATE SCHEMA exchange;

CREATE TABLE exchange.sent_batches (
  number bigint PRIMARY KEY CHECK (number > 0),
  upto bigint NOT NULL,
  digest bytea NOT NULL,
  envelope bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE exchange.received_batches (
  number bigint PRIMARY KEY CHECK (number > 0),
  upto bigint NOT NULL,
  digest bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE exchange.read_positions (
  reader text PRIMARY KEY,
  position bigint NOT NULL
);

GRANT USAGE ON SCHEMA exchange TO :app;
GRANT SELECT, INSERT ON exchange.sent_batches, exchange.received_batches TO :app;
GRANT SELECT, INSERT, UPDATE ON exchange.read_positions TO :app;
