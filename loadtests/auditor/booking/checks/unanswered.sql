-- who books, moves or cancels gave a command that the desk remembers by its key; else it is by the office or the timetable
SELECT notice, party, topic, times, coalesce(commands, 0) AS commands FROM (
  SELECT notice, party, topic, count(*) AS times FROM notice_facts
  WHERE by_people
    AND topic IN ('appointment.confirmed', 'appointment.moved', 'appointment.cancelled')
  GROUP BY notice, party, topic) AS changed
LEFT JOIN (
  -- Who lets more come along confirms for them, and may move those who were there to other slots.
  SELECT party, topic, count(*) AS commands
  FROM answers JOIN (VALUES
    ('confirmed', 'appointment.confirmed'), ('grew', 'appointment.confirmed'),
    ('moved', 'appointment.moved'), ('grew', 'appointment.moved'),
    ('cancelled', 'appointment.cancelled')) AS tells (done, topic) USING (done)
  GROUP BY party, topic) AS remembered USING (party, topic)
WHERE times > coalesce(commands, 0)
