-- the table of what is wrong with boxes agrees with the log: what was noted last, and how it ended
WITH noted AS (
  SELECT DISTINCT ON (stream, fact ->> 'card_serial') stream AS box_id, place, at AS noted_at,
    fact ->> 'card_serial' AS card_serial, fact ->> 'finding' AS finding,
    fact ->> 'listed_in' AS listed_in
  FROM shown_facts WHERE topic = 'box.finding-noted'
  ORDER BY stream, fact ->> 'card_serial', place DESC
), ends AS (
  SELECT DISTINCT ON (box_id, card_serial) box_id, card_serial, f.at AS settled_at,
    coalesce(fact ->> 'settlement', 'scanned') AS settlement
  FROM shown_facts AS f JOIN noted AS n ON card_serial = fact ->> 'card_serial'
    AND f.place > n.place AND (stream = box_id OR topic = 'box.card-scanned')
  WHERE topic IN ('box.finding-settled', 'box.card-scanned')
  -- What two people settled stands; else the first scan of the card, in whatever box.
  ORDER BY box_id, card_serial, topic DESC,
    CASE topic WHEN 'box.card-scanned' THEN f.place ELSE -f.place END
)
SELECT box_id, card_serial, f.finding, t.finding AS in_table, f.settlement,
  t.settlement AS settlement_in_table
FROM (SELECT * FROM noted LEFT JOIN ends USING (box_id, card_serial)) AS f
FULL JOIN office.box_findings AS t USING (box_id, card_serial)
WHERE (f.finding, f.listed_in, f.noted_at, f.settled_at, f.settlement)
  IS DISTINCT FROM (t.finding, t.listed_in, t.noted_at, t.settled_at, t.settlement)
