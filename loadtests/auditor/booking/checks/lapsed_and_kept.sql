-- only a hold whose time is not over becomes a booking
SELECT slot, party, place AS position, held_until, at FROM party_places
WHERE topic = 'slot.places-kept' AND (held_until IS NULL OR held_until <= at)
