-- migrate:up
-- What the board counts and measures; for looking only, rebuilt from the log.

-- Where in the log a day's facts lie, so that a day can be folded again.
ALTER TABLE office.day_counts
  ADD COLUMN first_position bigint,
  ADD COLUMN last_position bigint;

ALTER TABLE office.visit_overview
  ADD COLUMN venue_id uuid,
  ADD COLUMN day date,
  ADD COLUMN booked boolean NOT NULL DEFAULT true,
  ADD COLUMN delivery_at timestamptz,
  ADD COLUMN counted int[];
CREATE INDEX visit_overview_day_idx ON office.visit_overview (day);
CREATE INDEX case_overview_missing_idx ON office.case_overview (case_id) WHERE missing;

-- How often a measure fell into which bucket on which day (JST), and the sum of its seconds.
CREATE TABLE office.measure_counts (
  day date NOT NULL,
  venue_id uuid NOT NULL,
  measure text NOT NULL,
  bucket int NOT NULL,
  n bigint NOT NULL,
  seconds bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (day, venue_id, measure, bucket)
);

-- Every appointment as long as it stood so: what was booked for a day, at any moment.
CREATE TABLE office.booking_spans (
  stream_id uuid NOT NULL,
  version bigint NOT NULL,
  appointment_id uuid NOT NULL,
  visit_id uuid,
  venue_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes int NOT NULL,
  service text NOT NULL,
  channel text NOT NULL DEFAULT '',
  reference text NOT NULL DEFAULT '',
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  ended_by text,
  outcome text,
  PRIMARY KEY (stream_id, version)
);
CREATE INDEX booking_spans_day_idx ON office.booking_spans (starts_at);

-- The days of a case's course, each the first of its kind.
CREATE TABLE office.case_days (
  case_id uuid PRIMARY KEY,
  arrived_on date,
  notified_on date,
  booked_on date,
  visited_on date,
  posted_on date,
  ended_on date
);

-- Counters that are open, and since when.
CREATE TABLE office.open_counters (
  station text PRIMARY KEY,
  since timestamptz NOT NULL
);

-- How many minutes a visit took before: the ward's own base for the time saved.
CREATE TABLE office.board_settings (
  name text PRIMARY KEY,
  value int NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON
  office.measure_counts, office.booking_spans, office.case_days, office.open_counters
TO :app;
GRANT SELECT, INSERT, UPDATE ON office.board_settings TO :app;
