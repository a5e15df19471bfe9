-- the table of stocktakes agrees with the log: what was counted, not found, corrected
SELECT stocktake_id, f.counted, t.counted AS counted_in_table, f.not_found,
  t.not_found AS not_found_in_table
FROM (
  SELECT stream AS stocktake_id,
    min(at) FILTER (WHERE topic = 'stocktake.opened') AS opened_at,
    min(by) FILTER (WHERE topic = 'stocktake.opened') AS opened_by,
    jsonb_agg(fact -> 'places') FILTER (WHERE topic = 'stocktake.opened') -> 0 AS places,
    count(*) FILTER (WHERE topic = 'stocktake.card-counted')
      - count(*) FILTER (WHERE topic = 'stocktake.count-undone') AS counted,
    max(at) FILTER (WHERE topic = 'stocktake.closed') AS closed_at,
    max(jsonb_array_length(fact -> 'not_found')) AS not_found,
    max(at) FILTER (WHERE topic = 'stocktake.corrected') AS corrected_at
  FROM shown_facts WHERE topic LIKE 'stocktake.%' GROUP BY stream) AS f
FULL JOIN office.stocktakes AS t USING (stocktake_id)
WHERE (f.places, f.opened_at, f.opened_by, f.counted, f.closed_at, f.not_found, f.corrected_at)
  IS DISTINCT FROM (to_jsonb(t.places), t.opened_at, t.opened_by, t.counted::bigint, t.closed_at,
    t.not_found, t.corrected_at)
