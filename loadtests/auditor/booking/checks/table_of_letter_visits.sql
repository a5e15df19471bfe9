-- of who wants letters it is known who still comes, when and where, and how often that was changed
WITH coming AS (
  SELECT party, array_agg(notice ORDER BY notice) AS coming, max(w.since) AS since
  FROM written_to AS w JOIN (
    SELECT DISTINCT ON (notice) notice, party, topic FROM notice_facts
    WHERE topic IN ('appointment.confirmed', 'appointment.cancelled', 'appointment.closed')
      AND place <= (SELECT max(upto) FROM written_to)
    ORDER BY notice, place DESC) AS last USING (party)
  WHERE topic = 'appointment.confirmed'
    -- The reader has seen an appointment or an address of them since they gave it.
    AND (EXISTS (SELECT FROM notice_facts AS f WHERE f.party = w.party AND f.topic = last.topic
        AND f.place BETWEEN w.since AND w.upto)
      OR EXISTS (SELECT FROM addresses AS a WHERE a.party = w.party
        AND a.place BETWEEN w.since AND w.upto))
    -- One who cancels cancels for all of them; only a withdrawn notice leaves the others.
    AND NOT EXISTS (SELECT FROM notice_facts AS f WHERE f.party = w.party AND f.place <= w.upto
      AND f.topic = 'appointment.cancelled' AND f.reason <> 'notice-withdrawn')
  GROUP BY party
), times AS (
  SELECT DISTINCT ON (party) party, venue, starts_at, minutes, nth FROM party_times
  ORDER BY party, place DESC
), given AS (
  -- Who gave an address later is told the count of that moment, and it goes on from there.
  SELECT DISTINCT ON (party) party, sequence, coalesce((SELECT max(nth) FROM party_times AS t
    WHERE t.party = addresses.party AND t.place < addresses.place), 0) AS nth
  FROM addresses JOIN written_to USING (party) WHERE place BETWEEN since AND upto
  ORDER BY party, place DESC
)
SELECT coalesce(party, party_id) AS party, f.starts_at, t.starts_at AS starts_at_in_table,
  f.sequence, t.sequence AS sequence_in_table
FROM (SELECT party, coming, venue, starts_at, minutes,
    coalesce(given.sequence - given.nth, 0) + times.nth AS sequence
  FROM coming JOIN times USING (party) LEFT JOIN given USING (party)) AS f
FULL JOIN booking.letter_visits AS t ON party_id = party
-- In which order they are kept follows from nothing.
WHERE (f.coming, f.venue, f.starts_at, f.minutes, f.sequence) IS DISTINCT FROM (
  (SELECT array_agg(each ORDER BY each) FROM unnest(t.coming) AS each), t.venue_id, t.starts_at,
  t.minutes, t.sequence)
