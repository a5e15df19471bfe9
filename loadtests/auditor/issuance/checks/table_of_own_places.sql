-- the table of the ward's own places agrees with the log: shelves and quarantine places that are in use
SELECT code, f.positions, t.positions AS positions_in_table FROM (
  SELECT * FROM (
    SELECT DISTINCT ON (fact ->> 'code') topic, fact ->> 'code' AS code, fact ->> 'kind' AS kind,
      (fact ->> 'kind') || ':' || (fact ->> 'code') AS place,
      (fact ->> 'positions')::int AS positions
    FROM shown_facts WHERE topic IN ('place.added', 'place.retired')
    ORDER BY fact ->> 'code', shown_facts.place DESC) AS last
  WHERE topic = 'place.added') AS f
FULL JOIN office.places AS t USING (code)
WHERE (f.place, f.kind, f.positions) IS DISTINCT FROM (t.place, t.kind, t.positions)
