-- batches for the other side are numbered without a gap, each names the one before and goes on where it ended
SELECT number, upto FROM (
  SELECT number, upto, digest, payload, lag(number, 1, 0::bigint) OVER w AS before,
    lag(upto, 1, 0::bigint) OVER w AS reached,
    lag(digest, 1, decode(repeat('00', 32), 'hex')) OVER w AS digest_before
  FROM sent WINDOW w AS (ORDER BY number)) AS b
WHERE number <> before + 1 OR upto <= reached OR digest <> sha256(payload)
  OR decode(convert_from(payload, 'UTF8')::jsonb ->> 'previous', 'base64') <> digest_before
  OR EXISTS (
    SELECT FROM sent_items AS i WHERE i.number = b.number AND (place <= reached OR place > upto))
