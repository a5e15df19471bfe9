-- migrate:up
-- Where the slots stood at a position of the log, so that a worker need not read it all to open.
-- It can be thrown away at any time; the log alone says what is true.
CREATE TABLE booking.timetable_snapshots (
  form text PRIMARY KEY,
  position bigint NOT NULL,
  slots bytea NOT NULL
);
ALTER TABLE booking.timetable_snapshots ALTER COLUMN slots SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, UPDATE, DELETE ON booking.timetable_snapshots TO :app;
