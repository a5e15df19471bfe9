-- migrate:up
-- Plans that are kept: a function in plain SQL is planned anew at each call, and one in PL/pgSQL as
-- long as its arrays seem to differ. No sequential scans: a plan kept from an empty table would stay.
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

ALTER FUNCTION booking.store_batch(bigint, uuid[], bigint[], text, text, uuid[], integer[],
    integer[], boolean, text[], bytea[], text, text[])
  SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION booking.store_batch(bigint, uuid[], bigint[], text, text, uuid[], integer[],
    integer[], boolean, text[], bytea[], text, text[])
  SET enable_seqscan = off;
ALTER FUNCTION booking.store_batch(bigint, uuid[], bigint[], text, text, uuid[], integer[],
    integer[], boolean, text[], bytea[], text, text[])
  SET jit = off;
