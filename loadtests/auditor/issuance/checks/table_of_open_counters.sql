-- the table of open counters agrees with the log: where somebody is signed in, and since when
SELECT station, f.since, t.since AS since_in_table FROM (
  SELECT * FROM (
    SELECT DISTINCT ON (fact ->> 'station') topic, fact ->> 'station' AS station, at AS since
    FROM shown_facts WHERE topic IN ('counter.clerk-signed-in', 'counter.clerk-signed-out')
    ORDER BY fact ->> 'station', place DESC) AS last
  WHERE topic = 'counter.clerk-signed-in') AS f
FULL JOIN office.open_counters AS t USING (station)
WHERE f.since IS DISTINCT FROM t.since
