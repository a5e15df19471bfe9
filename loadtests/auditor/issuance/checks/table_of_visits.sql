-- the table of visits agrees with the log in each of its columns but `counted`, as far as its reader has come
WITH told AS (
  SELECT stream AS visit, place, at, substr(topic, length('visit.') + 1) AS what, f.*
  FROM shown_facts CROSS JOIN LATERAL jsonb_to_record(fact) AS f (station text, reason text,
    "to" text, need text, mark text, real_at timestamptz)
  WHERE topic LIKE 'visit.%' AND topic <> 'visit.step-measured'
), counted AS (
  SELECT *, count(*) FILTER (WHERE what IN ('called', 'called-off', 'returned', 'transferred'))
    OVER (PARTITION BY visit ORDER BY place) AS nth FROM told
), line AS (
  -- Of each column the last fact that sets it; those that take it back set nothing. Who waits again
  -- or is on hold is at no counter, who is called is not on hold.
  SELECT visit, (array_agg(CASE what WHEN 'called' THEN 'called' WHEN 'end-undone' THEN 'called'
      WHEN 'held' THEN 'held' WHEN 'finished' THEN 'finished' WHEN 'no-show' THEN 'no-show'
      WHEN 'broken-off' THEN 'broken-off' ELSE 'waiting' END ORDER BY place DESC) FILTER (
      WHERE what NOT IN ('recalled', 'priority-given', 'came', 'consultant-called',
        'time-corrected')))[1] AS stage,
    (array_agg(CASE WHEN what IN ('called', 'end-undone') THEN station END ORDER BY place DESC)
      FILTER (WHERE what IN ('called', 'end-undone', 'held', 'called-off', 'returned',
        'transferred')))[1] AS station,
    (array_agg(CASE what WHEN 'called' THEN at END ORDER BY place DESC) FILTER (WHERE what IN (
      'called', 'held', 'called-off', 'returned', 'transferred')))[1] AS called_at,
    (array_agg(CASE what WHEN 'came' THEN at END ORDER BY place DESC) FILTER (WHERE what IN (
      'came', 'held', 'called-off', 'returned', 'transferred')))[1] AS came_at,
    (array_agg(CASE what WHEN 'held' THEN at END ORDER BY place DESC) FILTER (WHERE what IN (
      'called', 'held', 'called-off', 'returned', 'transferred')))[1] AS held_at,
    (array_agg(CASE what WHEN 'held' THEN reason END ORDER BY place DESC) FILTER (WHERE what IN (
      'called', 'held', 'called-off', 'returned', 'transferred')))[1] AS held_because,
    (array_agg("to" ORDER BY place DESC) FILTER (WHERE what IN ('called', 'transferred')))[1]
      AS meant_for,
    (array_agg(CASE what WHEN 'consultant-called' THEN at END ORDER BY place DESC) FILTER (
      WHERE what IN ('called', 'consultant-called')))[1] AS consultant_asked_at,
    (array_agg(CASE WHEN what <> 'end-undone' THEN at END ORDER BY place DESC) FILTER (
      WHERE what IN ('finished', 'broken-off', 'end-undone')))[1] AS ended_at,
    (array_agg(reason ORDER BY place DESC) FILTER (WHERE what = 'broken-off'))[1]
      AS broken_off_because,
    (array_agg(need ORDER BY place DESC) FILTER (WHERE what = 'priority-given'))[1] AS priority,
    (array_agg(real_at ORDER BY place DESC) FILTER (WHERE mark = 'start'))[1] AS real_start,
    (array_agg(real_at ORDER BY place DESC) FILTER (WHERE mark = 'end'))[1] AS real_end,
    coalesce((array_agg(at ORDER BY place DESC) FILTER (WHERE what = 'arrived'))[1],
      (array_agg(at ORDER BY place) FILTER (WHERE what = 'called'))[1]) AS arrived_at
  FROM counted GROUP BY visit
), calls AS (
  SELECT visit, count(*) FILTER (WHERE what = 'recalled') AS recalls
  FROM (SELECT *, max(nth) OVER (PARTITION BY visit) AS last FROM counted) AS c
  WHERE nth = last GROUP BY visit
), steps AS (
  -- A party's step is done when its last member's is.
  SELECT visit, (array_agg(CASE topic WHEN 'case.identity-verified' THEN at END ORDER BY place DESC)
      FILTER (WHERE part = 'identity'))[1] AS identity_at,
    (array_agg(CASE WHEN topic <> 'case.step-undone' THEN at END ORDER BY place DESC)
      FILTER (WHERE part = 'pins'))[1] AS pins_at,
    (array_agg(CASE topic WHEN 'case.delivery-chosen' THEN at END ORDER BY place DESC)
      FILTER (WHERE part = 'delivery'))[1] AS delivery_at
  FROM (
    SELECT place, at, topic, coalesce(visit_id, of_visit) AS visit, CASE topic
        WHEN 'case.step-undone' THEN step WHEN 'case.identity-verified' THEN 'identity'
        WHEN 'case.delivery-chosen' THEN 'delivery' ELSE 'pins' END AS part
    FROM case_courses WHERE topic IN ('case.step-undone', 'case.identity-verified',
      'case.pins-sealed', 'case.pin-sheet-sealed', 'case.pinless-chosen', 'case.delivery-chosen')
  ) AS s GROUP BY visit
), ticket AS (
  SELECT DISTINCT ON (visit_id) visit_id AS visit, venue_id, day, booked FROM issued
  ORDER BY visit_id, place DESC
)
SELECT coalesce(visit, visit_id) AS visit, f.stage, t.stage AS stage_in_table,
  ARRAY(SELECT key FROM jsonb_each(to_jsonb(f)) AS c JOIN jsonb_each(to_jsonb(t)) AS d USING (key)
    WHERE c.value <> d.value) AS columns
FROM (SELECT visit, coalesce(stage, 'expected') AS stage, station, arrived_at, called_at,
    identity_at, pins_at, delivery_at, ended_at, came_at, coalesce(recalls, 0) AS recalls,
    held_because, held_at, meant_for, priority, consultant_asked_at, broken_off_because,
    real_start, real_end, venue_id, day, coalesce(booked, true) AS booked
  FROM line JOIN calls USING (visit) FULL JOIN ticket USING (visit) LEFT JOIN steps USING (visit)
) AS f
FULL JOIN office.visit_overview AS t ON visit_id = visit
WHERE (f.stage, f.station, f.arrived_at, f.called_at, f.identity_at, f.pins_at, f.delivery_at,
    f.ended_at, f.came_at, f.recalls, f.held_because, f.held_at, f.meant_for, f.priority,
    f.consultant_asked_at, f.broken_off_because, f.real_start, f.real_end, f.venue_id, f.day,
    f.booked)
  IS DISTINCT FROM (t.stage, t.station, t.arrived_at, t.called_at, t.identity_at, t.pins_at,
    t.delivery_at, t.ended_at, t.came_at, t.recalls, t.held_because, t.held_at, t.meant_for,
    t.priority, t.consultant_asked_at, t.broken_off_because, t.real_start, t.real_end, t.venue_id,
    t.day, t.booked)
