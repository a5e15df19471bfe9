-- migrate:up
-- People's data: the only tables that hold any, every value sealed with the person's own key.
-- Erasing a person deletes the key's row and empties the values; the empty row says when.
CREATE SCHEMA IF NOT EXISTS office;

CREATE TABLE office.persons (
  person_id uuid PRIMARY KEY,
  address_version integer NOT NULL DEFAULT 1 CHECK (address_version >= 1),
  application_id bytea,
  name bytea,
  name_kana bytea,
  former_name bytea,
  alias bytea,
  birth_on bytea,
  sex bytea,
  postcode bytea,
  address bytea,
  erased_at timestamptz,
  -- All values or none: an absent one is sealed as an empty text.
  CHECK (num_nonnulls(application_id, name, name_kana, former_name, alias, birth_on, sex, postcode,
    address) = CASE WHEN erased_at IS NULL THEN 9 ELSE 0 END)
);

-- Wrapped by a key-encryption key that is not in this database.
CREATE TABLE office.person_keys (
  person_id uuid PRIMARY KEY REFERENCES office.persons,
  key_id uuid NOT NULL UNIQUE,
  kek_id text NOT NULL,
  wrapped bytea NOT NULL
);
-- How many keys an old key-encryption key still wraps: it may be retired at none.
CREATE INDEX person_keys_kek_id_idx ON office.person_keys (kek_id);

GRANT USAGE ON SCHEMA office TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON office.persons, office.person_keys TO :app;
