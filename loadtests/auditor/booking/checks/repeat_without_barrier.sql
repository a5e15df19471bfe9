-- a confirmation told again was confirmed by a commit of its own, not by a read
SELECT key, told_times, asked_again FROM (
  SELECT key, count(*) AS told_times FROM told WHERE outcome = 'confirmed' GROUP BY key) AS t
JOIN ledger.answered_commands USING (key)
WHERE told_times > 1 AND asked_again = 0
