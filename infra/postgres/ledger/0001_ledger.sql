-- migrate:up
-- The log of facts. Table and columns are those of the `eventsourcing` library, so that its
-- recorders, notification log and subscriptions read what we write. Only append_facts() writes.
CREATE SCHEMA ledger;

CREATE TABLE ledger.stored_events (
  originator_id uuid NOT NULL,
  originator_version bigint NOT NULL,
  topic text NOT NULL,
  state bytea NOT NULL,
  notification_id bigserial NOT NULL,
  PRIMARY KEY (originator_id, originator_version)
) WITH (
  autovacuum_vacuum_threshold = 100000000,
  autovacuum_vacuum_scale_factor = 0.5,
  autovacuum_analyze_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.01
);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON ledger.stored_events (notification_id);

-- What was answered to a command, by its idempotency key.
CREATE TABLE ledger.answered_commands (
  key text PRIMARY KEY,
  digest bytea NOT NULL,
  answer bytea NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now(),
  asked_again bigint NOT NULL DEFAULT 0
);

-- Holders of the lock write one after another, so positions become visible in their order and a
-- reader that asks for "after n" never passes over a fact (reference: performance.md 2).
CREATE FUNCTION ledger.take_lock() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
BEGIN
  SET LOCAL lock_timeout = '10s';
  LOCK TABLE stored_events IN EXCLUSIVE MODE;
END $$;

-- Appends a batch, all or nothing, and returns its positions in the order given.
-- ML001: a stream does not stand where the writer believed it stood.
CREATE FUNCTION ledger.append_facts(
  streams uuid[], versions bigint[], topics text[], states bytea[]
) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  positions bigint[];
BEGIN
  PERFORM take_lock();
  IF EXISTS (
    SELECT FROM (
      SELECT stream, min(version) AS first, max(version) AS last, count(*) AS facts
      FROM unnest(streams, versions) AS w (stream, version) GROUP BY stream
    ) AS written
    LEFT JOIN LATERAL (
      SELECT max(originator_version) AS version FROM stored_events
      WHERE originator_id = written.stream
    ) AS head ON true
    WHERE first <> coalesce(head.version, 0) + 1 OR last <> first + facts - 1
  ) THEN
    RAISE EXCEPTION 'a stream grew meanwhile' USING ERRCODE = 'ML001';
  END IF;
  WITH appended AS (
    INSERT INTO stored_events (originator_id, originator_version, topic, state)
    SELECT stream, version, topic, state
    FROM unnest(streams, versions, topics, states)
      WITH ORDINALITY AS w (stream, version, topic, state, place)
    ORDER BY place
    RETURNING notification_id
  )
  SELECT array_agg(notification_id ORDER BY notification_id) INTO positions FROM appended;
  PERFORM pg_notify('stored_events', positions[array_upper(positions, 1)]::text);
  RETURN positions;
END $$;

CREATE FUNCTION ledger.remember_answer(command_key text, command_digest bytea, given bytea)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  INSERT INTO answered_commands (key, digest, answer) VALUES (command_key, command_digest, given);
$$;

-- The answer given before. Counting the repetition writes WAL: a repeat is confirmed only by a
-- commit of its own, never by a read that a failover could undo (reference: reliability.md 0.2).
CREATE FUNCTION ledger.earlier_answer(command_key text)
RETURNS TABLE (digest bytea, answer bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  UPDATE answered_commands AS c SET asked_again = asked_again + 1
  WHERE c.key = command_key RETURNING c.digest, c.answer;
$$;

-- A transaction that calls this commits only when its WAL is where the configuration wants it.
CREATE FUNCTION ledger.write_barrier() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_current_xact_id();
  PERFORM pg_logical_emit_message(true, 'madoguchi', 'barrier');
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO :app;
GRANT SELECT ON ledger.stored_events TO :app;
GRANT EXECUTE ON FUNCTION
  ledger.take_lock(),
  ledger.append_facts(uuid[], bigint[], text[], bytea[]),
  ledger.remember_answer(text, bytea, bytea),
  ledger.earlier_answer(text),
  ledger.write_barrier()
TO :app;
