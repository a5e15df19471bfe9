-- migrate:up
-- Passkeys that open counter stations, not the office's pages: public halves only. All stations of
-- the ward get them with the list of the day.
CREATE TABLE office.station_passkeys (
  passkey_id uuid PRIMARY KEY,
  credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  staff_id text NOT NULL REFERENCES office.staff,
  public_key bytea NOT NULL CHECK (octet_length(public_key) <= 2048),
  sign_count bigint NOT NULL,
  station text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX station_passkeys_staff_idx ON office.station_passkeys (staff_id);

GRANT SELECT, INSERT, DELETE ON office.station_passkeys TO :app;
