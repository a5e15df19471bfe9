-- a step that a clerk saw done is in the log, and at that counter
SELECT visit, station, step FROM clerk_told AS t WHERE outcome = 'done' AND NOT EXISTS (
  SELECT FROM steps AS s WHERE s.stream = t.stream AND s.step = t.step
    AND (s.station IS NULL OR s.station = t.station))
