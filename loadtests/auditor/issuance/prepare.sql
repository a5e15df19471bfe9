-- How the auditor reads the office's log: from the stored form alone, once, into shared tables.
-- So far the tables that people look at have been brought.
CREATE TEMP TABLE shown AS
  SELECT coalesce(max(position), 0) AS upto FROM exchange.read_positions WHERE reader = 'office';

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
ANALYZE visit_facts; ANALYZE case_facts; ANALYZE steps; ANALYZE clerk_told;
