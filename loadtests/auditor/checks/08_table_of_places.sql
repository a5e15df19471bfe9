-- the table of places agrees with the log
SELECT stream, s.taken, t.taken FROM (
  SELECT DISTINCT ON (stream) stream, taken, places FROM slot_standing ORDER BY stream, place DESC
) AS s JOIN booking.slot_places AS t ON t.slot_id = stream
WHERE t.taken <> s.taken OR t.places <> s.places
