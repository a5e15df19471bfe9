-- How the auditor reads the booking log: from the stored form alone (stream, version, name, JSON,
-- position), once, into tables that all checks share.
CREATE TEMP TABLE slot_facts AS
  SELECT originator_id AS slot, notification_id AS place, topic, (told ->> 'at')::timestamptz AS at,
    f.party_id AS party, f.members, f.count, f.places, f.until, f.reason,
    f.channel = 'web' AS by_web
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS told OFFSET 0) AS j
    CROSS JOIN LATERAL jsonb_to_record(told -> 'fact') AS f (
      party_id uuid, members uuid[], count int, places int, until timestamptz, reason text,
      channel text)
  WHERE topic LIKE 'slot.%';

CREATE TEMP TABLE notice_facts AS
  SELECT originator_id AS notice, notification_id AS place, topic,
    (told ->> 'at')::timestamptz AS at, f.appointment_id AS appointment, f.party_id AS party,
    f.members, f.slot_id AS slot, f.until, f.reason, f.span IS NOT NULL AS spread,
    f.venue_id AS venue, coalesce((f.span ->> 'starts_at')::timestamptz, f.starts_at) AS starts_at,
    coalesce((f.span ->> 'minutes')::int, f.minutes) AS minutes,
    f.outcome AS ended_as,
    told ->> 'by' NOT IN ('office', 'timetable') AS by_people
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS told OFFSET 0) AS j
    CROSS JOIN LATERAL jsonb_to_record(told -> 'fact') AS f (
      appointment_id uuid, party_id uuid, members uuid[], slot_id uuid, until timestamptz,
      reason text, span jsonb, venue_id uuid, starts_at timestamptz, minutes int, outcome text)
  WHERE topic LIKE 'appointment.%';
CREATE INDEX ON notice_facts (notice, place);

-- What the desk remembers to have answered to a command of somebody, by its key.
CREATE TEMP TABLE answers AS
  SELECT key, told ->> 'done' AS done, (told ->> 'party_id')::uuid AS party
  FROM ledger.answered_commands
    CROSS JOIN LATERAL (SELECT convert_from(answer, 'UTF8')::jsonb AS told OFFSET 0) AS j;

-- The line: one row a fact and member of a household.
CREATE TEMP TABLE line_facts AS
  SELECT originator_id AS notice, notification_id AS place, topic,
    (told ->> 'at')::timestamptz AS at, f.entry_id AS entry, f.slot_id AS slot, f.venue_id AS venue,
    f.starts_at, f.reason, f.members, f.services, f.same_day, f.earlier_than, f.wished
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS told OFFSET 0) AS j
    CROSS JOIN LATERAL jsonb_to_record(told -> 'fact') AS f (
      entry_id uuid, slot_id uuid, venue_id uuid, starts_at timestamptz, reason text,
      members uuid[], services text[], same_day boolean, earlier_than timestamptz, wished jsonb)
  WHERE topic LIKE 'waiting.%';
CREATE INDEX ON line_facts (entry, place);

-- Who stood in line, what they wish for, and the position since which nobody of them waits.
CREATE TEMP TABLE households AS
  SELECT DISTINCT ON (entry) entry, place AS joined, members, services, same_day, earlier_than,
    wished ->> 'days' AS days, (wished ->> 'first_on')::date AS first_on,
    (wished ->> 'last_on')::date AS last_on, (wished ->> 'from_hour')::int AS from_hour,
    (wished ->> 'until_hour')::int AS until_hour, wished -> 'venue_ids' AS venues,
    (SELECT max(place) FROM line_facts AS l WHERE l.entry = j.entry AND topic = 'waiting.left'
      HAVING count(DISTINCT notice) >= cardinality(j.members)) AS gone
  FROM line_facts AS j WHERE topic = 'waiting.joined' ORDER BY entry, place;

-- Each fact of a slot, and what its party has there after it (`total`): a hold sets that, held again
-- means held longer, a kept hold is no more than was held. `held_until`: the end of its last hold.
CREATE TEMP TABLE party_places AS
  SELECT *, total - coalesce(lag(total) OVER w, 0) AS more, lag(topic) OVER w AS before
  FROM (
    SELECT *, sum(CASE WHEN topic = 'slot.places-freed' THEN -count ELSE coalesce(count, 0) END)
      OVER (PARTITION BY slot, party, holds ORDER BY place) AS total
    FROM (
      SELECT *, max(until) OVER w AS held_until,
        count(*) FILTER (WHERE topic IN ('slot.places-held', 'slot.places-kept')) OVER w AS holds
      FROM slot_facts WINDOW w AS (PARTITION BY slot, party ORDER BY place)) AS counted) AS summed
  WINDOW w AS (PARTITION BY slot, party ORDER BY place);

-- A slot after each of its facts: places taken, and places there are (NULL: never offered).
CREATE TEMP TABLE slot_standing AS
  SELECT slot, place, topic, taken, max(places) OVER (PARTITION BY slot, edition) AS places
  FROM (
    SELECT slot, place, topic, places, sum(more) OVER w AS taken, count(places) OVER w AS edition
    FROM party_places WINDOW w AS (PARTITION BY slot ORDER BY place)) AS summed;

-- How many holds and appointments a notice has after each fact about them; a hold that becomes the
-- appointment is one with it.
CREATE TEMP VIEW notice_standing AS
  SELECT notice, place, topic, sum(change) OVER (PARTITION BY notice ORDER BY place) AS active
  FROM (
    SELECT notice, place, topic, CASE
        WHEN topic = 'appointment.held' THEN 1
        WHEN topic <> 'appointment.confirmed' THEN -1
        WHEN lag(topic) OVER w = 'appointment.held' AND lag(appointment) OVER w = appointment THEN 0
        ELSE 1 END AS change
    FROM notice_facts
    WHERE topic IN ('appointment.held', 'appointment.confirmed', 'appointment.hold-lapsed',
      'appointment.cancelled', 'appointment.closed')
    WINDOW w AS (PARTITION BY notice ORDER BY place)) AS changes;

-- Who comes where, or holds a place there, at the log's head.
CREATE TEMP TABLE seats AS
  SELECT * FROM (
    SELECT DISTINCT ON (notice, appointment) notice, appointment, party, slot, topic
    FROM notice_facts WHERE slot IS NOT NULL ORDER BY notice, appointment, place DESC) AS last_told
  WHERE NOT EXISTS (
    SELECT FROM notice_facts AS ended
    WHERE ended.notice = last_told.notice AND ended.appointment = last_told.appointment
      AND ended.topic IN ('appointment.cancelled', 'appointment.hold-lapsed'));

ANALYZE slot_facts; ANALYZE notice_facts; ANALYZE line_facts; ANALYZE party_places;
ANALYZE slot_standing; ANALYZE seats; ANALYZE answers; ANALYZE households;
