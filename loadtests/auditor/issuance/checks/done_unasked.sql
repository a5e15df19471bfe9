-- every step since the clerks began was seen by one, or its answer is unknown
SELECT stream, step, place AS position FROM steps AS s
WHERE place > (SELECT place FROM since) AND NOT EXISTS (
  SELECT FROM clerk_told AS t WHERE t.stream = s.stream AND t.step = s.step
    AND (s.station IS NULL OR s.station = t.station))
