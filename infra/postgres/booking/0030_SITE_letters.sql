-- migrate:up
-- An address can be given after the booking: `since` is the fact that gave it, and what lies before
-- it in the log makes no letters. `bring` says for whom the list of documents is, as who:notice.
ALTER TABLE booking.contacts
  ADD COLUMN since bigint NOT NULL DEFAULT 0,
  ADD COLUMN bring text NOT NULL DEFAULT '' CHECK (length(bring) <= 200);
CREATE INDEX letters_last_idx ON booking.letters (party_id, number);
