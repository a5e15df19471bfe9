-- how long visits took, as the board counts them by day and venue, is what the log adds up to
WITH finished AS (
  SELECT *, (
      SELECT at FROM visit_facts AS c WHERE c.visit = v.visit AND c.place < v.place
        AND topic = 'visit.called' ORDER BY place DESC LIMIT 1) AS called_at, (
      SELECT real_at FROM visit_facts AS c WHERE c.visit = v.visit AND mark = 'start'
        AND c.place <= (SELECT upto FROM shown) ORDER BY place DESC LIMIT 1) AS real_start, (
      SELECT real_at FROM visit_facts AS c WHERE c.visit = v.visit AND mark = 'end'
        AND c.place <= (SELECT upto FROM shown) ORDER BY place DESC LIMIT 1) AS real_end
  FROM (
    SELECT DISTINCT ON (visit) visit, place, topic FROM turns
    WHERE place <= (SELECT upto FROM shown) ORDER BY visit, place DESC) AS last
  JOIN visit_facts AS v USING (visit, place, topic) WHERE topic = 'visit.finished'
), lengths AS (
  SELECT coalesce(i.day, (called_at AT TIME ZONE 'Asia/Tokyo')::date) AS day,
    coalesce(i.venue, '00000000-0000-0000-0000-000000000000') AS venue,
    floor(extract(epoch FROM coalesce(real_end, at) - coalesce(real_start, called_at)))
      AS seconds
  FROM finished LEFT JOIN (
    SELECT f.visit_id AS visit, f.day, f.venue_id AS venue FROM ledger.stored_events
      CROSS JOIN LATERAL jsonb_to_record(convert_from(state, 'UTF8')::jsonb -> 'fact')
        AS f (visit_id uuid, day date, venue_id uuid)
    WHERE topic = 'reception.ticket-issued') AS i USING (visit)
)
SELECT day, venue, bucket, coalesce(f.n, 0) AS in_log, coalesce(t.n, 0) AS in_table FROM (
  SELECT day, venue, floor(seconds / 30)::int AS bucket, count(*) AS n, sum(seconds) AS seconds
  FROM lengths WHERE seconds >= 0 GROUP BY 1, 2, 3) AS f
FULL JOIN (
  SELECT day, venue_id AS venue, bucket, n, seconds FROM office.measure_counts
  WHERE measure = 'cycle') AS t USING (day, venue, bucket)
WHERE (coalesce(f.n, 0), coalesce(f.seconds, 0)) <> (coalesce(t.n, 0), coalesce(t.seconds, 0))
