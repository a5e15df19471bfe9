-- migrate:up
-- What a try with a number and a birthday has to know, in one call: whoever tries the same number
-- waits first, and each query after that sees what the one before left.
CREATE FUNCTION booking.begin_try(by_number bytea, by_origin bytea, tried text)
RETURNS TABLE (
  key bytea, failures integer, since timestamptz, locked_until timestamptz,
  notice_id uuid, number text, birthday_check bytea, pickup_deadline date, round smallint,
  withdrawn text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(('x' || encode(substr(by_number, 1, 8), 'hex'))::bit(64)::bigint);
  RETURN QUERY
    SELECT k.key, f.failures, f.since, f.locked_until, n.notice_id, n.number, n.birthday_check,
      n.pickup_deadline, n.round, n.withdrawn
    FROM unnest(ARRAY[by_number, by_origin]) AS k (key)
      LEFT JOIN failures AS f ON f.key = k.key
      LEFT JOIN notices AS n ON n.number = tried AND k.key = by_number;
END $$;

-- One failure more for each key, counted anew where `anew`; with `most` of them it is locked. The
-- commit does not wait for the disk, for which people who book stand in line: a count that a crash
-- of the server forgets is no loss, and who guesses cannot bring one about.
CREATE FUNCTION booking.note_failures(
  keys bytea[], anew boolean[], most integer[], until timestamptz[], failed_at timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  FOR n IN 1 .. cardinality(keys) LOOP
    INSERT INTO failures AS f (key, failures, since, locked_until)
    VALUES (keys[n], 1, failed_at, CASE WHEN most[n] <= 1 THEN until[n] END)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN anew[n] THEN 1 ELSE f.failures + 1 END,
      since = CASE WHEN anew[n] THEN failed_at ELSE f.since END,
      locked_until = CASE
        WHEN CASE WHEN anew[n] THEN 1 ELSE f.failures + 1 END >= most[n] THEN until[n] END;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION
  booking.begin_try(bytea, bytea, text),
  booking.note_failures(bytea[], boolean[], integer[], timestamptz[], timestamptz)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  booking.begin_try(bytea, bytea, text),
  booking.note_failures(bytea[], boolean[], integer[], timestamptz[], timestamptz)
TO :app;
