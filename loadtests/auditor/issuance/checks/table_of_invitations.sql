-- the table of invitations agrees with the log: what for, how far, and the appointment that stands
WITH told AS (
  SELECT * FROM shown_facts WHERE topic LIKE 'invitation.%'
), stages AS (
  -- Sent again it stands where it stood, unless it was withdrawn.
  SELECT DISTINCT ON (stream) stream, CASE topic WHEN 'invitation.booked' THEN 'booked'
      WHEN 'invitation.moved' THEN 'booked' WHEN 'invitation.withdrawn' THEN 'withdrawn'
      WHEN 'invitation.served' THEN 'served' WHEN 'invitation.arrived' THEN 'arrived'
      ELSE 'sent' END AS stage
  FROM (SELECT *, lag(topic) OVER w AS before FROM told WHERE topic <> 'invitation.late-announced'
    WINDOW w AS (PARTITION BY stream ORDER BY place)) AS f
  WHERE topic <> 'invitation.sent' OR before IS NULL OR before = 'invitation.withdrawn'
  ORDER BY stream, place DESC
), sent AS (
  SELECT DISTINCT ON (stream) stream, at AS sent_at, (fact ->> 'last_on')::date AS last_on,
    first_value(fact ->> 'service') OVER (PARTITION BY stream ORDER BY place) AS service
  FROM told WHERE topic = 'invitation.sent' ORDER BY stream, place DESC
), course AS (
  -- What is announced late, and the reference, holds for the appointment that it was said of.
  SELECT *, count(*) FILTER (WHERE sets) OVER w AS nth,
    count(*) FILTER (WHERE sets AND topic <> 'invitation.moved') OVER w AS booking
  FROM (SELECT stream, place, topic, f.*, topic <> 'invitation.late-announced' AS sets
    FROM told CROSS JOIN LATERAL jsonb_to_record(fact) AS f (appointment_id uuid, venue_id uuid,
      starts_at timestamptz, minutes int, reference text)
    WHERE topic IN ('invitation.booked', 'invitation.moved', 'invitation.cancelled',
      'invitation.no-show-recorded', 'invitation.withdrawn', 'invitation.late-announced')) AS c
  WINDOW w AS (PARTITION BY stream ORDER BY place)
), appointment AS (
  SELECT stream, topic IN ('invitation.booked', 'invitation.moved') AS stands, appointment_id,
    venue_id, starts_at, minutes, told_reference AS reference, late_minutes
  FROM (SELECT *, first_value(reference) OVER (PARTITION BY stream, booking ORDER BY place)
      AS told_reference, CASE WHEN lead(topic) OVER (PARTITION BY stream, nth ORDER BY place)
      IS NOT NULL THEN last_value(minutes) OVER (PARTITION BY stream, nth ORDER BY place
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) ELSE 0 END AS late_minutes,
      nth = max(nth) OVER (PARTITION BY stream) AND sets AS last FROM course) AS c
  WHERE last
)
SELECT coalesce(stream, invitation_id) AS invitation, f.stage, t.stage AS stage_in_table
FROM (SELECT stream, stage, sent_at, last_on, service, CASE WHEN stands THEN appointment_id END
    AS appointment_id, CASE WHEN stands THEN venue_id END AS venue_id,
    CASE WHEN stands THEN starts_at END AS starts_at, CASE WHEN stands THEN minutes END AS minutes,
    CASE WHEN stands THEN reference END AS reference, coalesce(late_minutes, 0) AS late_minutes
  FROM sent JOIN stages USING (stream) LEFT JOIN appointment USING (stream)) AS f
FULL JOIN office.invitation_overview AS t ON invitation_id = stream
WHERE (f.stage, f.sent_at, f.last_on, f.service, f.appointment_id, f.venue_id, f.starts_at,
    f.minutes, f.reference, f.late_minutes)
  IS DISTINCT FROM (t.stage, t.sent_at, t.last_on, t.service, t.appointment_id, t.venue_id,
    t.starts_at, t.minutes, t.reference, t.late_minutes)
