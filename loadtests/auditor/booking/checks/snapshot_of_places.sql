-- where a desk opens from is where the log stood there: places and what is taken of them, slot by slot
SELECT slot, k.position, k.taken, s.taken AS taken_in_log, k.places, s.places AS places_in_log
FROM kept_slots AS k FULL JOIN (
  SELECT DISTINCT ON (position, slot) position, slot, taken, places
  FROM slot_standing JOIN (SELECT DISTINCT position FROM kept_slots) AS kept ON place <= position
  ORDER BY position, slot, place DESC) AS s USING (position, slot)
WHERE (k.taken, k.places) IS DISTINCT FROM (s.taken::bigint, s.places::bigint)
