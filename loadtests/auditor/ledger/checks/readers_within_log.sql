-- no reader and no batch has come further than the log
SELECT reader, position FROM (
  SELECT reader, position FROM exchange.read_positions
  UNION ALL SELECT 'batch ' || number, upto FROM exchange.sent_batches) AS come
-- A part of tables that was made stands at the end of every log (bigint's largest).
WHERE position < 9223372036854775807 AND position > (SELECT coalesce(max(notification_id), 0) FROM ledger.stored_events)
