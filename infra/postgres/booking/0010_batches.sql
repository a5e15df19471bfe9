-- migrate:up
-- What a batch of the desk needs to know, in one call: the lock is taken first, and each query
-- after it sees everything that was committed before the lock was had.
CREATE FUNCTION booking.open_batch(
  known bigint, most bigint, command_keys text[], notice_ids uuid[]
) RETURNS TABLE (part text, stream uuid, version bigint, place bigint, name text, state bytea,
  digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
BEGIN
  PERFORM take_lock();
  RETURN QUERY SELECT 'news', originator_id, originator_version, notification_id, topic,
      e.state, NULL::bytea
    FROM stored_events AS e WHERE notification_id > known ORDER BY notification_id LIMIT most;
  RETURN QUERY SELECT 'answer', NULL::uuid, NULL::bigint, NULL::bigint, a.key, a.answer, a.digest
    FROM booking.earlier_answers(command_keys) AS a;
  RETURN QUERY SELECT 'notice', originator_id, originator_version, notification_id, topic,
      e.state, NULL::bytea
    FROM stored_events AS e WHERE originator_id = ANY (notice_ids)
    ORDER BY originator_id, originator_version;
END $$;

REVOKE ALL ON FUNCTION booking.open_batch(bigint, bigint, text[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.open_batch(bigint, bigint, text[], uuid[]) TO :app;
