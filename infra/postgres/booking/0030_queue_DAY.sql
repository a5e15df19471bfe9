-- migrate:up
-- How many parties are before one that waits at the office now; a display, not a record.
CREATE TABLE booking.queue_places (
  party_id uuid PRIMARY KEY,
  ahead integer NOT NULL CHECK (ahead >= 0),
  called boolean NOT NULL,
  counter text NOT NULL CHECK (length(counter) <= 16),
  told_at timestamptz NOT NULL
);

-- When the office last said that it had nothing more to tell.
CREATE TABLE booking.office_heard (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON booking.queue_places, booking.office_heard TO :app;
