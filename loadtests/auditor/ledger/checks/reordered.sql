-- later versions of a stream stand later in the log
SELECT originator_id AS stream, originator_version AS version, notification_id AS position, before
FROM (
  SELECT originator_id, originator_version, notification_id,
    lag(notification_id) OVER (PARTITION BY originator_id ORDER BY originator_version) AS before
  FROM ledger.stored_events) AS e
WHERE before >= notification_id
