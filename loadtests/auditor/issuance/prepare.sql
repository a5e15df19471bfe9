-- How the auditor reads the office's log: from the stored form alone, once, into shared tables.
-- So far the tables that people look at have been brought.
CREATE TEMP TABLE shown AS
  SELECT coalesce(max(position), 0) AS upto FROM exchange.read_positions WHERE reader = 'office';
CREATE TEMP TABLE shown_facts AS
  SELECT originator_id AS stream, originator_version AS version, notification_id AS place, topic,
    (told ->> 'at')::timestamptz AS at, told ->> 'by' AS by, told -> 'fact' AS fact,
    ((told ->> 'at')::timestamptz AT TIME ZONE 'Asia/Tokyo')::date AS day
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS told OFFSET 0) AS j
  WHERE notification_id <= (SELECT upto FROM shown);
CREATE INDEX ON shown_facts (topic);
ANALYZE shown_facts;

CREATE TEMP TABLE visit_facts AS
  SELECT originator_id AS visit, notification_id AS place, topic,
    (told ->> 'at')::timestamptz AS at, f.station, f.mark, f.real_at
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS told OFFSET 0) AS j
    CROSS JOIN LATERAL jsonb_to_record(told -> 'fact') AS f (
      station text, mark text, real_at timestamptz)
  WHERE topic LIKE 'visit.%';
CREATE INDEX ON visit_facts (visit, place);

CREATE TEMP TABLE case_facts AS
  SELECT originator_id AS person, notification_id AS place, topic,
    (told ->> 'at')::timestamptz AS at,
    ((told ->> 'at')::timestamptz AT TIME ZONE 'Asia/Tokyo')::date AS day, f.step,
    f.notice_id AS notice, f.envelope_id AS envelope, f.round, f.applied_on
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS told OFFSET 0) AS j
    CROSS JOIN LATERAL jsonb_to_record(told -> 'fact') AS f (
      step text, notice_id uuid, envelope_id uuid, round int, applied_on date)
  WHERE topic LIKE 'case.%';
CREATE INDEX ON case_facts (person, place);

-- What a clerk does: five steps of a visit. Of a step of one person the stream is the person's.
CREATE TEMP TABLE steps AS
  SELECT visit AS stream, place, station,
    CASE topic WHEN 'visit.called' THEN 'call' ELSE 'finish' END AS step
  FROM visit_facts WHERE topic IN ('visit.called', 'visit.finished')
  UNION ALL
  SELECT person, place, NULL, CASE topic WHEN 'case.identity-verified' THEN 'identity'
      WHEN 'case.pins-sealed' THEN 'pins' ELSE 'delivery' END
  FROM case_facts
  WHERE topic IN ('case.identity-verified', 'case.pins-sealed', 'case.delivery-chosen');
CREATE INDEX ON steps (stream, step);

-- What clerks saw done. In the journal a visit stands for the notice, its person for the slot, and
-- the station for the key.
CREATE TEMP TABLE clerk_told AS
  SELECT notice AS visit, key AS station, asked AS step, outcome,
    CASE WHEN asked IN ('call', 'finish') THEN notice ELSE slot END AS stream
  FROM told WHERE asked IN ('call', 'identity', 'pins', 'delivery', 'finish');
CREATE INDEX ON clerk_told (stream, step);

-- Who has a party, fact by fact.
CREATE TEMP TABLE turns AS
  SELECT visit, place, topic, station, lag(topic) OVER w AS before,
    lag(station) OVER w AS station_before
  FROM visit_facts WHERE topic IN ('visit.called', 'visit.called-off', 'visit.held',
    'visit.returned', 'visit.transferred', 'visit.finished', 'visit.no-show', 'visit.broken-off',
    'visit.end-undone')
  WINDOW w AS (PARTITION BY visit ORDER BY place);

-- Every appointment as long as it stood so. It begins with a booking or a move, and ends with the
-- next move or a cancellation of the same appointment; what became of it is told once.
CREATE TEMP TABLE spans AS
  WITH told AS (
    SELECT stream, version, place, at, f.*, CASE
        WHEN topic IN ('case.appointment-noted', 'invitation.booked') THEN 'booked'
        WHEN topic IN ('case.appointment-moved', 'invitation.moved') THEN 'moved'
        WHEN topic IN ('case.appointment-cancelled', 'invitation.cancelled') THEN 'cancelled'
        WHEN topic LIKE '%.no-show-recorded' THEN 'no-show' ELSE 'came' END AS what,
      count(*) FILTER (WHERE topic IN ('case.appointment-noted', 'invitation.booked')) OVER (
        PARTITION BY stream ORDER BY place) AS booking
    FROM shown_facts CROSS JOIN LATERAL jsonb_to_record(fact) AS f (appointment_id uuid,
      visit_id uuid, venue_id uuid, starts_at timestamptz, minutes int, channel text,
      reference text, party_id uuid)
    WHERE topic IN ('case.appointment-noted', 'case.appointment-moved',
      'case.appointment-cancelled', 'case.checked-in', 'case.no-show-recorded',
      'invitation.booked', 'invitation.moved', 'invitation.cancelled', 'invitation.arrived',
      'invitation.served', 'invitation.no-show-recorded')
  ), of_booking AS (
    SELECT t.*, b.appointment_id AS appointment, b.channel AS by_channel, b.reference AS called,
      b.of_visit AS booked_visit,
      count(*) FILTER (WHERE t.what = 'cancelled') OVER before AS gone,
      count(*) FILTER (WHERE t.what IN ('booked', 'moved')) OVER upto AS nth
    FROM told AS t JOIN (
      SELECT told.*, id AS of_visit FROM told LEFT JOIN named_ids ON kind = 'visit'
        AND word = party_id::text) AS b ON b.stream = t.stream AND b.booking = t.booking
      AND b.what = 'booked'
    -- Who checks in comes with a visit, perhaps with another one than that of the booking.
    WHERE coalesce(t.appointment_id = b.appointment_id, t.visit_id = b.of_visit)
    WINDOW upto AS (PARTITION BY t.stream, t.booking ORDER BY t.place),
      before AS (PARTITION BY t.stream, t.booking ORDER BY t.place
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), begun AS (
    SELECT *, lead(at) OVER w AS next_at, lead(what) OVER w AS next_what
    FROM of_booking WHERE gone = 0 AND what IN ('booked', 'moved', 'cancelled')
    WINDOW w AS (PARTITION BY stream, booking ORDER BY place)
  ), became AS (
    SELECT DISTINCT ON (stream, booking, nth) stream, booking, nth, what AS outcome FROM of_booking
    WHERE gone = 0 AND what IN ('came', 'no-show') ORDER BY stream, booking, nth, place
  )
  SELECT stream, version, place, appointment, booked_visit AS visit, coalesce(i.service, CASE
      WHEN booked_visit IS NULL THEN '' ELSE 'collect' END) AS service, venue_id AS venue,
    starts_at, minutes,
    coalesce(by_channel, '') AS channel, coalesce(called, '') AS reference, at AS from_at,
    next_at AS until_at, next_what AS ended_by, outcome
  FROM begun LEFT JOIN became USING (stream, booking, nth) LEFT JOIN (
    SELECT DISTINCT ON (stream) stream, fact ->> 'service' AS service FROM shown_facts
    WHERE topic = 'invitation.sent' ORDER BY stream, place) AS i USING (stream)
  WHERE what <> 'cancelled';

ANALYZE spans; ANALYZE visit_facts; ANALYZE case_facts; ANALYZE steps; ANALYZE clerk_told;
