-- who was told that a time is taken has not booked it
SELECT a.notice, a.slot FROM acknowledged AS a JOIN confirmed AS c USING (notice, slot)
WHERE a.outcome = 'taken'
