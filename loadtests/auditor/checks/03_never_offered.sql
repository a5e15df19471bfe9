-- a slot is offered before anything else happens to it
SELECT stream, place, topic FROM slot_standing WHERE places IS NULL
