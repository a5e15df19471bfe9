-- migrate:up
-- The waiting room (待合室): new bookings wait here at an opening, or while the desk is overrun.
-- A place is a number in a lane: those who were drawn come before those who came later. Only
-- the functions below write; all of them hold the room's row, so that counters stay dense.
CREATE TABLE booking.waiting_rooms (
  room_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reason text NOT NULL CHECK (reason IN ('opening', 'busy', 'manager')),
  gathers_at timestamptz NOT NULL,
  opens_at timestamptz NOT NULL CHECK (opens_at >= gathers_at),
  ended_at timestamptz,
  window_seconds integer NOT NULL CHECK (window_seconds > 0),
  claim_seconds integer NOT NULL CHECK (claim_seconds > 0),
  commitment bytea NOT NULL,
  drawn_at timestamptz,
  gathered integer NOT NULL DEFAULT 0,
  drawn_last integer NOT NULL DEFAULT 0,
  drawn_called integer NOT NULL DEFAULT 0,
  come_last integer NOT NULL DEFAULT 0,
  come_called integer NOT NULL DEFAULT 0,
  admitted integer NOT NULL DEFAULT 0,
  rate double precision NOT NULL CHECK (rate > 0),
  tokens double precision NOT NULL DEFAULT 0,
  turned_at timestamptz,
  adapted_at timestamptz,
  crowded_at timestamptz,
  CHECK (drawn_called <= drawn_last AND come_called <= come_last)
);
CREATE UNIQUE INDEX waiting_rooms_opening_idx ON booking.waiting_rooms (opens_at)
  WHERE reason = 'opening';

-- What the draw is made of; the program may not look before it is drawn.
CREATE TABLE booking.waiting_draws (
  room_id integer PRIMARY KEY,
  promised bytea NOT NULL,
  added bytea,
  fingerprint bytea
);

-- One row for each who came; `until` is set once, when the ticket is used.
CREATE TABLE booking.waiting_tickets (
  ticket_id uuid PRIMARY KEY,
  room_id integer NOT NULL,
  lane text NOT NULL CHECK (lane IN ('drawn', 'come')),
  place integer,
  lapses smallint NOT NULL DEFAULT 0,
  until timestamptz
);

-- Places called together. What nobody claimed in time is given to others when the call is over.
CREATE TABLE booking.waiting_calls (
  call_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id integer NOT NULL,
  lane text NOT NULL,
  first integer NOT NULL,
  last integer NOT NULL CHECK (last >= first),
  called_at timestamptz NOT NULL,
  claimed integer NOT NULL DEFAULT 0 CHECK (claimed <= last - first + 1),
  over boolean NOT NULL DEFAULT false
);
CREATE INDEX waiting_calls_live_idx ON booking.waiting_calls (room_id, lane, first) WHERE NOT over;

-- What each worker measured last; nobody misses it after a crash.
CREATE UNLOGGED TABLE booking.worker_loads (
  worker uuid PRIMARY KEY,
  noted_at timestamptz NOT NULL,
  p95_seconds double precision NOT NULL,
  answers_per_second double precision NOT NULL,
  shed integer NOT NULL
);

CREATE FUNCTION booking.chance() RETURNS bytea LANGUAGE sql SET search_path = pg_catalog AS $$
  SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
$$;

