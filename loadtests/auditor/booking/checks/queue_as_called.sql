-- the waiting room counts its people as they are: who gathered, who was called, each admitted from a called place
WITH kept AS (
  -- Of a room that ended a month before another opened the people are forgotten.
  SELECT * FROM booking.waiting_rooms WHERE coalesce(ended_at >= (
    SELECT max(gathers_at) - interval '30 days' FROM booking.waiting_rooms), true)
), people AS (
  SELECT room_id, count(*) FILTER (WHERE lane = 'drawn') AS gathered, count(until) AS admitted,
    count(*) - count(DISTINCT (lane, coalesce(place::text, ticket_id::text))) AS same_place,
    coalesce(max(place) FILTER (WHERE lane = 'drawn'), 0) AS drawn_last,
    coalesce(max(place) FILTER (WHERE lane = 'come'), 0) AS come_last
  FROM booking.waiting_tickets GROUP BY room_id
), calls AS (
  SELECT room_id, coalesce(max(last) FILTER (WHERE lane = 'drawn'), 0) AS drawn_called,
    coalesce(max(last) FILTER (WHERE lane = 'come'), 0) AS come_called
  FROM booking.waiting_calls GROUP BY room_id
), let_in AS (
  SELECT call_id, c.room_id, claimed, count(ticket_id) AS came
  FROM booking.waiting_calls AS c LEFT JOIN booking.waiting_tickets AS t
    ON t.room_id = c.room_id AND t.lane = c.lane AND place BETWEEN first AND last
      AND until IS NOT NULL
  GROUP BY call_id, c.room_id, claimed
)
SELECT room_id AS room, 'counts' AS what, r.admitted AS n, coalesce(p.admitted, 0) AS people
FROM kept AS r LEFT JOIN people AS p USING (room_id) LEFT JOIN calls AS c USING (room_id)
WHERE same_place > 0
  OR r.drawn_last < coalesce(p.drawn_last, 0) OR r.come_last < coalesce(p.come_last, 0)
  OR (r.gathered, r.admitted, r.drawn_called, r.come_called) IS DISTINCT FROM (
    coalesce(p.gathered, 0), coalesce(p.admitted, 0), coalesce(c.drawn_called, 0),
    coalesce(c.come_called, 0))
UNION ALL
SELECT room_id, 'call ' || call_id, claimed, came FROM let_in JOIN kept USING (room_id)
WHERE claimed <> came
UNION ALL
SELECT room_id, 'admitted uncalled', count(*), 0 FROM booking.waiting_tickets AS t
WHERE until IS NOT NULL AND NOT EXISTS (SELECT FROM booking.waiting_calls AS c
  WHERE c.room_id = t.room_id AND c.lane = t.lane AND t.place BETWEEN c.first AND c.last)
GROUP BY room_id
