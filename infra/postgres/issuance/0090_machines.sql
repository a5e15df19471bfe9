-- migrate:up
-- The office's own machines: the public half of each one's key. Its private half never leaves it.
CREATE TABLE office.machines (
  pairing_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('station', 'pin-desk')),
  name text NOT NULL CHECK (name ~ '^[A-Za-z0-9-]{1,16}$'),
  code_digest bytea UNIQUE CHECK (octet_length(code_digest) = 32),
  code_until timestamptz,
  key_id text UNIQUE CHECK (key_id ~ '^[0-9a-f]{32}$'),
  public_key bytea CHECK (octet_length(public_key) = 32),
  offered_by text NOT NULL,
  offered_at timestamptz NOT NULL,
  paired_at timestamptz,
  seen_at timestamptz,
  ended_at timestamptz
);
-- A name has one key at a time.
CREATE UNIQUE INDEX machines_name_idx ON office.machines (kind, name)
  WHERE paired_at IS NOT NULL AND ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON office.machines TO :app;
