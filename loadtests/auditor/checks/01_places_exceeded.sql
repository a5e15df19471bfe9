-- places are never exceeded, at any position of the log
SELECT stream, place, taken, places FROM slot_standing WHERE taken > places
