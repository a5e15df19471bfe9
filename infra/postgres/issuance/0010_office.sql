-- migrate:up
CREATE SCHEMA IF NOT EXISTS office;
GRANT USAGE ON SCHEMA office TO :app;

-- One card a case, one case a card: the table holds it also against two lists at once.
CREATE TABLE office.cards (
  card_serial text PRIMARY KEY,
  case_id uuid NOT NULL UNIQUE
);

-- Which case a notice was sent for. The number itself is made again from a secret when needed.
CREATE TABLE office.notices (
  notice_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  round int NOT NULL CHECK (round IN (1, 2)),
  UNIQUE (case_id, round)
);

-- PINs sealed at the counter, until they are on the card. Never in the log.
CREATE TABLE office.sealed_pins (
  envelope_id uuid PRIMARY KEY,
  case_id uuid NOT NULL UNIQUE,
  key_id text NOT NULL,
  blob bytea NOT NULL CHECK (octet_length(blob) <= 1024),
  sealed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Files taken in, by content.
CREATE TABLE office.imported_files (
  digest bytea PRIMARY KEY,
  kind text NOT NULL,
  rows int NOT NULL,
  imported_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON office.cards, office.notices, office.imported_files TO :app;
GRANT SELECT, INSERT, DELETE ON office.sealed_pins TO :app;

-- Read models: for looking only, rebuilt from the log at will.
CREATE TABLE office.case_overview (
  case_id uuid PRIMARY KEY,
  stage text NOT NULL,
  stage_since timestamptz NOT NULL,
  card_serial text NOT NULL,
  kind text NOT NULL,
  box text NOT NULL,
  shelf text,
  missing boolean NOT NULL DEFAULT false,
  pinless boolean NOT NULL DEFAULT false,
  under_15 boolean NOT NULL DEFAULT false,
  signature_certificate boolean NOT NULL DEFAULT true,
  authentication_certificate boolean NOT NULL DEFAULT true,
  notice_round int NOT NULL DEFAULT 0,
  pickup_deadline date,
  reference text,
  party_id uuid,
  visit_id uuid,
  venue_id uuid,
  starts_at timestamptz,
  minutes int,
  delivery_mode text,
  envelope_id uuid,
  shipment_id uuid,
  tracking_number text,
  return_reason text
);
CREATE INDEX case_overview_stage_idx ON office.case_overview (stage, stage_since);
CREATE INDEX case_overview_visit_idx ON office.case_overview (visit_id);
CREATE INDEX case_overview_day_idx ON office.case_overview (starts_at);

CREATE TABLE office.visit_overview (
  visit_id uuid PRIMARY KEY,
  stage text NOT NULL,
  station text,
  arrived_at timestamptz,
  called_at timestamptz,
  identity_at timestamptz,
  pins_at timestamptz,
  ended_at timestamptz
);

CREATE TABLE office.box_overview (
  box_id uuid PRIMARY KEY,
  box text NOT NULL,
  announced int NOT NULL DEFAULT 0,
  scanned int NOT NULL DEFAULT 0,
  opened_at timestamptz,
  closed_at timestamptz
);

CREATE TABLE office.card_places (
  card_serial text PRIMARY KEY,
  card_id uuid NOT NULL UNIQUE,
  place text
);
CREATE INDEX card_places_place_idx ON office.card_places (place);

CREATE TABLE office.venue_overview (
  venue_id uuid PRIMARY KEY,
  code text NOT NULL,
  name_ja text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE office.offered_days (
  venue_id uuid NOT NULL,
  day date NOT NULL,
  slots int NOT NULL,
  places int NOT NULL,
  PRIMARY KEY (venue_id, day)
);

-- How often what happened on which day (JST).
CREATE TABLE office.day_counts (
  day date NOT NULL,
  topic text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (day, topic)
);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON
  office.case_overview, office.visit_overview, office.box_overview, office.card_places,
  office.venue_overview, office.offered_days, office.day_counts
TO :app;
