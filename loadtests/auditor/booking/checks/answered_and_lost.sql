-- a confirmation that the desk remembers by its key is in the log
SELECT key, party FROM (
  SELECT key, told ->> 'done' AS done, (told ->> 'party_id')::uuid AS party
  FROM ledger.answered_commands AS a
    CROSS JOIN LATERAL (SELECT convert_from(a.answer, 'UTF8')::jsonb AS told OFFSET 0) AS j
) AS remembered
WHERE done = 'confirmed' AND NOT EXISTS (
  SELECT FROM notice_facts AS f WHERE f.party = remembered.party AND topic = 'appointment.confirmed')
