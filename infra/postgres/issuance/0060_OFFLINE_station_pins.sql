-- migrate:up
-- What staff type at a counter station. Not the office's password: stations keep this hash for a
-- day, and whoever took one apart must not come into the office's pages by it.
CREATE TABLE office.station_pins (
  staff_id text PRIMARY KEY REFERENCES office.staff,
  pin_hash text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON office.station_pins TO :app;
