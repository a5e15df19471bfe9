-- places taken never fall below none
SELECT stream, place, taken FROM slot_standing WHERE taken < 0
