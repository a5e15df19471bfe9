-- migrate:up
-- Of each notified case: what was done to reach its holder. Kinds, days and counts only.
CREATE TABLE office.contact_overview (
  case_id uuid PRIMARY KEY,
  sent_on date,
  round int NOT NULL DEFAULT 0,
  reminded_round int NOT NULL DEFAULT 0,
  calls int NOT NULL DEFAULT 0,
  last_call text,
  last_called_on date,
  home_visit text,
  home_visited_on date,
  declined boolean NOT NULL DEFAULT false,
  returned_on date,
  return_reason text,
  address text
);
CREATE INDEX contact_overview_returned ON office.contact_overview (returned_on)
  WHERE returned_on IS NOT NULL;
CREATE INDEX case_overview_deadline_idx ON office.case_overview (pickup_deadline)
  WHERE stage = 'notified';
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.contact_overview TO :app;
