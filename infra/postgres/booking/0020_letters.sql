-- migrate:up
-- Letters by e-mail. The address is sealed with a key that is not here; nothing else is personal.
CREATE TABLE booking.contacts (
  party_id uuid PRIMARY KEY,
  notice_id uuid NOT NULL,
  sealed bytea NOT NULL CHECK (length(sealed) BETWEEN 29 AND 400),
  language text NOT NULL CHECK (language ~ '^[A-Za-z-]{2,12}$'),
  forget_at timestamptz NOT NULL
);
CREATE INDEX contacts_forget_idx ON booking.contacts (forget_at);

-- How an appointment stands, for parties that want letters; kept by the reader of the log.
CREATE TABLE booking.letter_visits (
  party_id uuid PRIMARY KEY REFERENCES booking.contacts ON DELETE CASCADE,
  coming uuid[] NOT NULL,
  venue_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes integer NOT NULL,
  sequence integer NOT NULL
);
CREATE INDEX letter_visits_coming_idx ON booking.letter_visits USING gin (coming);

-- The outbox: one row a letter; its id is made from party, kind and the fact's position, so that
-- the same fact never makes a second one.
CREATE TABLE booking.letters (
  number bigint GENERATED ALWAYS AS IDENTITY,
  letter_id uuid PRIMARY KEY,
  party_id uuid NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL,
  people integer NOT NULL,
  sequence integer NOT NULL,
  venue_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes integer NOT NULL,
  due_at timestamptz NOT NULL,
  useless_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead', 'dropped')),
  attempts integer NOT NULL DEFAULT 0,
  trouble text NOT NULL DEFAULT '',
  settled_at timestamptz
);
CREATE INDEX letters_due_idx ON booking.letters (due_at, number) WHERE state = 'waiting';
CREATE INDEX letters_party_idx ON booking.letters (party_id) WHERE state = 'waiting';
CREATE INDEX letters_dead_idx ON booking.letters (number) WHERE state = 'dead';

GRANT SELECT, INSERT, UPDATE, DELETE ON
  booking.contacts, booking.letter_visits, booking.letters
TO :app;
