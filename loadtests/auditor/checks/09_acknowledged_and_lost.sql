-- a booking that was acknowledged is in the log
SELECT a.notice, a.slot FROM acknowledged AS a WHERE a.outcome = 'confirmed'
  AND NOT EXISTS (SELECT FROM confirmed AS c WHERE c.notice = a.notice AND c.slot = a.slot)
