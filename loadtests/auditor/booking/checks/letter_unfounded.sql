-- no letter is written of what is not in the log, and none twice
SELECT letter_id AS letter, kind, position FROM (
  SELECT *, count(*) OVER (PARTITION BY party_id, kind, position) AS times FROM booking.letters) AS l
WHERE times > 1 OR CASE WHEN kind IN ('confirmed', 'moved') THEN
    NOT EXISTS (SELECT FROM expected_letters AS e
      WHERE e.party = l.party_id AND e.kind = l.kind AND e.place = l.position)
  WHEN kind IN ('cancelled', 'fewer', 'more', 'move-asked', 'stands') THEN
    NOT EXISTS (SELECT FROM notice_facts AS f
      WHERE f.party = l.party_id AND f.place = l.position AND f.topic = CASE l.kind
        WHEN 'fewer' THEN 'appointment.cancelled' WHEN 'more' THEN 'appointment.party-grew'
        ELSE 'appointment.' || l.kind END)
  WHEN kind = 'offered' THEN
    NOT EXISTS (SELECT FROM line_facts AS o
      WHERE o.entry = l.party_id AND o.place = l.position AND o.topic = 'waiting.offered')
  ELSE NOT EXISTS (SELECT FROM ledger.stored_events AS s
    WHERE s.notification_id = l.position AND s.topic IN ('card.status-told',
      'letters.address-given', 'appointment.confirmed', 'appointment.moved',
      'appointment.party-grew')) END
