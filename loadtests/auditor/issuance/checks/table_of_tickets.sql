-- the table of tickets agrees with the log: which number each party has, and how far it is
WITH issued AS (
  SELECT f.*, place, at AS issued_at FROM shown_facts CROSS JOIN LATERAL jsonb_to_record(fact) AS f (
    visit_id uuid, venue_id uuid, day date, number int, booked boolean, service text)
  WHERE topic = 'reception.ticket-issued'
), last AS (
  SELECT DISTINCT ON (visit) visit, CASE
      WHEN topic IN ('visit.called', 'visit.end-undone') THEN 'called'
      WHEN topic IN ('visit.finished', 'visit.no-show', 'visit.broken-off') THEN 'over'
      ELSE 'waiting' END AS stage
  FROM turns JOIN issued ON visit_id = visit AND turns.place > issued.place
  WHERE turns.place <= (SELECT upto FROM shown) ORDER BY visit, turns.place DESC
)
SELECT visit_id AS visit, f.number, t.number AS number_in_table, f.stage,
  t.stage AS stage_in_table
FROM (SELECT issued.*, coalesce(stage, 'waiting') AS stage
  FROM issued LEFT JOIN last ON visit = visit_id) AS f
FULL JOIN office.tickets AS t USING (visit_id)
WHERE (f.venue_id, f.day, f.number, f.booked, f.service, f.issued_at, f.stage)
  IS DISTINCT FROM (t.venue_id, t.day, t.number, t.booked, t.service, t.issued_at, t.stage)
