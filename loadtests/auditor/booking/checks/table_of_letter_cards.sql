-- the address of who was here is kept until the card has arrived: of each card for whom, and since when posted
WITH here AS (
  SELECT DISTINCT ON (notice) f.notice, w.party, f.place, f.at, upto
  FROM notice_facts AS f JOIN notice_facts AS b ON b.notice = f.notice
      AND b.topic = 'appointment.confirmed' AND b.appointment = f.appointment
    JOIN written_to AS w ON w.party = b.party AND f.place BETWEEN since AND upto
  WHERE f.topic = 'appointment.closed' AND f.ended_as = 'attended'
  ORDER BY notice, f.place
), told AS (
  SELECT here.notice, notification_id > here.place AS afterwards, fact ->> 'status' AS status,
    notification_id AS place, told_at
  FROM here JOIN ledger.stored_events ON originator_id = notice AND topic = 'card.status-told'
      AND notification_id <= upto
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact,
      (convert_from(state, 'UTF8')::jsonb ->> 'at')::timestamptz AS told_at OFFSET 0) AS j
), followed AS (
  SELECT notice, coalesce(bool_or(ends), false) AS ended,
    coalesce(bool_or(ends AND afterwards), false) AS gone, ((array_agg(told_at ORDER BY place DESC)
      FILTER (WHERE status = 'posted' AND afterwards))[1] AT TIME ZONE 'Asia/Tokyo')::date
      AS posted_on
  FROM (SELECT *, status IN ('delivered', 'handed-over', 'stopped') AS ends FROM told) AS t
  GROUP BY notice
)
SELECT coalesce(h.notice, t.notice_id) AS notice, h.place AS position
FROM (
  SELECT here.*, v.venue, v.starts_at, v.minutes, posted_on, coalesce(ended, false) AS ended,
    coalesce(gone, false) AS gone
  FROM here LEFT JOIN followed USING (notice) CROSS JOIN LATERAL (
    SELECT venue, starts_at, minutes FROM party_times AS p
    WHERE p.party = here.party AND p.place < here.place ORDER BY p.place DESC LIMIT 1) AS v) AS h
FULL JOIN booking.letter_cards AS t ON t.notice_id = h.notice
-- What is told of a card just before the visit is closed may end it as well.
WHERE CASE WHEN t.notice_id IS NULL THEN NOT h.ended ELSE h.gone OR (h.party, h.venue, h.starts_at,
    h.minutes, h.posted_on, h.at + interval '180 days')
  IS DISTINCT FROM (t.party_id, t.venue_id, t.starts_at, t.minutes, t.posted_on, t.keep_until) END
