-- the table of days agrees with the log: how often what happened on which day, and where it lies
SELECT day, topic, f.n, t.n AS n_in_table FROM (
  SELECT ((convert_from(state, 'UTF8')::jsonb ->> 'at')::timestamptz AT TIME ZONE 'Asia/Tokyo')::date
      AS day, topic, count(*) AS n, min(notification_id) AS first_position,
    max(notification_id) AS last_position
  FROM ledger.stored_events WHERE notification_id <= (SELECT upto FROM shown)
  GROUP BY 1, 2) AS f
FULL JOIN office.day_counts AS t USING (day, topic)
WHERE (f.n, f.first_position, f.last_position)
  IS DISTINCT FROM (t.n, t.first_position, t.last_position)
