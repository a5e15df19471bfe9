-- what the board counts of who came, stayed away and cancelled is what the log adds up to
WITH outcomes AS (
  SELECT *, (starts_at AT TIME ZONE 'Asia/Tokyo')::date AS day FROM (
    SELECT venue, starts_at, from_at, channel, outcome AS what FROM spans WHERE outcome IS NOT NULL
    UNION ALL SELECT venue, starts_at, from_at, channel, 'cancelled' FROM spans
    WHERE ended_by = 'cancelled') AS each
), counted AS (
  SELECT day, venue, what AS measure,
    extract(hour FROM starts_at AT TIME ZONE 'Asia/Tokyo')::int AS bucket FROM outcomes
  UNION ALL SELECT day, venue, what || '-by-lead',
    day - (from_at AT TIME ZONE 'Asia/Tokyo')::date FROM outcomes
  UNION ALL SELECT day, venue, what || '-by-channel-' || channel, 0 FROM outcomes
)
SELECT day, venue, measure, bucket, coalesce(f.n, 0) AS in_log, coalesce(t.n, 0) AS in_table
FROM (SELECT day, venue, measure, bucket, count(*) AS n FROM counted GROUP BY 1, 2, 3, 4) AS f
FULL JOIN (
  SELECT day, venue_id AS venue, measure, bucket, n FROM office.measure_counts
  WHERE measure SIMILAR TO '(came|no-show|cancelled)(-by-%)?') AS t
  USING (day, venue, measure, bucket)
WHERE coalesce(f.n, 0) <> coalesce(t.n, 0)
