-- what the board counts as booked for a day, venue and hour is what the log adds up to
SELECT day, venue, hour, coalesce(f.n, 0) AS booked, coalesce(t.n, 0) AS in_table FROM (
  SELECT (starts_at AT TIME ZONE 'Asia/Tokyo')::date AS day, venue_id AS venue,
    extract(hour FROM starts_at AT TIME ZONE 'Asia/Tokyo')::int AS hour, count(*) AS n
  FROM (
    SELECT DISTINCT ON (originator_id, f.appointment_id) topic, f.venue_id, f.starts_at
    FROM ledger.stored_events
      CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact OFFSET 0) AS j
      CROSS JOIN LATERAL jsonb_to_record(fact)
        AS f (appointment_id uuid, venue_id uuid, starts_at timestamptz)
    WHERE topic IN ('case.appointment-noted', 'case.appointment-moved',
        'case.appointment-cancelled', 'invitation.booked', 'invitation.moved',
        'invitation.cancelled') AND notification_id <= (SELECT upto FROM shown)
    ORDER BY originator_id, f.appointment_id, originator_version DESC) AS last
  WHERE topic NOT LIKE '%cancelled' GROUP BY 1, 2, 3) AS f
FULL JOIN (
  SELECT day, venue_id AS venue, bucket AS hour, n FROM office.measure_counts
  WHERE measure = 'booked') AS t USING (day, venue, hour)
WHERE coalesce(f.n, 0) <> coalesce(t.n, 0)
