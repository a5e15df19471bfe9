-- a notice has one appointment at a time
SELECT stream, place, active FROM notice_standing WHERE active NOT IN (0, 1)
