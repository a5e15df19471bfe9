-- migrate:up
-- An opening is kept with its moment, its venue (all of them where there is none) and the most
-- people a second that are called. Rooms of different venues stand beside each other.
ALTER TABLE booking.waiting_rooms
  ADD COLUMN venue_code text CHECK (venue_code <> ''),
  ADD COLUMN most_rate double precision CHECK (most_rate >= rate);
DROP INDEX booking.waiting_rooms_opening_idx;
CREATE UNIQUE INDEX waiting_rooms_opening_idx
  ON booking.waiting_rooms (opens_at, coalesce(venue_code, '')) WHERE reason = 'opening';

-- Asking again gives the room there is: one a venue and moment of opening (even if it is over),
-- and one a venue at a time of the other kinds.
DROP FUNCTION booking.open_waiting_room(
  text, timestamptz, timestamptz, integer, integer, double precision);
CREATE FUNCTION booking.open_waiting_room(
  why text, gathering timestamptz, opening timestamptz, pass_seconds integer,
  claiming_seconds integer, first_rate double precision, venue text DEFAULT NULL,
  highest_rate double precision DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  made integer;
  half bytea := chance();
BEGIN
  LOCK TABLE waiting_rooms IN SHARE ROW EXCLUSIVE MODE;
  SELECT room_id INTO made FROM waiting_rooms
  WHERE venue_code IS NOT DISTINCT FROM venue
    AND CASE WHEN why = 'opening' THEN reason = why AND opens_at = opening
      ELSE ended_at IS NULL AND gathers_at <= gathering END
  ORDER BY reason = 'opening' DESC, room_id LIMIT 1;
  IF FOUND THEN RETURN made; END IF;
  DELETE FROM waiting_tickets AS t USING waiting_rooms AS r
    WHERE t.room_id = r.room_id AND r.ended_at < gathering - interval '30 days';
  DELETE FROM waiting_calls AS c USING waiting_rooms AS r
    WHERE c.room_id = r.room_id AND r.ended_at < gathering - interval '30 days';
  DELETE FROM worker_loads WHERE noted_at < gathering - interval '1 day';
  INSERT INTO waiting_rooms (reason, gathers_at, opens_at, window_seconds, claim_seconds,
    commitment, rate, drawn_at, venue_code, most_rate)
  VALUES (why, gathering, opening, pass_seconds, claiming_seconds, sha256(half), first_rate,
    CASE WHEN why <> 'opening' THEN opening END, venue, highest_rate)
  RETURNING room_id INTO made;
  INSERT INTO waiting_draws (room_id, promised) VALUES (made, half);
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION booking.open_waiting_room(
  text, timestamptz, timestamptz, integer, integer, double precision, text, double precision)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.open_waiting_room(
  text, timestamptz, timestamptz, integer, integer, double precision, text, double precision)
TO :app;
