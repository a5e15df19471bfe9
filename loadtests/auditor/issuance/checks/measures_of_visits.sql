-- how long visits and their parts took, as the board counts them by day and venue, is what the log adds up to
WITH ends AS (
  -- A visit is counted as it stands when it ends, or its end or a time of it is corrected.
  SELECT DISTINCT ON (visit) visit, place AS counted_at FROM visit_facts
  WHERE topic IN ('visit.finished', 'visit.end-undone', 'visit.time-corrected')
    AND place <= (SELECT upto FROM shown) ORDER BY visit, place DESC
), finished AS (
  SELECT visit, counted_at FROM (
    SELECT DISTINCT ON (visit) visit, counted_at, topic FROM turns JOIN ends USING (visit)
    WHERE place <= counted_at ORDER BY visit, place DESC) AS last
  WHERE topic = 'visit.finished'
), steps_of_visit AS (
  SELECT person, place, at, topic, step, coalesce(visit, first_value(visit) OVER (
      PARTITION BY person, nth ORDER BY place)) AS visit
  FROM (
    SELECT stream AS person, place, at, topic, fact ->> 'step' AS step,
      (fact ->> 'visit_id')::uuid AS visit,
      count(*) FILTER (WHERE topic = 'case.checked-in') OVER (
        PARTITION BY stream ORDER BY place) AS nth
    FROM shown_facts WHERE topic IN ('case.checked-in', 'case.identity-verified',
      'case.pins-sealed', 'case.pin-sheet-sealed', 'case.pinless-chosen', 'case.delivery-chosen',
      'case.step-undone')) AS f
), parts AS (
  SELECT DISTINCT ON (visit, part) visit, part, CASE topic WHEN 'case.step-undone' THEN NULL
    ELSE at END AS at
  FROM (
    SELECT *, CASE topic WHEN 'case.identity-verified' THEN 'identity'
        WHEN 'case.delivery-chosen' THEN 'delivery' WHEN 'case.step-undone' THEN step
        ELSE 'pins' END AS part
    FROM steps_of_visit WHERE topic <> 'case.checked-in') AS s
  JOIN finished USING (visit) WHERE place <= counted_at ORDER BY visit, part, place DESC
), marks AS (
  SELECT DISTINCT ON (visit, mark) visit, mark, at FROM (
    SELECT visit, place, coalesce(real_at, at) AS at, CASE topic WHEN 'visit.arrived' THEN 'arrived'
        WHEN 'visit.called' THEN 'called' WHEN 'visit.finished' THEN 'ended'
        ELSE 'real ' || mark END AS mark
    FROM visit_facts WHERE topic IN ('visit.arrived', 'visit.called', 'visit.finished',
      'visit.time-corrected')) AS m
  JOIN finished USING (visit) WHERE place <= counted_at ORDER BY visit, mark, place DESC
), times AS (
  SELECT finished.visit, coalesce(max(m.at) FILTER (WHERE mark = 'arrived'), (
      SELECT min(v.at) FROM visit_facts AS v WHERE v.visit = finished.visit
        AND v.topic = 'visit.called')) AS arrived_at,
    max(m.at) FILTER (WHERE mark = 'called') AS called_at,
    coalesce(max(m.at) FILTER (WHERE mark = 'real start'),
      max(m.at) FILTER (WHERE mark = 'called')) AS starts,
    coalesce(max(m.at) FILTER (WHERE mark = 'real end'),
      max(m.at) FILTER (WHERE mark = 'ended')) AS ends,
    max(m.at) FILTER (WHERE mark = 'identity') AS identity_at,
    max(m.at) FILTER (WHERE mark = 'pins') AS pins_at,
    max(m.at) FILTER (WHERE mark = 'delivery') AS delivery_at
  FROM finished JOIN (
    SELECT visit, mark, at FROM marks UNION ALL SELECT visit, part, at FROM parts) AS m USING (visit)
  GROUP BY finished.visit
), lengths AS (
  SELECT visit, called_at, extract(hour FROM arrived_at AT TIME ZONE 'Asia/Tokyo')::int AS hour,
    measure, floor(extract(epoch FROM until - since))::bigint AS seconds
  FROM times CROSS JOIN LATERAL (VALUES ('wait', arrived_at, called_at),
    ('identity', starts, identity_at), ('pins', identity_at, pins_at),
    ('delivery', pins_at, delivery_at), ('closing', delivery_at, ends), ('cycle', starts, ends),
    ('stay', arrived_at, ends)) AS part (measure, since, until)
  -- Who was called as they came in did not wait.
  WHERE until > since OR until = since AND measure <> 'wait'
), counted AS (
  SELECT visit, called_at, measure, seconds / 30 AS bucket, seconds FROM lengths
  UNION ALL SELECT visit, called_at, 'wait-by-hour', hour, seconds FROM lengths
  WHERE measure = 'wait'
  UNION ALL SELECT visit, called_at, 'long-wait-by-hour', hour, 0 FROM lengths
  WHERE measure = 'wait' AND seconds > 600
), placed AS (
  SELECT measure, bucket, seconds, coalesce(i.day, (called_at AT TIME ZONE 'Asia/Tokyo')::date) AS day,
    coalesce(i.venue, '00000000-0000-0000-0000-000000000000') AS venue
  FROM counted LEFT JOIN (
    SELECT (fact ->> 'visit_id')::uuid AS visit, (fact ->> 'day')::date AS day,
      (fact ->> 'venue_id')::uuid AS venue
    FROM shown_facts WHERE topic = 'reception.ticket-issued') AS i USING (visit)
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
