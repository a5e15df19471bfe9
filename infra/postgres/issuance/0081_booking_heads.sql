-- migrate:up
-- The last span of each stream in booking_spans, for ending it; rebuilt from the log.
CREATE TABLE office.booking_heads (
  stream_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  appointment_id uuid NOT NULL,
  visit_id uuid,
  venue_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes int NOT NULL,
  service text NOT NULL,
  channel text NOT NULL,
  reference text NOT NULL,
  from_at timestamptz NOT NULL,
  is_open boolean NOT NULL,
  outcome text
);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.booking_heads TO :app;
INSERT INTO office.booking_heads
  SELECT DISTINCT ON (stream_id) stream_id, version, appointment_id, visit_id, venue_id, starts_at,
    minutes, service, channel, reference, from_at, until_at IS NULL, outcome
  FROM office.booking_spans ORDER BY stream_id, version DESC;
