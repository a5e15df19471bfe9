-- what was acknowledged is in the log: bookings, holds, moves, cancellations, places in line
SELECT notice, slot, outcome, at FROM told AS t
WHERE outcome IN ('confirmed', 'held', 'moved') AND NOT EXISTS (
  SELECT FROM notice_facts AS f
  WHERE f.notice = t.notice AND f.topic = 'appointment.' || t.outcome
    AND (f.slot = t.slot OR f.spread))
UNION ALL
SELECT notice, slot, outcome, at FROM told AS t
WHERE outcome = 'cancelled' AND NOT EXISTS (
  SELECT FROM notice_facts AS f WHERE f.notice = t.notice
    AND f.topic IN ('appointment.cancelled', 'appointment.hold-lapsed'))
UNION ALL
SELECT notice, slot, outcome, at FROM told AS t
WHERE outcome IN ('joined', 'left') AND NOT EXISTS (
  SELECT FROM line_facts AS f WHERE f.notice = t.notice AND f.topic = 'waiting.' || t.outcome)
