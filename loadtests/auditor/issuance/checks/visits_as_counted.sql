-- each visit is noted in its row as it was counted: whole seconds of each part; nothing of who has not finished
WITH told AS (
  SELECT visit, array_agg(seconds::int ORDER BY nth) AS counted
  FROM finished CROSS JOIN (VALUES (1, 'wait'), (2, 'identity'), (3, 'pins'), (4, 'delivery'),
      (5, 'closing'), (6, 'cycle'), (7, 'stay')) AS part (nth, measure)
    LEFT JOIN lengths USING (visit, measure)
  GROUP BY visit
)
SELECT coalesce(visit, visit_id) AS visit, f.counted, t.counted AS counted_in_table
FROM told AS f FULL JOIN (SELECT visit_id, counted FROM office.visit_overview
  WHERE counted IS NOT NULL) AS t ON visit_id = visit
WHERE f.counted IS DISTINCT FROM t.counted
