-- places are never exceeded, at any position of the log
SELECT slot, place AS position, taken, places FROM slot_standing WHERE taken > places
