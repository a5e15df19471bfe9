-- migrate:up
-- The internet zone beside its log: no name, no address, no Individual Number, no birthday.
CREATE SCHEMA booking;

-- Notices that may book. birthday_check is HMAC-SHA256(key, number | birthday); the key is not here.
CREATE TABLE booking.notices (
  notice_id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE CHECK (length(number) = 12),
  birthday_check bytea NOT NULL CHECK (length(birthday_check) = 32),
  pickup_deadline date NOT NULL,
  round smallint NOT NULL CHECK (round > 0),
  withdrawn text
);

-- The last of three guards against overbooking: written in the transaction of the slot's facts.
CREATE TABLE booking.slot_places (
  slot_id uuid PRIMARY KEY,
  places integer NOT NULL,
  taken integer NOT NULL,
  CONSTRAINT never_overbooked CHECK (taken BETWEEN 0 AND places)
);

-- Failures to name number and birthday. The key is an HMAC of what was typed, or of whence.
CREATE TABLE booking.failures (
  key bytea PRIMARY KEY,
  failures integer NOT NULL,
  since timestamptz NOT NULL,
  locked_until timestamptz
);
CREATE INDEX failures_since_idx ON booking.failures (since);

-- As ledger.earlier_answer and ledger.remember_answer, for all commands of a batch at once.
CREATE FUNCTION booking.earlier_answers(command_keys text[])
RETURNS TABLE (key text, digest bytea, answer bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  UPDATE answered_commands AS c SET asked_again = asked_again + 1
  WHERE c.key = ANY (command_keys) RETURNING c.key, c.digest, c.answer;
$$;

CREATE FUNCTION booking.remember_answers(
  command_keys text[], command_digests bytea[], given bytea[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  INSERT INTO answered_commands (key, digest, answer)
  SELECT * FROM unnest(command_keys, command_digests, given);
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA booking FROM PUBLIC;
GRANT USAGE ON SCHEMA booking TO :app;
GRANT SELECT, INSERT, UPDATE ON booking.notices, booking.slot_places TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON booking.failures TO :app;
GRANT EXECUTE ON FUNCTION
  booking.earlier_answers(text[]),
  booking.remember_answers(text[], bytea[], bytea[])
TO :app;
