-- the table of places agrees with the log: where each card lies, since when, from where, by whom
SELECT coalesce(card, card_id) AS card, position, f.place, t.place AS place_in_table FROM (
  SELECT DISTINCT ON (stream) stream AS card, place AS position, at, by,
    first_value(fact ->> 'card_serial') OVER (PARTITION BY stream ORDER BY version) AS serial,
    fact ->> 'from_place' AS from_place,
    CASE topic WHEN 'custody.card-received' THEN fact ->> 'place' ELSE fact ->> 'to_place' END
      AS place
  FROM shown_facts WHERE topic LIKE 'custody.card-%' ORDER BY stream, version DESC) AS f
FULL JOIN office.card_places AS t ON card_id = card
WHERE card IS NULL OR card_id IS NULL OR (f.serial, f.place, f.from_place, f.at, f.by)
  IS DISTINCT FROM (t.card_serial, t.place, t.from_place, t.moved_at, t.moved_by)
