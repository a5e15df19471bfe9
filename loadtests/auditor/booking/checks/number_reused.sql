-- an appointment's number is given once
SELECT appointment, topic, count(*) AS times, count(DISTINCT notice) AS notices FROM notice_facts
WHERE topic IN ('appointment.held', 'appointment.confirmed')
GROUP BY appointment, topic HAVING count(*) > 1
UNION ALL
SELECT appointment, min(topic), count(*), count(DISTINCT notice) FROM notice_facts
WHERE topic IN ('appointment.held', 'appointment.confirmed')
GROUP BY appointment HAVING count(DISTINCT notice) > 1
