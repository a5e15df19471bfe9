-- migrate:up
-- Envelopes: one row each, by what the office and the post did with it. Rebuilt from the log.
CREATE TABLE office.shipments (
  shipment_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  tracking_number text NOT NULL,
  mail_class text NOT NULL,
  status text NOT NULL,
  sealed_at timestamptz NOT NULL,
  sealers text[] NOT NULL,
  posted_on date,
  posted_at timestamptz,
  list_id uuid,
  accepted_on date,
  held_until date,
  return_reason text,
  status_on date NOT NULL
);
CREATE INDEX shipments_number ON office.shipments (tracking_number);
CREATE INDEX shipments_case ON office.shipments (case_id);
CREATE INDEX shipments_open ON office.shipments (status, status_on)
  WHERE status NOT IN ('delivered', 'opened');
CREATE INDEX shipments_list ON office.shipments (list_id);

-- Lists handed to the post.
CREATE TABLE office.posting_lists (
  list_id uuid PRIMARY KEY,
  posted_on date NOT NULL,
  number int NOT NULL,
  posted_at timestamptz NOT NULL,
  posted_by text NOT NULL,
  registered int NOT NULL,
  addressee_only int NOT NULL
);
CREATE INDEX posting_lists_day ON office.posting_lists (posted_on, number);

-- Lists of destroyed cards that two people signed.
CREATE TABLE office.destruction_lists (
  list_id uuid PRIMARY KEY,
  destroyed_on date NOT NULL,
  signed_at timestamptz NOT NULL,
  witnesses text[] NOT NULL,
  card_serials text[] NOT NULL
);
CREATE INDEX destruction_lists_day ON office.destruction_lists (destroyed_on);

-- What a case's legal clocks run from, and what is owed for it.
CREATE TABLE office.case_clocks (
  case_id uuid PRIMARY KEY,
  expires_on date NOT NULL,
  first_notice_on date,
  returned_on date,
  deferred_until date,
  deferral text,
  proposed_by text,
  approved_by text,
  barred text[] NOT NULL DEFAULT '{}',
  loss text,
  lost_on date,
  duties text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX case_clocks_expiry ON office.case_clocks (expires_on);
CREATE INDEX case_clocks_owed ON office.case_clocks (case_id) WHERE duties <> '{}';
CREATE INDEX case_clocks_barred ON office.case_clocks (case_id) WHERE barred <> '{}';

-- Files of the post that were looked at, until somebody applies them: numbers, days and words only.
CREATE TABLE office.post_reports (
  report_id uuid PRIMARY KEY,
  digest text NOT NULL UNIQUE,
  rows jsonb NOT NULL,
  looked_at timestamptz NOT NULL,
  looked_by text NOT NULL,
  applied_at timestamptz,
  applied_by text
);

-- What lies on the reader of a sealing desk: never anything that needs a PIN.
CREATE TABLE office.chip_readings (
  desk text PRIMARY KEY,
  card_serial text NOT NULL,
  signature_certificate boolean NOT NULL,
  authentication_certificate boolean NOT NULL,
  read_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON
  office.shipments, office.posting_lists, office.destruction_lists, office.case_clocks
TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON office.post_reports, office.chip_readings TO :app;
