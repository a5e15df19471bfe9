-- what the board counts of cases, and the days from step to step of each, is what the log adds up to
WITH steps_of_case AS (
  SELECT person, step, day, place FROM (
    SELECT DISTINCT ON (person, topic) person, place, day,
      CASE topic WHEN 'case.card-arrived' THEN 'arrival' WHEN 'case.notice-sent' THEN 'notice'
        WHEN 'case.appointment-noted' THEN 'booking' WHEN 'case.visit-finished' THEN 'visit'
        WHEN 'case.handed-to-post' THEN 'post' ELSE 'delivery' END AS step
    FROM case_facts
    WHERE (topic IN ('case.card-arrived', 'case.appointment-noted', 'case.visit-finished',
        'case.handed-to-post', 'case.delivered') OR topic = 'case.notice-sent' AND round = 1)
      AND place <= (SELECT upto FROM shown)
    ORDER BY person, topic, place) AS first_of_each
), counted AS (
  SELECT coalesce(applied_on, day) AS day, 'applied' AS measure, 0 AS bucket FROM case_facts
  WHERE topic = 'case.card-expected' AND place <= (SELECT upto FROM shown)
  UNION ALL
  SELECT day, 'notified', 0 FROM steps_of_case WHERE step = 'notice'
  UNION ALL
  SELECT CASE measure WHEN 'notice-booking' THEN a.day ELSE b.day END, measure, b.day - a.day
  FROM (VALUES ('arrival', 'notice'), ('notice', 'booking'), ('notice', 'visit'),
      ('visit', 'post'), ('post', 'delivery')) AS p (since, until)
    CROSS JOIN LATERAL (SELECT since || '-' || until AS measure) AS m
    JOIN steps_of_case AS a ON a.step = since
    JOIN steps_of_case AS b ON b.step = until AND b.person = a.person
  WHERE a.place < b.place AND a.day <= b.day
)
SELECT day, measure, bucket, coalesce(f.n, 0) AS in_log, coalesce(t.n, 0) AS in_table
FROM (SELECT day, measure, bucket, count(*) AS n FROM counted GROUP BY 1, 2, 3) AS f
FULL JOIN (
  SELECT day, measure, bucket, n FROM office.measure_counts WHERE measure IN ('applied', 'notified',
    'arrival-notice', 'notice-booking', 'notice-visit', 'visit-post', 'post-delivery')) AS t
  USING (day, measure, bucket)
WHERE coalesce(f.n, 0) <> coalesce(t.n, 0)
