-- who moved or cancelled since the clients began was told so, or the answer is unknown
SELECT notice, topic, place AS position FROM notice_facts AS f
WHERE topic IN ('appointment.moved', 'appointment.cancelled') AND by_people
  AND place > (SELECT place FROM since)
  AND NOT EXISTS (SELECT FROM notice_facts AS mine JOIN told AS t USING (notice)
    WHERE mine.party = f.party AND mine.topic = 'appointment.confirmed'
      AND t.asked IN ('move', 'cancel')
      AND (t.outcome = 'unknown' OR f.topic = 'appointment.' || t.outcome))
  -- Who lets more come along may move those who were there.
  AND NOT EXISTS (SELECT FROM notice_facts AS grew
    WHERE grew.party = f.party AND grew.topic = 'appointment.party-grew')
