-- who wants letters gets one of each booking, move and cancellation, once their reader has come so far
SELECT party, kind, place AS position FROM expected_letters AS e
JOIN booking.contacts AS c ON c.party_id = e.party
WHERE place >= c.since AND (kind <> 'confirmed' OR c.since = 0) AND NOT EXISTS (
  SELECT FROM booking.letters AS l
  WHERE l.party_id = e.party AND l.kind = e.kind AND l.position = e.place)
