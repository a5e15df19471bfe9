-- free places are offered to who waits longest among those they fit
WITH offers AS (
  SELECT entry, slot, min(place) AS place, min(at) AS at, min(venue::text) AS venue,
    min(starts_at) AS starts_at, min(starts_at) AT TIME ZONE 'Asia/Tokyo' AS local,
    count(DISTINCT notice) AS size
  FROM line_facts WHERE topic = 'waiting.offered' GROUP BY entry, slot
)
SELECT o.slot, o.place AS position, o.entry AS offered_to, e.entry AS passed_over
FROM offers AS o JOIN households AS mine ON mine.entry = o.entry
JOIN households AS e ON e.joined < mine.joined AND coalesce(o.place < e.gone, true)
WHERE (e.venues = '[]' OR e.venues ? o.venue) AND local::date BETWEEN e.first_on AND e.last_on
  AND extract(hour FROM local) BETWEEN e.from_hour AND e.until_hour
  AND (e.days = 'any' OR e.days = mine.days) AND e.services <@ mine.services
  AND (e.same_day OR NOT mine.same_day) AND coalesce(o.starts_at < e.earlier_than, true)
  -- Those of them who still wait are no more than were offered places.
  AND (SELECT cardinality(e.members) - count(DISTINCT notice) FROM line_facts AS l
    WHERE l.entry = e.entry AND topic = 'waiting.left' AND l.place < o.place) BETWEEN 1 AND o.size
  -- They have no other offer open, and did not let this one go.
  AND (SELECT coalesce(bool_and(topic <> 'waiting.offered'), true) FROM (
    SELECT topic FROM line_facts AS l WHERE l.entry = e.entry AND l.place < o.place
      AND topic IN ('waiting.offered', 'waiting.offer-lapsed') ORDER BY place DESC LIMIT 1) AS last)
  AND NOT EXISTS (SELECT FROM line_facts AS l WHERE l.entry = e.entry AND l.slot = o.slot
    AND topic = 'waiting.offer-lapsed' AND l.place < o.place)
