-- what a client was told last is how it stands, unless the office or another of the party changed it
WITH last_told AS (
  SELECT DISTINCT ON (notice) notice, slot, key, outcome, at, began FROM told
  WHERE outcome IN ('confirmed', 'moved', 'cancelled') AND NOT EXISTS (
    -- A repeat is told what the first one was told, however it stands by now.
    SELECT FROM told AS earlier WHERE earlier.key = told.key AND earlier.at < told.at)
  ORDER BY notice, at DESC
), stands AS (
  SELECT DISTINCT ON (notice) notice, topic, slot, spread, place, reason FROM notice_facts
  WHERE topic IN ('appointment.confirmed', 'appointment.moved', 'appointment.cancelled',
    'appointment.hold-lapsed', 'appointment.closed')
  ORDER BY notice, place DESC
)
SELECT notice, l.slot, l.outcome, s.topic AS in_log, s.place AS position
FROM last_told AS l JOIN stands AS s USING (notice)
WHERE CASE WHEN l.outcome = 'cancelled' THEN
      topic NOT IN ('appointment.cancelled', 'appointment.hold-lapsed', 'appointment.closed')
    WHEN topic IN ('appointment.cancelled', 'appointment.hold-lapsed') THEN
      coalesce(reason, '') <> 'notice-withdrawn'
    ELSE s.slot <> l.slot AND NOT spread END
  -- Only where it is certain what came last: nothing was under way beside it, nothing is unknown.
  AND NOT EXISTS (SELECT FROM told AS other WHERE other.notice = l.notice AND (
    other.outcome = 'unknown' OR other.key <> l.key AND (
      other.at > l.began AND other.began < l.at
      OR other.at > l.at AND other.outcome NOT IN ('taken', 'refused'))))
