-- a notice that the office released has arrived at the booking site, once
SELECT r.notice, coalesce(a.times, 0) AS times FROM released AS r LEFT JOIN (
  SELECT originator_id AS notice, count(*) AS times FROM ledger.stored_events
  WHERE topic = 'notice.released' GROUP BY 1) AS a USING (notice)
WHERE a.times IS DISTINCT FROM r.times
