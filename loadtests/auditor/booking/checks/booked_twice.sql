-- a notice has one hold or appointment at a time
SELECT notice, place AS position, active FROM notice_standing WHERE active NOT IN (0, 1)
