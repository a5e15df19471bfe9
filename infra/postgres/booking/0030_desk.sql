-- migrate:up
-- What the desk looks up before it has the log's lock, in one call: answers given before, and the
-- streams of notices. It decides on them; storing checks that nothing of it has changed.
CREATE FUNCTION booking.look(command_keys text[], notice_ids uuid[])
RETURNS TABLE (stream uuid, version bigint, place bigint, name text, state bytea, digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  SELECT NULL::uuid, NULL::bigint, NULL::bigint, a.key, a.answer, a.digest
    FROM answered_commands AS a WHERE a.key = ANY (command_keys)
  UNION ALL
  (SELECT originator_id, originator_version, notification_id, topic, e.state, NULL::bytea
    FROM stored_events AS e WHERE originator_id = ANY (notice_ids)
    ORDER BY originator_id, originator_version);
$$;

-- Takes the log's lock, then tells the facts under these names that were added after a position;
-- the last row is the log's head, without a name, unless there are more than can be told at once.
CREATE FUNCTION booking.read_on(known bigint, topics text[], most bigint)
RETURNS TABLE (stream uuid, version bigint, place bigint, name text, state bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  told bigint;
BEGIN
  PERFORM take_lock();
  RETURN QUERY SELECT originator_id, originator_version, notification_id, topic, e.state
    FROM stored_events AS e WHERE notification_id > known AND topic = ANY (topics)
    ORDER BY notification_id LIMIT most;
  GET DIAGNOSTICS told = ROW_COUNT;
  IF told < most THEN
    RETURN QUERY SELECT NULL::uuid, NULL::bigint, coalesce(max(notification_id), 0), NULL::text,
      NULL::bytea FROM stored_events;
  END IF;
END $$;

-- Stores a batch: facts, places, answers; or, where the log holds facts that the writer has not
-- read, nothing, and returns NULL. Topics, states and answers come as lines. Answers given before
-- are counted, so that a batch of nothing but repeats is confirmed by WAL of its own.
CREATE FUNCTION booking.store_batch(
  known bigint,
  streams uuid[], versions bigint[], topics text, states text,
  slot_ids uuid[], slot_places integer[], slot_more integer[], new_slots boolean,
  command_keys text[], command_digests bytea[], answers text,
  repeated_keys text[]
) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  positions bigint[] := '{}';
BEGIN
  PERFORM take_lock();
  IF (SELECT max(notification_id) FROM stored_events) > known THEN
    RETURN NULL;
  END IF;
  IF cardinality(streams) > 0 THEN
    SELECT append_facts(streams, versions, string_to_array(topics, E'\n'),
      array_agg(convert_to(line, 'UTF8') ORDER BY nth)) INTO positions
      FROM string_to_table(states, E'\n') WITH ORDINALITY AS s (line, nth);
  END IF;
  IF new_slots THEN
    INSERT INTO booking.slot_places (slot_id, places, taken)
      SELECT slot_id, 0, 0 FROM unnest(slot_ids) AS new (slot_id) ON CONFLICT DO NOTHING;
  END IF;
  IF cardinality(slot_ids) > 0 THEN
    UPDATE booking.slot_places AS s SET places = change.places, taken = s.taken + change.more
      FROM unnest(slot_ids, slot_places, slot_more) AS change (slot_id, places, more)
      WHERE s.slot_id = change.slot_id;
  END IF;
  IF cardinality(command_keys) > 0 THEN
    INSERT INTO answered_commands (key, digest, answer)
      SELECT key, digest, convert_to(line, 'UTF8')
      FROM unnest(command_keys, command_digests, string_to_array(answers, E'\n'))
        AS a (key, digest, line);
  END IF;
  IF cardinality(repeated_keys) > 0 THEN
    PERFORM booking.earlier_answers(repeated_keys);
  END IF;
  RETURN positions;
END $$;

DROP FUNCTION booking.open_batch(bigint, bigint, text[], uuid[]);
DROP FUNCTION booking.remember_answers(text[], bytea[], bytea[]);
REVOKE ALL ON FUNCTION
  booking.look(text[], uuid[]),
  booking.read_on(bigint, text[], bigint),
  booking.store_batch(bigint, uuid[], bigint[], text, text, uuid[], integer[], integer[], boolean,
    text[], bytea[], text, text[])
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  booking.look(text[], uuid[]),
  booking.read_on(bigint, text[], bigint),
  booking.store_batch(bigint, uuid[], bigint[], text, text, uuid[], integer[], integer[], boolean,
    text[], bytea[], text, text[])
TO :app;
