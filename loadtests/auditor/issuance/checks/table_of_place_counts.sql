-- the table of counts agrees with the log: what the last stocktake of each place counted there
SELECT place, f.counted, t.counted AS counted_in_table, f.recorded,
  t.recorded AS recorded_in_table
FROM (
  SELECT DISTINCT ON (c.place) c.place, c.counted, c.recorded, at AS counted_at
  FROM shown_facts AS closed CROSS JOIN LATERAL jsonb_to_recordset(fact -> 'counts')
    AS c (place text, counted int, recorded int)
  WHERE topic = 'stocktake.closed' ORDER BY c.place, closed.place DESC) AS f
FULL JOIN office.place_counts AS t USING (place)
WHERE (f.counted, f.recorded, f.counted_at) IS DISTINCT FROM (t.counted, t.recorded, t.counted_at)
