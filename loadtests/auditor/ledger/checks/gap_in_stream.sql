-- each stream counts its facts from one, without a gap and none twice
SELECT originator_id AS stream, count(*) AS facts, max(originator_version) AS last_version
FROM ledger.stored_events GROUP BY 1
HAVING count(*) <> max(originator_version) OR min(originator_version) <> 1
  OR sum(originator_version) <> count(*) * (count(*) + 1) / 2
