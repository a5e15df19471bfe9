-- no notice has arrived that the office did not release
SELECT DISTINCT originator_id AS notice FROM ledger.stored_events
WHERE topic = 'notice.released' AND originator_id NOT IN (SELECT notice FROM released)
