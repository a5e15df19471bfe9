-- the table of last appointments agrees with the log: the last of each, whether it stands, what became of it
SELECT coalesce(stream, stream_id) AS stream, f.version, t.version AS version_in_table,
  f.stands, t.is_open AS stands_in_table
FROM (
  SELECT DISTINCT ON (stream) *, ended_by IS DISTINCT FROM 'cancelled' AS stands FROM spans
  ORDER BY stream, place DESC) AS f
FULL JOIN office.booking_heads AS t ON stream_id = stream
WHERE (f.version, f.appointment, f.visit, f.service, f.venue, f.starts_at, f.minutes, f.channel,
    f.reference, f.from_at, f.stands, f.outcome)
  IS DISTINCT FROM (t.version, t.appointment_id, t.visit_id, t.service, t.venue_id, t.starts_at,
    t.minutes, t.channel, t.reference, t.from_at, t.is_open, t.outcome)
