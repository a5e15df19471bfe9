-- later versions of a stream stand later in the log
SELECT stream, version, position, notification_id AS position_before FROM (
  SELECT originator_id AS stream, originator_version AS version, notification_id AS position,
    originator_version - 1 AS version_before
  FROM ledger.stored_events WHERE originator_version > 1) AS later
JOIN ledger.stored_events ON originator_id = stream AND originator_version = version_before
WHERE position <= notification_id
