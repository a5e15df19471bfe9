-- the table of boxes agrees with the log: cards announced and scanned, and when each was opened, closed, thrown away
WITH told AS (
  SELECT *, fact ->> 'settlement' = 'list-corrected' AND 'not-found' = (
      SELECT fact ->> 'finding' FROM shown_facts AS n
      WHERE n.stream = f.stream AND n.topic = 'box.finding-noted' AND n.place < f.place
        AND n.fact ->> 'card_serial' = f.fact ->> 'card_serial'
      ORDER BY n.place DESC LIMIT 1) AS off_the_list
  FROM shown_facts AS f WHERE topic LIKE 'box.%'
), boxes AS (
  SELECT stream AS box_id, min(fact ->> 'box') AS box,
    coalesce(sum(jsonb_array_length(fact -> 'card_serials')), 0)
      - count(*) FILTER (WHERE off_the_list) AS announced,
    count(*) FILTER (WHERE topic = 'box.card-scanned')
      - count(*) FILTER (WHERE topic = 'box.scan-undone') AS scanned,
    max(at) FILTER (WHERE topic = 'box.opened') AS opened_at,
    max(at) FILTER (WHERE topic = 'box.closed') AS closed_at,
    max(at) FILTER (WHERE topic = 'box.disposed') AS disposed_at
  FROM told GROUP BY stream HAVING bool_or(topic = 'box.announced')
)
SELECT box_id, f.announced, t.announced AS announced_in_table, f.scanned,
  t.scanned AS scanned_in_table
FROM boxes AS f FULL JOIN office.box_overview AS t USING (box_id)
WHERE (f.box, f.announced, f.scanned, f.opened_at, f.closed_at, f.disposed_at)
  IS DISTINCT FROM (t.box, t.announced, t.scanned, t.opened_at, t.closed_at, t.disposed_at)
