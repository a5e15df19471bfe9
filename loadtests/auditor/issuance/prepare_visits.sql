-- When visits ended, and how long their parts took.
CREATE TEMP TABLE finished AS
  WITH ends AS (
    -- A visit is counted as it stands when it ends, or its end or a time of it is corrected.
    SELECT DISTINCT ON (visit) visit, place AS counted_at FROM visit_facts
    WHERE topic IN ('visit.finished', 'visit.end-undone', 'visit.time-corrected')
      AND place <= (SELECT upto FROM shown) ORDER BY visit, place DESC
  )
  SELECT visit, counted_at FROM (
    SELECT DISTINCT ON (visit) visit, counted_at, topic FROM turns JOIN ends USING (visit)
    WHERE place <= counted_at ORDER BY visit, place DESC) AS last
  WHERE topic = 'visit.finished';
ANALYZE finished;

CREATE TEMP TABLE lengths AS
  WITH parts AS (
    SELECT DISTINCT ON (visit, part) visit, part, CASE topic WHEN 'case.step-undone' THEN NULL
      ELSE at END AS at
    FROM (
      SELECT place, at, topic, coalesce(visit_id, of_visit) AS visit, CASE topic
          WHEN 'case.identity-verified' THEN 'identity'
          WHEN 'case.delivery-chosen' THEN 'delivery' WHEN 'case.step-undone' THEN step
          ELSE 'pins' END AS part
      FROM case_courses WHERE topic IN ('case.step-undone', 'case.identity-verified',
        'case.pins-sealed', 'case.pin-sheet-sealed', 'case.pinless-chosen', 'case.delivery-chosen')
    ) AS s
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
  )
  SELECT visit, called_at, extract(hour FROM arrived_at AT TIME ZONE 'Asia/Tokyo')::int AS hour,
    measure, floor(extract(epoch FROM until - since))::bigint AS seconds
  FROM times CROSS JOIN LATERAL (VALUES ('wait', arrived_at, called_at),
    ('identity', starts, identity_at), ('pins', identity_at, pins_at),
    ('delivery', pins_at, delivery_at), ('closing', delivery_at, ends), ('cycle', starts, ends),
    ('stay', arrived_at, ends)) AS part (measure, since, until)
  -- Who was called as they came in did not wait.
  WHERE until > since OR until = since AND measure <> 'wait';
ANALYZE lengths;
