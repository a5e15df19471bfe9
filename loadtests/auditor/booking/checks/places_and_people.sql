-- as many places of a slot are taken as people come then: who cancels frees, who books takes
SELECT slot, party, coalesce(people, 0) AS people, coalesce(taken, 0) AS taken
FROM (SELECT slot, party, count(*) AS people FROM seats GROUP BY slot, party) AS come
FULL JOIN (
  SELECT DISTINCT ON (slot, party) slot, party, total AS taken FROM party_places
  WHERE party IS NOT NULL ORDER BY slot, party, place DESC) AS counted USING (slot, party)
WHERE coalesce(people, 0) <> coalesce(taken, 0) AND NOT EXISTS (
  -- Places offered to who keeps another appointment meanwhile are taken without people.
  SELECT FROM line_facts WHERE entry = party AND earlier_than IS NOT NULL)
