-- the PINs of an envelope are set once
SELECT envelope, count(*) AS times FROM case_facts WHERE topic = 'case.pins-set'
GROUP BY envelope HAVING count(*) > 1
