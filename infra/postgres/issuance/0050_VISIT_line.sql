-- migrate:up
-- What the line and the counters show, and how long each step took; rebuilt from the log.
ALTER TABLE office.case_overview ADD COLUMN pinless_ordered boolean NOT NULL DEFAULT false;
UPDATE office.case_overview SET pinless_ordered = pinless;

ALTER TABLE office.visit_overview
  ADD COLUMN came_at timestamptz,
  ADD COLUMN recalls int NOT NULL DEFAULT 0,
  ADD COLUMN held_because text,
  ADD COLUMN held_at timestamptz,
  ADD COLUMN meant_for text,
  ADD COLUMN priority text,
  ADD COLUMN consultant_asked_at timestamptz,
  ADD COLUMN broken_off_because text,
  ADD COLUMN real_start timestamptz,
  ADD COLUMN real_end timestamptz;

CREATE TABLE office.step_measures (
  visit_id uuid NOT NULL,
  version bigint NOT NULL,
  case_id uuid,
  step text NOT NULL,
  measured_at timestamptz NOT NULL,
  total_ms bigint NOT NULL,
  input_ms bigint,
  operation_ms bigint,
  understanding_ms bigint,
  fields int NOT NULL,
  keys int,
  PRIMARY KEY (visit_id, version)
);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.step_measures TO :app;
