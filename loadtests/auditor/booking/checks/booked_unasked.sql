-- who booked since the clients began was told so, or the answer is unknown
SELECT notice, slot, place AS position FROM notice_facts
WHERE topic = 'appointment.confirmed' AND place > (SELECT place FROM since) AND party NOT IN (
  SELECT party FROM notice_facts JOIN told USING (notice)
  WHERE topic = 'appointment.confirmed' AND outcome IN ('confirmed', 'unknown'))
