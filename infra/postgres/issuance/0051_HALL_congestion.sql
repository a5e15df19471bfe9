-- migrate:up
-- Who waits today and who was called when; moves with the batches that are sent.
CREATE TABLE office.waits (
  visit_id uuid PRIMARY KEY,
  venue_id uuid NOT NULL,
  since timestamptz NOT NULL,
  called_at timestamptz,
  over boolean NOT NULL DEFAULT false
);
CREATE TABLE office.congestion_told (
  venue_id uuid PRIMARY KEY,
  waiting int NOT NULL,
  longest_since timestamptz,
  usual_minutes int
);
GRANT SELECT, INSERT, UPDATE, DELETE ON office.waits, office.congestion_told TO :app;
