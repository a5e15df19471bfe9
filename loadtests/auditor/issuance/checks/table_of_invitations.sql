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
), appointment AS (
  SELECT DISTINCT ON (stream) stream, topic IN ('invitation.booked', 'invitation.moved') AS stands,
    f.* FROM told CROSS JOIN LATERAL jsonb_to_record(fact) AS f (appointment_id uuid,
      venue_id uuid, starts_at timestamptz)
  WHERE topic IN ('invitation.booked', 'invitation.moved', 'invitation.cancelled',
    'invitation.no-show-recorded', 'invitation.withdrawn') ORDER BY stream, place DESC
)
SELECT coalesce(stream, invitation_id) AS invitation, f.stage, t.stage AS stage_in_table
FROM (SELECT stream, stage, sent_at, last_on, service, CASE WHEN stands THEN appointment_id END
    AS appointment_id, CASE WHEN stands THEN venue_id END AS venue_id,
    CASE WHEN stands THEN starts_at END AS starts_at
  FROM sent JOIN stages USING (stream) LEFT JOIN appointment USING (stream)) AS f
FULL JOIN office.invitation_overview AS t ON invitation_id = stream
WHERE (f.stage, f.sent_at, f.last_on, f.service, f.appointment_id, f.venue_id, f.starts_at)
  IS DISTINCT FROM (t.stage, t.sent_at, t.last_on, t.service, t.appointment_id, t.venue_id,
    t.starts_at)
