-- the register of notices agrees with what the office last said of each, and leaves none out
SELECT notice_id AS notice, said.place AS position FROM booking.notices AS n
LEFT JOIN LATERAL (
  SELECT notification_id AS place, topic, fact FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact OFFSET 0) AS j
  WHERE originator_id = notice_id AND topic = 'notice.released'
  ORDER BY originator_version DESC LIMIT 1) AS said ON true
LEFT JOIN LATERAL (
  SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' ->> 'reason' AS reason
  FROM ledger.stored_events
  WHERE originator_id = notice_id AND topic = 'notice.withdrawn' AND notification_id > said.place
  ORDER BY originator_version DESC LIMIT 1) AS taken_back ON true
WHERE said.place IS NULL OR n.withdrawn IS DISTINCT FROM taken_back.reason
  OR n.round <> (said.fact ->> 'round')::int
  OR n.pickup_deadline <> (said.fact ->> 'pickup_deadline')::date
UNION ALL
-- A ward that was made for a drill has numbers for its first people only.
SELECT originator_id, notification_id FROM ledger.stored_events
WHERE topic = 'notice.released' AND EXISTS (SELECT FROM booking.notices)
  AND originator_id NOT IN (SELECT notice_id FROM booking.notices)
  AND notification_id < (SELECT max(notification_id) FROM ledger.stored_events
    JOIN booking.notices ON notice_id = originator_id WHERE topic = 'notice.released')
