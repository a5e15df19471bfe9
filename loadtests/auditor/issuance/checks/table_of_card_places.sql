-- the table of places agrees with the log: where each card lies
SELECT coalesce(card, card_id) AS card, position, f.place, t.place AS place_in_table FROM (
  SELECT DISTINCT ON (originator_id) originator_id AS card, notification_id AS position,
    CASE topic WHEN 'custody.card-received' THEN fact ->> 'place' ELSE fact ->> 'to_place' END
      AS place
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact OFFSET 0) AS j
  WHERE topic LIKE 'custody.card-%' AND notification_id <= (SELECT upto FROM shown)
  ORDER BY originator_id, originator_version DESC) AS f
FULL JOIN office.card_places AS t ON card_id = card
WHERE card IS NULL OR card_id IS NULL OR f.place IS DISTINCT FROM t.place
