-- a visit ends at the counter that called it
SELECT visit, place AS position, station, station_before FROM turns
WHERE topic = 'visit.finished' AND station IS DISTINCT FROM station_before
