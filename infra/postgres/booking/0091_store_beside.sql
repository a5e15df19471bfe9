-- migrate:up
-- Stores a batch although the log holds facts that the writer has not read, if none of them is of a
-- stream it looked at, or of a kind that concerns all; else, or if they are too many, nothing, and
-- returns NULL. The writer reads them afterwards, while the log's lock is free for others.
CREATE FUNCTION booking.store_beside(
  known bigint, most_news bigint, looked_at uuid[], concerning_all text[],
  streams uuid[], versions bigint[], topics text, states text,
  slot_ids uuid[], slot_places integer[], slot_more integer[], new_slots boolean,
  command_keys text[], command_digests bytea[], answers text,
  repeated_keys text[]
) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
  head bigint;
BEGIN
  PERFORM take_lock();
  SELECT max(notification_id) INTO head FROM stored_events;
  IF head - known > most_news OR EXISTS (
    SELECT FROM stored_events
    WHERE notification_id > known
      AND (originator_id = ANY (looked_at) OR topic = ANY (concerning_all))
  ) THEN
    RETURN NULL;
  END IF;
  RETURN booking.store_batch(head, streams, versions, topics, states,
    slot_ids, slot_places, slot_more, new_slots,
    command_keys, command_digests, answers, repeated_keys);
END $$;

REVOKE ALL ON FUNCTION booking.store_beside(bigint, bigint, uuid[], text[],
    uuid[], bigint[], text, text, uuid[], integer[], integer[], boolean,
    text[], bytea[], text, text[])
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.store_beside(bigint, bigint, uuid[], text[],
    uuid[], bigint[], text, text, uuid[], integer[], integer[], boolean,
    text[], bytea[], text, text[])
  TO :app;
