-- who has an appointment has places
SELECT notice, slot, party FROM confirmed WHERE NOT EXISTS (
  SELECT FROM facts WHERE topic IN ('slot.places-taken', 'slot.places-kept')
    AND fact ->> 'party_id' = party)
