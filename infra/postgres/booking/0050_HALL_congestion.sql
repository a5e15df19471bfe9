-- migrate:up
-- How many wait at each venue, as the office told it last; a display, not a record.
CREATE TABLE booking.congestion (
  venue_id uuid PRIMARY KEY,
  waiting integer NOT NULL CHECK (waiting >= 0),
  longest_since timestamptz,
  usual_minutes integer CHECK (usual_minutes >= 0),
  told_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON booking.congestion TO :app;
