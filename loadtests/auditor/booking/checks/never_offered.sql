-- a slot is offered before anything else happens to it
SELECT slot, place AS position, topic FROM slot_standing WHERE places IS NULL
