-- what the board counts of people served, counters staffed and documents forgotten is what the log adds up to
WITH tickets AS (
  SELECT (fact ->> 'visit_id')::uuid AS visit, (fact ->> 'venue_id')::uuid AS venue, place
  FROM shown_facts WHERE topic = 'reception.ticket-issued'
), of_visits AS (
  SELECT f.place, f.day, f.topic, t.venue, f.fact FROM shown_facts AS f LEFT JOIN tickets AS t
    ON t.visit = (f.fact ->> 'visit_id')::uuid AND t.place < f.place
  WHERE f.topic IN ('case.checked-in', 'case.documents-insufficient')
), shifts AS (
  SELECT topic, at, lag(topic) OVER w AS before, lag(at) OVER w AS since FROM shown_facts
  WHERE topic IN ('counter.clerk-signed-in', 'counter.clerk-signed-out')
  WINDOW w AS (PARTITION BY fact ->> 'station' ORDER BY place)
), counted AS (
  SELECT day, venue, 'people' AS measure, 0::bigint AS seconds FROM of_visits
  WHERE topic = 'case.checked-in'
  UNION ALL
  SELECT day, venue, 'forgotten-' || part, 0 FROM of_visits
    CROSS JOIN LATERAL regexp_split_to_table(fact -> 'missing' ->> 0, '\+') AS part
  WHERE topic = 'case.documents-insufficient'
  UNION ALL
  SELECT (since AT TIME ZONE 'Asia/Tokyo')::date, NULL, 'staffed',
    extract(epoch FROM at - since)::bigint FROM shifts
  WHERE topic = 'counter.clerk-signed-out' AND before = 'counter.clerk-signed-in'
    AND at - since BETWEEN interval '0' AND interval '14 hours'
)
SELECT day, venue, measure, coalesce(f.n, 0) AS in_log, coalesce(t.n, 0) AS in_table,
  coalesce(f.seconds, 0) AS seconds, coalesce(t.seconds, 0) AS seconds_in_table
FROM (
  SELECT day, coalesce(venue, '00000000-0000-0000-0000-000000000000') AS venue, measure,
    count(*) AS n, sum(seconds) AS seconds FROM counted GROUP BY 1, 2, 3) AS f
FULL JOIN (
  SELECT day, venue_id AS venue, measure, n, seconds FROM office.measure_counts
  WHERE measure IN ('people', 'staffed') OR measure LIKE 'forgotten-%') AS t
  USING (day, venue, measure)
WHERE (coalesce(f.n, 0), coalesce(f.seconds, 0)) <> (coalesce(t.n, 0), coalesce(t.seconds, 0))
