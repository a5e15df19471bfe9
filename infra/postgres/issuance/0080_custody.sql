-- migrate:up
-- A defective card goes back to J-LIS and its case gets another one: several serials, one case.
ALTER TABLE office.cards DROP CONSTRAINT cards_case_id_key;
CREATE INDEX cards_case_idx ON office.cards (case_id);

ALTER TABLE office.case_overview ADD COLUMN defective boolean NOT NULL DEFAULT false;
CREATE INDEX case_overview_serial_idx ON office.case_overview (card_serial);

ALTER TABLE office.card_places ADD COLUMN moved_at timestamptz;
ALTER TABLE office.card_places ADD COLUMN moved_by text;
ALTER TABLE office.box_overview ADD COLUMN disposed_at timestamptz;

-- What was wrong about a card of a box, until it is settled.
CREATE TABLE office.box_findings (
  box_id uuid NOT NULL,
  card_serial text NOT NULL,
  finding text NOT NULL,
  listed_in text NOT NULL,
  noted_at timestamptz NOT NULL,
  settled_at timestamptz,
  settlement text,
  PRIMARY KEY (box_id, card_serial)
);
CREATE INDEX box_findings_open ON office.box_findings (finding) WHERE settled_at IS NULL;

-- The ward's own shelves and quarantine places.
CREATE TABLE office.places (
  code text PRIMARY KEY,
  place text NOT NULL,
  kind text NOT NULL,
  positions int NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.box_findings, office.places TO :app;
