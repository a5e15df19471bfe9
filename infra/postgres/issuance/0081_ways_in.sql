-- migrate:up
-- Passkeys of staff: public halves only; what signs never leaves the person's key or PC.
CREATE TABLE office.passkeys (
  passkey_id uuid PRIMARY KEY,
  credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) <= 1024),
  staff_id text NOT NULL REFERENCES office.staff,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  name text NOT NULL CHECK (length(name) <= 40),
  made_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX passkeys_staff_idx ON office.passkeys (staff_id);

-- Ways in that are under way, each good for one answer within minutes.
CREATE TABLE office.sign_in_steps (
  step_hash bytea PRIMARY KEY CHECK (octet_length(step_hash) = 32),
  kind text NOT NULL CHECK (kind IN ('passkey', 'second', 'register', 'sign-on')),
  staff_id text REFERENCES office.staff,
  secret bytea NOT NULL,
  until timestamptz NOT NULL
);

-- Who the ward's own sign-on says somebody is, by a hash of its issuer and subject.
ALTER TABLE office.staff ADD COLUMN sign_on_subject bytea UNIQUE;

GRANT SELECT, INSERT, UPDATE, DELETE ON office.passkeys, office.sign_in_steps TO :app;
