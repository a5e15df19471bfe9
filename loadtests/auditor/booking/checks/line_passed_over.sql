-- who waits in line comes before everybody who does not: a free place that fits them is left to them
WITH cut_off AS (
  -- The longest of all rules, and a night in which nobody has to answer an offer.
  SELECT interval '2 days' + coalesce(max(minutes::int), 0) * interval '1 minute' AS longest
  FROM ledger.stored_events CROSS JOIN LATERAL jsonb_path_query(
    convert_from(state, 'UTF8')::jsonb, '$.**.cut_off_minutes') AS minutes
  WHERE topic = 'opening.rules-set' AND EXISTS (SELECT FROM households)
), offered AS (
  SELECT originator_id AS slot, f.venue_id::text AS venue, f.starts_at,
    (f.starts_at AT TIME ZONE 'Asia/Tokyo')::date AS day,
    extract(hour FROM f.starts_at AT TIME ZONE 'Asia/Tokyo') AS hour
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact OFFSET 0) AS j
    CROSS JOIN LATERAL jsonb_to_record(fact) AS f (venue_id uuid, starts_at timestamptz)
  WHERE topic = 'slot.offered' AND EXISTS (SELECT FROM households)
), taken AS MATERIALIZED (
  SELECT p.slot, p.place, p.at, s.places - s.taken AS free_then, o.venue, o.starts_at, o.day,
    o.hour, p.party, members[1] AS leader
  FROM party_places AS p JOIN slot_standing AS s USING (slot, place) JOIN offered AS o USING (slot)
  WHERE more > 0 AND by_web AND p.place > (SELECT min(joined) FROM households)
    -- Only the last places of a slot: else every booking would be held against all who wait.
    AND s.places - s.taken < 4 AND starts_at - at > (SELECT longest FROM cut_off)
    -- Whoever ever stood in line may have had their own turn.
    AND NOT EXISTS (SELECT FROM line_facts AS l WHERE l.notice = ANY (p.members))
), passed AS (
  SELECT t.*, e.entry, count(*) OVER (PARTITION BY t.slot, t.place) AS waiting
  FROM taken AS t JOIN households AS e ON e.joined < t.place AND coalesce(t.place < e.gone, true)
  WHERE day BETWEEN first_on AND last_on AND hour BETWEEN from_hour AND until_hour
    AND days = 'any' AND (venues = '[]' OR venues ? venue)
    AND cardinality(e.members) = 1 AND services = '{collect}'
    AND (same_day OR starts_at - at > interval '14 days')
    AND coalesce(starts_at < earlier_than, true)
    AND NOT EXISTS (SELECT FROM line_facts AS l WHERE l.entry = e.entry AND l.place < t.place
      AND topic = 'waiting.offer-lapsed' AND l.slot = t.slot)
    AND coalesce((SELECT topic FROM line_facts AS l WHERE l.entry = e.entry AND l.place < t.place
      AND topic <> 'waiting.left' ORDER BY place DESC LIMIT 1), '') <> 'waiting.offered'
)
SELECT slot, place AS position, party, entry AS passed_over FROM passed
WHERE free_then < waiting AND (
  -- The slot is for collecting a card, as they wait for: so was who took the place.
  SELECT coalesce(convert_from(state, 'UTF8')::jsonb #>> '{fact,service}', 'collect') = 'collect'
  FROM ledger.stored_events WHERE originator_id = leader AND topic = 'notice.released'
  ORDER BY originator_version DESC LIMIT 1)
