-- migrate:up
-- The day's tickets and how far each party is: for the call display and the reception.
CREATE TABLE office.tickets (
  visit_id uuid PRIMARY KEY,
  venue_id uuid NOT NULL,
  day date NOT NULL,
  number int NOT NULL CHECK (number > 0),
  booked boolean NOT NULL,
  service text NOT NULL,
  issued_at timestamptz NOT NULL,
  stage text NOT NULL DEFAULT 'waiting' CHECK (stage IN ('waiting', 'called', 'over')),
  counter text NOT NULL DEFAULT '',
  called_at timestamptz,
  turned_away boolean NOT NULL DEFAULT false,
  UNIQUE (venue_id, day, number)
);

-- What a venue takes without an appointment.
ALTER TABLE office.venue_overview ADD COLUMN walk_in_services text[] NOT NULL DEFAULT '{}';
ALTER TABLE office.venue_overview ADD COLUMN walk_in_places int NOT NULL DEFAULT 0;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.tickets TO :app;

-- Browsers in the hall, each paired by a member of staff for one venue and one use.
CREATE TABLE office.hall_devices (
  device_id uuid PRIMARY KEY,
  venue_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('kiosk', 'display')),
  name text NOT NULL CHECK (length(name) <= 40),
  code_digest bytea UNIQUE,
  code_until timestamptz,
  token_digest bytea UNIQUE,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  paired_at timestamptz,
  seen_at timestamptz,
  ended_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON office.hall_devices TO :app;
