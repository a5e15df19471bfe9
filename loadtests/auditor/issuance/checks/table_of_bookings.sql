-- the table of appointments agrees with the log: each as long as it stood so, and what became of it
SELECT coalesce(stream, stream_id) AS stream, coalesce(f.version, t.version) AS version,
  f.starts_at, t.starts_at AS starts_at_in_table, f.ended_by, t.ended_by AS ended_by_in_table,
  f.outcome, t.outcome AS outcome_in_table
FROM spans AS f FULL JOIN office.booking_spans AS t ON stream_id = stream AND t.version = f.version
WHERE (f.appointment, f.visit, f.service, f.venue, f.starts_at, f.minutes, f.channel,
    f.reference, f.from_at, f.until_at, f.ended_by, f.outcome)
  IS DISTINCT FROM (t.appointment_id, t.visit_id, t.service, t.venue_id, t.starts_at,
    t.minutes, t.channel, t.reference, t.from_at, t.until_at, t.ended_by, t.outcome)
