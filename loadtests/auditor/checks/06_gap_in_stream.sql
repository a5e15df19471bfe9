-- each stream counts its facts without a gap
SELECT originator_id, count(*), max(originator_version) FROM ledger.stored_events
GROUP BY 1 HAVING count(*) <> max(originator_version) OR min(originator_version) <> 1
