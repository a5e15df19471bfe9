-- migrate:up
-- How late a party announced to be; a column of a table for looking, rebuilt from the log.
ALTER TABLE office.case_overview ADD COLUMN late_minutes int;

-- Who waits and what booking was told of it last; moves with the batches that are sent.
CREATE TABLE office.queue_told (
  visit_id uuid PRIMARY KEY,
  party_id uuid,
  venue_id uuid,
  starts_at timestamptz,
  reference text,
  stage text NOT NULL CHECK (stage IN ('waiting', 'called')),
  counter text NOT NULL DEFAULT '',
  told_ahead int,
  told_counter text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON office.queue_told TO :app;
