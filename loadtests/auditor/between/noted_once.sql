-- an appointment that was confirmed is noted at the office once, and no other is
SELECT coalesce(c.appointment, n.appointment) AS appointment, coalesce(n.times, 0) AS times
FROM (SELECT DISTINCT (convert_from(state, 'UTF8')::jsonb -> 'fact' ->> 'appointment_id')::uuid
    AS appointment FROM ledger.stored_events WHERE topic = 'appointment.confirmed') AS c
FULL JOIN noted AS n USING (appointment)
WHERE c.appointment IS NULL OR n.times IS DISTINCT FROM 1
