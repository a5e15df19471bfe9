-- the table of days agrees with the log: how often what happened on which day, and where it lies
SELECT day, topic, f.n, t.n AS n_in_table FROM (
  SELECT day, topic, count(*) AS n, min(place) AS first_position, max(place) AS last_position
  FROM shown_facts GROUP BY day, topic) AS f
FULL JOIN office.day_counts AS t USING (day, topic)
WHERE (f.n, f.first_position, f.last_position)
  IS DISTINCT FROM (t.n, t.first_position, t.last_position)
