-- the tickets of a venue's day count from one without a gap, and no visit has two
SELECT desk, count(*) AS tickets, max(number) AS last_number FROM (
  SELECT originator_id AS desk, f.number, f.visit_id FROM ledger.stored_events
    CROSS JOIN LATERAL jsonb_to_record(convert_from(state, 'UTF8')::jsonb -> 'fact')
      AS f (number int, visit_id uuid)
  WHERE topic = 'reception.ticket-issued') AS issued GROUP BY desk
HAVING count(*) <> max(number) OR count(DISTINCT number) <> count(*)
  OR count(DISTINCT visit_id) <> count(*)
