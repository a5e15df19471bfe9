-- a step of a person is done once, unless it was taken back
SELECT stream, step, count(*) AS times FROM steps AS s WHERE step <> 'call' GROUP BY stream, step
HAVING count(*) > 1 AND count(*) > 1 + (
  SELECT count(*) FROM case_facts AS c WHERE c.person = s.stream AND (
    c.topic = 'case.step-undone' AND c.step = s.step
    OR c.topic IN ('case.visit-broken-off', 'case.holder-asked-again'))) + (
  SELECT count(*) FROM visit_facts AS v WHERE v.visit = s.stream AND v.topic = 'visit.end-undone')
