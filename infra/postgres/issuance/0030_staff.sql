-- migrate:up
-- Who may sign in at the office's pages. A code such as K01 stands for a person in every fact.
CREATE TABLE office.staff (
  staff_id text PRIMARY KEY CHECK (staff_id ~ '^[A-Z][0-9]{2,5}$'),
  password_hash text NOT NULL,
  roles text[] NOT NULL,
  active boolean NOT NULL DEFAULT true
);

-- Failed sign-ins by the code that was typed, whether or not anybody has it: a lock tells nothing.
CREATE TABLE office.sign_in_attempts (
  staff_id text PRIMARY KEY CHECK (staff_id ~ '^[A-Z][0-9]{2,5}$'),
  failures int NOT NULL DEFAULT 0,
  locked_until timestamptz
);

-- Sessions we gave out, by the keyed hash of their cookie: the table opens none of them.
CREATE TABLE office.staff_sessions (
  session_hash bytea PRIMARY KEY CHECK (octet_length(session_hash) = 32),
  staff_id text NOT NULL REFERENCES office.staff,
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  flash bytea CHECK (octet_length(flash) <= 65536)
);
CREATE INDEX staff_sessions_staff_idx ON office.staff_sessions (staff_id);

GRANT SELECT, INSERT, UPDATE ON office.staff TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON office.sign_in_attempts, office.staff_sessions TO :app;
