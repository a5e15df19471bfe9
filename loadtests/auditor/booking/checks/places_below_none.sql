-- places taken never fall below none, of a slot or of one party in it
SELECT slot, place AS position, taken AS places FROM slot_standing WHERE taken < 0
UNION ALL
SELECT slot, place, total FROM party_places WHERE total < 0
