-- migrate:up
-- Sealed sheets of paper with PINs: numbers and places only, until two people destroyed each.
CREATE TABLE office.pin_sheets (
  sheet_id uuid PRIMARY KEY,
  sheet_number text NOT NULL UNIQUE,
  case_id uuid NOT NULL,
  place text NOT NULL,
  taken_at timestamptz NOT NULL,
  moved_at timestamptz NOT NULL,
  moved_by text NOT NULL,
  destroyed_at timestamptz
);
CREATE INDEX pin_sheets_kept ON office.pin_sheets (taken_at) WHERE destroyed_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.pin_sheets TO :app;
