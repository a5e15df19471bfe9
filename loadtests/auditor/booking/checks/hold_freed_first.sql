-- a hold becomes the booking: its places are never freed in between
SELECT slot, party, place AS position FROM (
  SELECT *, lag(before) OVER (PARTITION BY slot, party ORDER BY place) AS second_before
  FROM party_places WHERE party IS NOT NULL) AS p
WHERE topic = 'slot.places-taken' AND before = 'slot.places-freed'
  AND second_before = 'slot.places-held'
