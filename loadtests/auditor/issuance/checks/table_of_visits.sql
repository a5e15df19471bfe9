-- the table of visits agrees with the log, as far as its reader has come
SELECT visit, last.topic, t.stage FROM (
  SELECT DISTINCT ON (visit) visit, topic FROM turns
  WHERE place <= (SELECT upto FROM shown)
  ORDER BY visit, place DESC) AS last
LEFT JOIN office.visit_overview AS t ON t.visit_id = visit
WHERE t.stage IS DISTINCT FROM CASE topic
    WHEN 'visit.called' THEN 'called' WHEN 'visit.end-undone' THEN 'called'
    WHEN 'visit.finished' THEN 'finished' WHEN 'visit.no-show' THEN 'no-show'
    WHEN 'visit.broken-off' THEN 'broken-off' WHEN 'visit.held' THEN 'held' ELSE 'waiting' END
