-- no hold lives a quarter of an hour longer than its time, as far as the log tells the time
SELECT slot, party, place AS position, held_until FROM (
  SELECT DISTINCT ON (slot, party) * FROM party_places WHERE party IS NOT NULL
  ORDER BY slot, party, place DESC) AS standing
WHERE topic = 'slot.places-held' AND total > 0
  AND held_until + interval '15 minutes' < (SELECT max(at) FROM notice_facts)
