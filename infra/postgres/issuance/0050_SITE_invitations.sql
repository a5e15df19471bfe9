-- migrate:up
-- Which invitation a notice number belongs to, and the keyed check of its holder's birthday, which
-- booking is told; emptied some time after the last day.
CREATE TABLE office.invitations (
  invitation_id uuid PRIMARY KEY,
  notice_id uuid NOT NULL UNIQUE,
  birthday_check bytea,
  last_on date NOT NULL
);
CREATE INDEX invitations_last_on_idx ON office.invitations (last_on);
GRANT SELECT, INSERT, UPDATE ON office.invitations TO :app;

-- For looking only, rebuilt from the log at will.
CREATE TABLE office.invitation_overview (
  invitation_id uuid PRIMARY KEY,
  service text NOT NULL,
  stage text NOT NULL CHECK (stage IN ('sent', 'booked', 'arrived', 'served', 'withdrawn')),
  sent_at timestamptz NOT NULL,
  last_on date NOT NULL,
  appointment_id uuid,
  venue_id uuid,
  starts_at timestamptz,
  minutes int,
  reference text,
  late_minutes int NOT NULL DEFAULT 0
);
CREATE INDEX invitation_overview_day_idx ON office.invitation_overview (starts_at);
CREATE INDEX invitation_overview_sent_idx ON office.invitation_overview (sent_at);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.invitation_overview TO :app;
