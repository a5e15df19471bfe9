-- the table of tickets agrees with the log: which number each party has, how far it is, where it is called
WITH told AS (
  SELECT stream AS visit, place, at, topic, fact ->> 'station' AS station FROM shown_facts
  WHERE topic IN ('visit.called', 'visit.recalled', 'visit.called-off', 'visit.held',
    'visit.returned', 'visit.transferred', 'visit.finished', 'visit.no-show', 'visit.broken-off',
    'visit.end-undone')
  UNION ALL
  SELECT visit_id, place, at, topic, NULL FROM case_courses
  WHERE topic IN ('case.documents-insufficient', 'case.identity-refused')
), stands AS (
  -- Since the number was drawn. Who is called once more stands first on the display again.
  SELECT visit, (array_agg(CASE WHEN topic IN ('visit.called', 'visit.end-undone') THEN 'called'
      WHEN topic IN ('visit.finished', 'visit.no-show', 'visit.broken-off') THEN 'over'
      ELSE 'waiting' END ORDER BY told.place DESC) FILTER (
      WHERE topic LIKE 'visit.%' AND topic <> 'visit.recalled'))[1] AS stage,
    (array_agg(coalesce(station, '') ORDER BY told.place DESC) FILTER (WHERE calls))[1] AS counter,
    (array_agg(CASE WHEN topic IN ('visit.called', 'visit.recalled') THEN at END
      ORDER BY told.place DESC) FILTER (WHERE calls OR topic = 'visit.recalled'))[1] AS called_at,
    (array_agg(topic <> 'visit.called' ORDER BY told.place DESC) FILTER (
      WHERE topic = 'visit.called' OR topic LIKE 'case.%'))[1] AS turned_away
  FROM (SELECT visit, place, at, topic, CASE topic WHEN 'visit.called' THEN station END AS station,
      topic IN ('visit.called', 'visit.called-off', 'visit.held', 'visit.returned',
        'visit.transferred') AS calls FROM told) AS told
    JOIN issued ON visit_id = visit AND told.place > issued.place
  GROUP BY visit
)
SELECT visit_id AS visit, f.number, t.number AS number_in_table, f.stage,
  t.stage AS stage_in_table, f.counter, t.counter AS counter_in_table
FROM (SELECT visit_id, venue_id, day, number, booked, service, issued_at,
    coalesce(stage, 'waiting') AS stage, coalesce(counter, '') AS counter, called_at,
    coalesce(turned_away, false) AS turned_away
  FROM issued LEFT JOIN stands ON visit = visit_id) AS f
FULL JOIN office.tickets AS t USING (visit_id)
WHERE (f.venue_id, f.day, f.number, f.booked, f.service, f.issued_at, f.stage, f.counter,
    f.called_at, f.turned_away)
  IS DISTINCT FROM (t.venue_id, t.day, t.number, t.booked, t.service, t.issued_at, t.stage,
    t.counter, t.called_at, t.turned_away)
