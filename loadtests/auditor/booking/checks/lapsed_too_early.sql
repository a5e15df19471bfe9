-- no hold lapses before its time is over
SELECT slot, party, place AS position, held_until, at FROM party_places
WHERE topic = 'slot.places-freed' AND reason = 'lapsed' AND held_until > at
