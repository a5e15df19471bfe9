-- what the other side is told stands in one batch, in the order of the log
SELECT number, place AS position, topic FROM (
  SELECT *, lag(place) OVER (ORDER BY number, nth) AS before,
    count(*) OVER (PARTITION BY place, stream, topic) AS times FROM sent_items) AS i
WHERE times > 1 OR before > place
