-- How the auditor reads the log: from the stored form alone (stream, version, name, JSON, position).
CREATE TEMP VIEW facts AS
  SELECT originator_id AS stream, originator_version AS version, notification_id AS place, topic,
    convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact
  FROM ledger.stored_events;

-- What each fact of a slot adds to its taken places; held again means: held longer.
CREATE TEMP VIEW slot_moves AS
  SELECT stream, place, topic, places, CASE topic
      WHEN 'slot.places-taken' THEN count
      WHEN 'slot.places-freed' THEN -count
      WHEN 'slot.places-held' THEN count - held_before
      WHEN 'slot.places-kept' THEN count - held_before
      ELSE 0 END AS more
  FROM (
    SELECT stream, place, topic, (fact ->> 'places')::int AS places,
      (fact ->> 'count')::int AS count,
      CASE WHEN lag(topic) OVER party = 'slot.places-held'
        THEN lag((fact ->> 'count')::int) OVER party ELSE 0 END AS held_before
    FROM facts WHERE topic LIKE 'slot.%'
    WINDOW party AS (PARTITION BY stream, fact ->> 'party_id' ORDER BY place)
  ) AS counted;

-- A slot after each of its facts: places taken, and places there are (NULL: never offered).
CREATE TEMP VIEW slot_standing AS
  SELECT stream, place, topic, taken,
    max(places) OVER (PARTITION BY stream, edition) AS places
  FROM (
    SELECT stream, place, topic, places, sum(more) OVER w AS taken, count(places) OVER w AS edition
    FROM slot_moves WINDOW w AS (PARTITION BY stream ORDER BY place)
  ) AS summed;

-- How many appointments a notice has after each fact about them.
CREATE TEMP VIEW notice_standing AS
  SELECT stream, place, sum(CASE topic WHEN 'appointment.confirmed' THEN 1 ELSE -1 END)
    OVER (PARTITION BY stream ORDER BY place) AS active
  FROM facts
  WHERE topic IN ('appointment.confirmed', 'appointment.cancelled', 'appointment.closed');

CREATE TEMP VIEW confirmed AS
  SELECT stream AS notice, place, (fact ->> 'slot_id')::uuid AS slot, fact ->> 'party_id' AS party
  FROM facts WHERE topic = 'appointment.confirmed';
