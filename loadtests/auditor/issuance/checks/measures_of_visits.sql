-- how long visits and their parts took, as the board counts them by day and venue, is what the log adds up to
WITH counted AS (
  SELECT visit, called_at, measure, seconds / 30 AS bucket, seconds FROM lengths
  UNION ALL SELECT visit, called_at, 'wait-by-hour', hour, seconds FROM lengths
  WHERE measure = 'wait'
  UNION ALL SELECT visit, called_at, 'long-wait-by-hour', hour, 0 FROM lengths
  WHERE measure = 'wait' AND seconds > 600
), placed AS (
  SELECT measure, bucket, seconds, coalesce(i.day, (called_at AT TIME ZONE 'Asia/Tokyo')::date) AS day,
    coalesce(i.venue, '00000000-0000-0000-0000-000000000000') AS venue
  FROM counted LEFT JOIN (SELECT visit_id AS visit, day, venue_id AS venue FROM issued) AS i
    USING (visit)
)
SELECT day, venue, measure, bucket, coalesce(f.n, 0) AS in_log, coalesce(t.n, 0) AS in_table,
  coalesce(f.seconds, 0) AS seconds, coalesce(t.seconds, 0) AS seconds_in_table
FROM (SELECT day, venue, measure, bucket, count(*) AS n, sum(seconds) AS seconds FROM placed
  GROUP BY 1, 2, 3, 4) AS f
FULL JOIN (
  SELECT day, venue_id AS venue, measure, bucket, n, seconds FROM office.measure_counts
  WHERE measure IN ('wait', 'identity', 'pins', 'delivery', 'closing', 'cycle', 'stay',
    'wait-by-hour', 'long-wait-by-hour')) AS t USING (day, venue, measure, bucket)
WHERE (coalesce(f.n, 0), coalesce(f.seconds, 0)) <> (coalesce(t.n, 0), coalesce(t.seconds, 0))
