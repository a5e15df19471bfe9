-- migrate:up
-- 電話予約窓口. Sessions we gave out, by the keyed hash of their cookie: the table opens none of
-- them. `credential` is a digest of the password's hash: a new password ends them.
CREATE TABLE booking.phone_desk_sessions (
  session_hash bytea PRIMARY KEY CHECK (octet_length(session_hash) = 32),
  staff_code text NOT NULL CHECK (staff_code ~ '^[A-Z]{1,3}[0-9]{2,5}$'),
  credential bytea NOT NULL CHECK (octet_length(credential) = 32),
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL
);

-- For whom a member of staff is on the telephone: notices, and the last symbols of their numbers.
CREATE TABLE booking.phone_desk_calls (
  call_id uuid PRIMARY KEY,
  session_hash bytea NOT NULL REFERENCES booking.phone_desk_sessions ON DELETE CASCADE,
  notice_ids uuid[] NOT NULL CHECK (cardinality(notice_ids) > 0),
  tails text[] NOT NULL CHECK (cardinality(tails) = cardinality(notice_ids)),
  began_at timestamptz NOT NULL
);
CREATE INDEX phone_desk_calls_session_idx ON booking.phone_desk_calls (session_hash);

GRANT SELECT, INSERT, UPDATE, DELETE ON
  booking.phone_desk_sessions, booking.phone_desk_calls
TO :app;
