-- migrate:up
-- Cards on their way to parties that want letters: the address is kept as long as there is a row.
CREATE TABLE booking.letter_cards (
  notice_id uuid PRIMARY KEY,
  party_id uuid NOT NULL REFERENCES booking.contacts ON DELETE CASCADE,
  venue_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes integer NOT NULL,
  keep_until timestamptz NOT NULL
);
CREATE INDEX letter_cards_party_idx ON booking.letter_cards (party_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON booking.letter_cards TO :app;
