-- batches of the other side were taken in once each and in their order
SELECT number, before, upto FROM (
  SELECT number, upto, lag(number, 1, 0::bigint) OVER w AS before, lag(upto, 1, 0::bigint) OVER w AS reached
  FROM exchange.received_batches WINDOW w AS (ORDER BY number)) AS b
WHERE number <> before + 1 OR upto < reached
