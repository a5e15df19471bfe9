-- migrate:up
-- A try that finds a notice tells its facts, too: who signed in is led by them, and asks nothing more.
-- They are read inside, by the stream's own index; joined to the answer of a function, whose number of
-- rows nobody knows, the planner would read the whole log.
DROP FUNCTION booking.try_birthday(
  bytea[], integer[], timestamptz[], timestamptz[], text, bytea, timestamptz);

CREATE FUNCTION booking.try_birthday(
  keys bytea[], most integer[], counted_from timestamptz[], until timestamptz[],
  tried text, checked bytea, tried_at timestamptz,
  OUT number_locked timestamptz, OUT origin_locked timestamptz,
  OUT notice_id uuid, OUT names text[], OUT states bytea[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
  counted failures;
  counts integer[] := ARRAY[0, 0];
  locked timestamptz[] := ARRAY[NULL, NULL]::timestamptz[];
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
  SELECT n.notice_id INTO notice_id
    FROM notices AS n WHERE n.number = tried AND n.birthday_check = checked;
  IF locked[1] IS NULL AND locked[2] IS NULL AND notice_id IS NULL THEN
    PERFORM note_failures(keys, ARRAY[counts[1] = 0, counts[2] = 0], most, until, tried_at);
  ELSIF locked[1] IS NULL AND locked[2] IS NULL AND counts[1] > 0 THEN
    DELETE FROM failures AS f WHERE f.key = keys[1];
  END IF;
  number_locked := locked[1];
  origin_locked := locked[2];
  SELECT array_agg(e.topic ORDER BY e.originator_version),
         array_agg(e.state ORDER BY e.originator_version)
    INTO names, states
    FROM ledger.stored_events AS e WHERE e.originator_id = try_birthday.notice_id;
END $$;

REVOKE ALL ON FUNCTION booking.try_birthday(
  bytea[], integer[], timestamptz[], timestamptz[], text, bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.try_birthday(
  bytea[], integer[], timestamptz[], timestamptz[], text, bytea, timestamptz) TO :app;
