-- what the desk remembers by its key to have answered is in the log: bookings, holds, cancellations
SELECT key, done, party FROM (
  SELECT key, told ->> 'done' AS done, (told ->> 'party_id')::uuid AS party
  FROM ledger.answered_commands
    CROSS JOIN LATERAL (SELECT convert_from(answer, 'UTF8')::jsonb AS told OFFSET 0) AS j
) AS remembered
WHERE done IN ('confirmed', 'held', 'cancelled') AND NOT EXISTS (
  SELECT FROM notice_facts AS f
  WHERE f.party = remembered.party AND f.topic = 'appointment.' || remembered.done)
