-- the clock never goes back by more than a minute, which is longer than any command waits
SELECT place AS position, topic, at, latest FROM (
  SELECT place, topic, at, max(at) OVER (ORDER BY place) AS latest FROM (
    SELECT place, topic, at FROM slot_facts
    UNION ALL SELECT place, topic, at FROM notice_facts
    UNION ALL SELECT place, topic, at FROM line_facts) AS all_facts) AS timed
WHERE at < latest - interval '1 minute'
