-- later versions of a stream stand later in the log
SELECT originator_id AS stream, after.originator_version AS version,
  after.notification_id AS position, before.notification_id AS position_before
FROM ledger.stored_events AS before JOIN ledger.stored_events AS after USING (originator_id)
WHERE after.originator_version = before.originator_version + 1
  AND after.notification_id <= before.notification_id
