-- migrate:up
-- Who of the office looked at a holder's data, as the office told it: a role, never a person.
CREATE TABLE booking.person_views (
  notice_id uuid NOT NULL,
  viewed_at timestamptz NOT NULL,
  role text NOT NULL,
  section text NOT NULL,
  purpose text NOT NULL,
  PRIMARY KEY (notice_id, viewed_at, role, section, purpose)
);
CREATE INDEX person_views_age_idx ON booking.person_views (viewed_at);
GRANT SELECT, INSERT, DELETE ON booking.person_views TO :app;
