-- who was told that a time is taken has not booked it by that
SELECT notice, slot, place AS position FROM told JOIN notice_facts USING (notice, slot)
WHERE outcome = 'taken' AND topic = 'appointment.confirmed' AND NOT EXISTS (
  SELECT FROM told AS other WHERE other.notice = told.notice AND other.slot = told.slot
    AND other.outcome IN ('confirmed', 'unknown'))
