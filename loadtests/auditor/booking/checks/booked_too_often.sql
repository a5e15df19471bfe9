-- nobody has booked more often than they asked for it: one key, one booking
SELECT notice, bookings, asked FROM (
  SELECT notice, count(*) AS bookings FROM notice_facts
  WHERE topic = 'appointment.confirmed' AND place > (SELECT place FROM since)
  GROUP BY notice HAVING count(*) > 1) AS again
CROSS JOIN LATERAL (
  SELECT count(DISTINCT key) AS asked FROM told
  WHERE told.notice = again.notice AND asked IN ('book', 'confirm')
    AND outcome IN ('confirmed', 'unknown')) AS a
WHERE asked BETWEEN 1 AND bookings - 1
