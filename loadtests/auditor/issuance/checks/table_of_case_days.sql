-- the table of days agrees with the log, case by case: the first of each step since the card arrived
WITH firsts AS (
  SELECT DISTINCT ON (person, topic) person, topic, day, place FROM (
    SELECT *, min(place) FILTER (WHERE topic = 'case.card-arrived') OVER (PARTITION BY person)
      AS arrived FROM case_facts WHERE place <= (SELECT upto FROM shown)) AS f
  WHERE place >= arrived AND (topic <> 'case.notice-sent' OR round = 1)
    AND topic IN ('case.card-arrived', 'case.notice-sent', 'case.appointment-noted',
      'case.visit-finished', 'case.handed-to-post', 'case.delivered')
  ORDER BY person, topic, place
), days AS (
  SELECT person, max(day) FILTER (WHERE topic = 'case.card-arrived') AS arrived_on,
    max(day) FILTER (WHERE topic = 'case.notice-sent') AS notified_on,
    max(day) FILTER (WHERE topic = 'case.appointment-noted') AS booked_on,
    max(day) FILTER (WHERE topic = 'case.visit-finished') AS visited_on,
    max(day) FILTER (WHERE topic = 'case.handed-to-post') AS posted_on,
    max(day) FILTER (WHERE topic = 'case.delivered') AS ended_on
  FROM firsts GROUP BY person
)
SELECT coalesce(person, case_id) AS person, f.arrived_on, t.arrived_on AS in_table
FROM days AS f FULL JOIN office.case_days AS t ON case_id = person
WHERE (f.arrived_on, f.notified_on, f.booked_on, f.visited_on, f.posted_on, f.ended_on)
  IS DISTINCT FROM (t.arrived_on, t.notified_on, t.booked_on, t.visited_on, t.posted_on, t.ended_on)
