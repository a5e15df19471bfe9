-- the table of places agrees with the log, slot by slot
SELECT slot, s.taken, t.taken AS taken_in_table, s.places, t.places AS places_in_table FROM (
  SELECT DISTINCT ON (slot) slot, taken, places FROM slot_standing ORDER BY slot, place DESC) AS s
FULL JOIN booking.slot_places AS t ON t.slot_id = slot
WHERE (s.taken, s.places) IS DISTINCT FROM (t.taken::numeric, t.places)
