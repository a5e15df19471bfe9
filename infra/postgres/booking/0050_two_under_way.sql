-- migrate:up
-- Which batch of a desk wrote last, and up to which position: so that its next batch can be sent
-- while it is still being stored, and is refused unless nothing at all came in between.
CREATE TABLE booking.last_batch (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  batch uuid NOT NULL,
  position bigint NOT NULL
) WITH (fillfactor = 10);

-- As before, with plans that are kept.
CREATE OR REPLACE FUNCTION booking.look(command_keys text[], notice_ids uuid[])
RETURNS TABLE (stream uuid, version bigint, place bigint, name text, state bytea, digest bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET jit = off AS $$
BEGIN
  RETURN QUERY SELECT NULL::uuid, NULL::bigint, NULL::bigint, a.key, a.answer, a.digest
    FROM answered_commands AS a WHERE a.key = ANY (command_keys);
  RETURN QUERY SELECT originator_id, originator_version, notification_id, topic, e.state,
      NULL::bytea
    FROM stored_events AS e WHERE originator_id = ANY (notice_ids)
    ORDER BY originator_id, originator_version;
END $$;

-- Stores a batch as before: or, where the log holds facts that the writer has not read, nothing,
-- and returns NULL. The writer has read up to *known*; or, where *after* names a batch, up to that
-- one's last fact, wherever it came to stand.
DROP FUNCTION booking.store_batch(bigint, uuid[], bigint[], text, text, uuid[], integer[],
  integer[], boolean, text[], bytea[], text, text[]);
CREATE FUNCTION booking.store_batch(
  this uuid, after uuid, known bigint,
  streams uuid[], versions bigint[], topics text, states text,
  slot_ids uuid[], slot_places integer[], slot_more integer[], new_slots boolean,
  command_keys text[], command_digests bytea[], answers text,
  repeated_keys text[]
) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
  head bigint;
  positions bigint[] := '{}';
BEGIN
  PERFORM take_lock();
  head := coalesce((SELECT max(notification_id) FROM stored_events), 0);
  IF after IS NULL AND head > known OR after IS NOT NULL AND NOT EXISTS (
    SELECT FROM booking.last_batch AS l WHERE l.one AND l.batch = after AND l.position = head
  ) THEN
    RETURN NULL;
  END IF;
  IF cardinality(streams) > 0 THEN
    SELECT append_facts(streams, versions, string_to_array(topics, E'\n'),
      array_agg(convert_to(line, 'UTF8') ORDER BY nth)) INTO positions
      FROM string_to_table(states, E'\n') WITH ORDINALITY AS s (line, nth);
    head := positions[array_upper(positions, 1)];
  END IF;
  INSERT INTO booking.last_batch AS l (batch, position) VALUES (this, head)
    ON CONFLICT (one) DO UPDATE SET batch = this, position = head;
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

REVOKE ALL ON FUNCTION booking.store_batch(uuid, uuid, bigint, uuid[], bigint[], text, text,
  uuid[], integer[], integer[], boolean, text[], bytea[], text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.store_batch(uuid, uuid, bigint, uuid[], bigint[], text, text,
  uuid[], integer[], integer[], boolean, text[], bytea[], text, text[]) TO :app;
