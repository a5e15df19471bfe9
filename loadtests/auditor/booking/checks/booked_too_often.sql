-- nobody has booked more often than they asked for it: one key, one booking
SELECT notice, bookings, asked FROM (
  SELECT notice, count(*) AS bookings FROM notice_facts
  WHERE topic = 'appointment.confirmed' AND place > (SELECT place FROM since) GROUP BY notice) AS b
JOIN (
  SELECT notice, count(DISTINCT key) AS asked FROM told
  WHERE asked IN ('book', 'confirm') AND outcome IN ('confirmed', 'unknown') GROUP BY notice
) AS a USING (notice)
WHERE bookings > asked