-- Asking again gives the room there is: one a moment of opening (even if it is over), and one at
-- a time of the other kinds.
CREATE FUNCTION booking.open_waiting_room(
  why text, gathering timestamptz, opening timestamptz, pass_seconds integer,
  claiming_seconds integer, first_rate double precision
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  made integer;
  half bytea := chance();
BEGIN
  LOCK TABLE waiting_rooms IN SHARE ROW EXCLUSIVE MODE;
  SELECT room_id INTO made FROM waiting_rooms
  WHERE CASE WHEN why = 'opening' THEN reason = why AND opens_at = opening
    ELSE ended_at IS NULL AND gathers_at <= gathering END
  ORDER BY reason = 'opening' DESC, room_id LIMIT 1;
  IF FOUND THEN RETURN made; END IF;
  DELETE FROM waiting_tickets AS t USING waiting_rooms AS r
    WHERE t.room_id = r.room_id AND r.ended_at < gathering - interval '30 days';
  DELETE FROM waiting_calls AS c USING waiting_rooms AS r
    WHERE c.room_id = r.room_id AND r.ended_at < gathering - interval '30 days';
  DELETE FROM worker_loads WHERE noted_at < gathering - interval '1 day';
  INSERT INTO waiting_rooms (reason, gathers_at, opens_at, window_seconds, claim_seconds,
    commitment, rate, drawn_at)
  VALUES (why, gathering, opening, pass_seconds, claiming_seconds, sha256(half), first_rate,
    CASE WHEN why <> 'opening' THEN opening END)
  RETURNING room_id INTO made;
  INSERT INTO waiting_draws (room_id, promised) VALUES (made, half);
  RETURN made;
END $$;

CREATE FUNCTION booking.end_waiting_room(room integer, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
  WITH done AS (
    UPDATE waiting_rooms SET ended_at = at WHERE room_id = room AND ended_at IS NULL RETURNING 1
  ) SELECT EXISTS (SELECT FROM done);
$$;

-- From now on nobody joins those who are drawn; only then is the second half of the key made.
-- How many were drawn; nothing if it is too early, or was done.
CREATE FUNCTION booking.draw_places(room integer, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  half bytea := chance();
  all_tickets bytea;
  key bytea;
  people integer;
BEGIN
  PERFORM FROM waiting_rooms WHERE room_id = room AND drawn_at IS NULL AND opens_at <= at
    AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT sha256(coalesce(string_agg(uuid_send(ticket_id), ''::bytea ORDER BY ticket_id), ''))
    INTO all_tickets FROM waiting_tickets WHERE room_id = room;
  UPDATE waiting_draws SET added = half, fingerprint = all_tickets WHERE room_id = room
    RETURNING sha256(promised || half || all_tickets) INTO key;
  UPDATE waiting_tickets AS t SET place = o.place FROM (
    SELECT ticket_id, row_number() OVER (ORDER BY sha256(key || uuid_send(ticket_id))) AS place
    FROM waiting_tickets WHERE room_id = room
  ) AS o WHERE t.ticket_id = o.ticket_id;
  GET DIAGNOSTICS people = ROW_COUNT;
  UPDATE waiting_rooms SET drawn_at = at, drawn_last = people WHERE room_id = room;
  RETURN people;
END $$;

-- What the draw was made of, once it is made, so that anybody can make it again.
CREATE FUNCTION booking.published_draw(room integer)
RETURNS TABLE (promised bytea, added bytea, fingerprint bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
  SELECT d.promised, d.added, d.fingerprint FROM waiting_draws AS d
  WHERE d.room_id = room AND d.added IS NOT NULL;
$$;

-- People step up to the door, many at once. Who is new gets a ticket; who was called in time is
-- admitted, once; who was called and did not come in time stands at the end of their own lane.
CREATE FUNCTION booking.step_up(room integer, ids uuid[], at timestamptz)
RETURNS SETOF booking.waiting_tickets
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  r waiting_rooms;
  people integer;
BEGIN
  SELECT * INTO r FROM waiting_rooms WHERE room_id = room AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO waiting_tickets (ticket_id, room_id, lane, place)
  SELECT id, room, CASE WHEN r.drawn_at IS NULL THEN 'drawn' ELSE 'come' END,
    CASE WHEN r.drawn_at IS NOT NULL THEN r.come_last + row_number() OVER (ORDER BY nth) END
  FROM unnest(ids) WITH ORDINALITY AS u (id, nth)
  WHERE NOT EXISTS (SELECT FROM waiting_tickets AS t WHERE t.ticket_id = id);
  GET DIAGNOSTICS people = ROW_COUNT;
  IF people > 0 THEN
    UPDATE waiting_rooms SET
      gathered = gathered + CASE WHEN r.drawn_at IS NULL THEN people ELSE 0 END,
      come_last = come_last + CASE WHEN r.drawn_at IS NULL THEN 0 ELSE people END
    WHERE room_id = room;
  END IF;
  IF r.drawn_at IS NOT NULL THEN
    PERFORM admit_called(r, ids, at);
    PERFORM place_again(r, ids);
  END IF;
  RETURN QUERY SELECT * FROM waiting_tickets WHERE ticket_id = ANY (ids) AND room_id = room;
END $$;

CREATE FUNCTION booking.admit_called(r booking.waiting_rooms, ids uuid[], at timestamptz)
RETURNS void LANGUAGE sql SET search_path = booking, pg_temp AS $$
  WITH let_in AS (
    UPDATE waiting_tickets AS t SET until = at + make_interval(secs => r.window_seconds)
    FROM waiting_calls AS c
    WHERE t.ticket_id = ANY (ids) AND t.room_id = r.room_id AND t.until IS NULL
      AND c.room_id = r.room_id AND c.lane = t.lane AND t.place BETWEEN c.first AND c.last
      AND NOT c.over
    RETURNING c.call_id
  ), counted AS (
    UPDATE waiting_calls AS c SET claimed = claimed + l.people
    FROM (SELECT call_id, count(*) AS people FROM let_in GROUP BY call_id) AS l
    WHERE c.call_id = l.call_id
  )
  UPDATE waiting_rooms SET admitted = admitted + (SELECT count(*) FROM let_in)
  WHERE room_id = r.room_id AND EXISTS (SELECT FROM let_in);
$$;

CREATE FUNCTION booking.place_again(r booking.waiting_rooms, ids uuid[])
RETURNS void LANGUAGE sql SET search_path = booking, pg_temp AS $$
  WITH late AS (
    SELECT ticket_id, lane, row_number() OVER (PARTITION BY lane ORDER BY place) AS nth
    FROM waiting_tickets AS t
    WHERE ticket_id = ANY (ids) AND room_id = r.room_id AND until IS NULL
      AND place <= CASE lane WHEN 'drawn' THEN r.drawn_called ELSE r.come_called END
  ), placed AS (
    UPDATE waiting_tickets AS t SET lapses = lapses + 1, place = l.nth + w.last
    FROM late AS l
    JOIN LATERAL (
      SELECT CASE l.lane WHEN 'drawn' THEN drawn_last ELSE come_last END AS last
      FROM waiting_rooms WHERE room_id = r.room_id
    ) AS w ON true
    WHERE t.ticket_id = l.ticket_id RETURNING t.lane
  )
  UPDATE waiting_rooms SET
    drawn_last = drawn_last + (SELECT count(*) FROM placed WHERE lane = 'drawn'),
    come_last = come_last + (SELECT count(*) FROM placed WHERE lane = 'come')
  WHERE room_id = r.room_id AND EXISTS (SELECT FROM placed);
$$;

-- One worker at a time, at most every so often, takes the turn to call people: it gets how the
-- room stands, how many called places nobody claimed, and what the workers measured.
CREATE FUNCTION booking.take_turn(room integer, at timestamptz, every interval)
RETURNS TABLE (lapsed integer, p95_seconds double precision, shed integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  claiming interval;
BEGIN
  SELECT make_interval(secs => claim_seconds) INTO claiming FROM waiting_rooms
  WHERE room_id = room AND ended_at IS NULL AND drawn_at <= at
    AND coalesce(turned_at <= at - every, true) FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  WITH gone AS (
    UPDATE waiting_calls SET over = true
    WHERE room_id = room AND NOT over AND called_at <= at - claiming
    RETURNING last - first + 1 - claimed AS unclaimed
  ) SELECT coalesce(sum(unclaimed), 0) INTO lapsed FROM gone;
  SELECT max(l.p95_seconds), coalesce(sum(l.shed), 0) INTO p95_seconds, shed
  FROM worker_loads AS l WHERE noted_at > at - interval '5 seconds';
  RETURN NEXT;
END $$;

-- The end of a turn, in the transaction that took it.
CREATE FUNCTION booking.call_places(
  room integer, at timestamptz, drawn integer, come integer, next_rate double precision,
  left_tokens double precision, adapted boolean, crowded boolean
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
  INSERT INTO waiting_calls (room_id, lane, first, last, called_at)
  SELECT room, lane, called + 1, called + people, at
  FROM waiting_rooms, LATERAL (
    VALUES ('drawn', drawn_called, drawn), ('come', come_called, come)
  ) AS c (lane, called, people)
  WHERE room_id = room AND people > 0;
  UPDATE waiting_rooms SET
    drawn_called = drawn_called + drawn, come_called = come_called + come,
    rate = next_rate, tokens = left_tokens, turned_at = at,
    adapted_at = CASE WHEN adapted THEN at ELSE adapted_at END,
    crowded_at = CASE WHEN crowded THEN at ELSE coalesce(crowded_at, at) END
  WHERE room_id = room;
$$;

CREATE FUNCTION booking.note_load(
  who uuid, at timestamptz, p95 double precision, answers double precision, refused integer
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
  INSERT INTO worker_loads VALUES (who, at, p95, answers, refused)
  ON CONFLICT (worker) DO UPDATE SET noted_at = at, p95_seconds = p95,
    answers_per_second = answers, shed = refused;
$$;

REVOKE ALL ON FUNCTION
  booking.chance(),
  booking.open_waiting_room(text, timestamptz, timestamptz, integer, integer, double precision),
  booking.end_waiting_room(integer, timestamptz),
  booking.draw_places(integer, timestamptz),
  booking.published_draw(integer),
  booking.step_up(integer, uuid[], timestamptz),
  booking.admit_called(booking.waiting_rooms, uuid[], timestamptz),
  booking.place_again(booking.waiting_rooms, uuid[]),
  booking.take_turn(integer, timestamptz, interval),
  booking.call_places(integer, timestamptz, integer, integer, double precision,
    double precision, boolean, boolean),
  booking.note_load(uuid, timestamptz, double precision, double precision, integer)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  booking.open_waiting_room(text, timestamptz, timestamptz, integer, integer, double precision),
  booking.end_waiting_room(integer, timestamptz),
  booking.draw_places(integer, timestamptz),
  booking.published_draw(integer),
  booking.step_up(integer, uuid[], timestamptz),
  booking.take_turn(integer, timestamptz, interval),
  booking.call_places(integer, timestamptz, integer, integer, double precision,
    double precision, boolean, boolean),
  booking.note_load(uuid, timestamptz, double precision, double precision, integer)
TO :app;
GRANT SELECT ON
  booking.waiting_rooms, booking.waiting_tickets, booking.waiting_calls, booking.worker_loads
TO :app;
