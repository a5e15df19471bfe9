-- migrate:up
-- A whole try with a number and a birthday in one call, for whoever guesses must cost little: the
-- number's lock, both counts, the comparison, and what became of it. Counts are by number and by
-- origin, in this order; a count `since` before `counted_from` is forgotten, and so is one whose
-- lock is over. The checks compared are keyed hashes: how long it takes tells nothing of a birthday.
CREATE FUNCTION booking.try_birthday(
  keys bytea[], most integer[], counted_from timestamptz[], until timestamptz[],
  tried text, checked bytea, tried_at timestamptz
) RETURNS TABLE (
  number_locked timestamptz, origin_locked timestamptz,
  notice_id uuid, pickup_deadline date, round smallint, withdrawn text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  counted failures;
  counts integer[] := ARRAY[0, 0];
  locked timestamptz[] := ARRAY[NULL, NULL]::timestamptz[];
  known notices;
BEGIN
  PERFORM pg_advisory_xact_lock(('x' || encode(substr(keys[1], 1, 8), 'hex'))::bit(64)::bigint);
  FOR n IN 1 .. 2 LOOP
    SELECT * INTO counted FROM failures AS f WHERE f.key = keys[n];
    IF counted.locked_until > tried_at THEN
      locked[n] := counted.locked_until;
    ELSIF counted.locked_until IS NULL AND counted.since >= counted_from[n] THEN
      counts[n] := counted.failures;
    END IF;
  END LOOP;
  SELECT * INTO known FROM notices AS n WHERE n.number = tried AND n.birthday_check = checked;
  IF locked[1] IS NULL AND locked[2] IS NULL AND known.notice_id IS NULL THEN
    PERFORM note_failures(keys, ARRAY[counts[1] = 0, counts[2] = 0], most, until, tried_at);
  ELSIF locked[1] IS NULL AND locked[2] IS NULL AND counts[1] > 0 THEN
    DELETE FROM failures AS f WHERE f.key = keys[1];
  END IF;
  RETURN QUERY SELECT locked[1], locked[2],
    known.notice_id, known.pickup_deadline, known.round, known.withdrawn;
END $$;

REVOKE ALL ON FUNCTION booking.try_birthday(
  bytea[], integer[], timestamptz[], timestamptz[], text, bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.try_birthday(
  bytea[], integer[], timestamptz[], timestamptz[], text, bytea, timestamptz) TO :app;

-- What it replaces.
DROP FUNCTION booking.begin_try(bytea, bytea, text);
