-- a booking of the rush was acknowledged, or its answer is unknown
SELECT notice, slot FROM confirmed WHERE place > (SELECT place FROM since) AND NOT EXISTS (
  SELECT FROM acknowledged AS a WHERE a.notice = confirmed.notice
    AND a.outcome IN ('confirmed', 'unknown'))
