-- the tables of venues agree with the log: what they are called, what they take, places offered by day
WITH last AS (
  SELECT DISTINCT ON (stream, topic, offered_for) stream, topic, fact, offered_for FROM (
    SELECT *, fact ->> 'day' AS offered_for FROM shown_facts WHERE topic IN (
      'capacity.venue-announced', 'capacity.walk-ins-allowed', 'capacity.places-offered')) AS f
  ORDER BY stream, topic, offered_for, place DESC
), told AS (
  SELECT v.stream AS venue, NULL::date AS day, jsonb_build_array(v.fact -> 'code',
      v.fact -> 'name_ja', v.fact -> 'name_en', coalesce(v.fact -> 'kind', '"office"'),
      coalesce(w.fact -> 'services', '[]'), coalesce(w.fact -> 'places', '0')) AS said
  FROM last AS v LEFT JOIN last AS w ON w.stream = v.stream
    AND w.topic = 'capacity.walk-ins-allowed'
  WHERE v.topic = 'capacity.venue-announced'
  UNION ALL
  SELECT stream, offered_for::date, jsonb_build_array(jsonb_array_length(fact -> 'slots'), (
    SELECT coalesce(sum((slot ->> 'places')::int), 0)
    FROM jsonb_array_elements(fact -> 'slots') AS slot))
  FROM last WHERE topic = 'capacity.places-offered'
), shown_there AS (
  SELECT venue_id AS venue, NULL::date AS day, jsonb_build_array(code, name_ja, name_en, kind,
    walk_in_services, walk_in_places) AS said FROM office.venue_overview
  UNION ALL
  SELECT venue_id, day, jsonb_build_array(slots, places) FROM office.offered_days
)
SELECT coalesce(f.venue, t.venue) AS venue, coalesce(f.day, t.day) AS day, f.said,
  t.said AS in_table
FROM told AS f FULL JOIN shown_there AS t
  ON t.venue = f.venue AND coalesce(t.day, '-infinity') = coalesce(f.day, '-infinity')
WHERE f.said IS DISTINCT FROM t.said
