-- what a client was told last is how it stands, unless the office or another of the party changed it
WITH firsts AS (
  SELECT DISTINCT ON (key) * FROM told ORDER BY key, at
), last_told AS (
  SELECT DISTINCT ON (notice) * FROM firsts WHERE outcome IN ('confirmed', 'moved', 'cancelled')
  ORDER BY notice, at DESC
)
SELECT notice, l.slot, l.outcome, f.topic AS in_log, f.place AS position FROM last_told AS l
LEFT JOIN LATERAL (
  SELECT topic, slot, spread, place, reason FROM notice_facts AS n WHERE n.notice = l.notice
    AND topic IN ('appointment.confirmed', 'appointment.moved', 'appointment.cancelled',
      'appointment.hold-lapsed', 'appointment.closed')
  ORDER BY place DESC LIMIT 1) AS f ON true
WHERE CASE WHEN l.outcome = 'cancelled'
    THEN f.topic NOT IN ('appointment.cancelled', 'appointment.hold-lapsed', 'appointment.closed')
    ELSE f.topic IN ('appointment.cancelled', 'appointment.hold-lapsed')
      AND coalesce(f.reason, '') <> 'notice-withdrawn' OR f.slot <> l.slot AND NOT f.spread END
  -- Only where it is certain what came last: nothing was under way beside it, nothing is unknown.
  AND NOT EXISTS (SELECT FROM told AS o WHERE o.notice = l.notice AND (
    o.outcome = 'unknown' OR o.key <> l.key AND (o.at > l.began) AND o.began < l.at
    OR o.at > l.at AND o.key <> l.key AND o.outcome NOT IN ('taken', 'refused')))
