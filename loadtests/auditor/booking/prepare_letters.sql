-- The letters that follow from a party's facts, for every party: one when it has booked, one when
-- it is given another time or venue (each of its members' facts tells both), one when it cancels.
-- Of a visit whose time has come nothing is written. As far as the reader of the log has come.
CREATE TEMP TABLE expected_letters AS
  SELECT party, place, substr(topic, length('appointment.') + 1) AS kind FROM (
    SELECT party, place, topic, at, max(starts_at) OVER upto AS starts_at,
      CASE topic WHEN 'appointment.moved' THEN (venue, starts_at) IS DISTINCT FROM (
          lag(venue) OVER w, lag(starts_at) OVER w)
        ELSE row_number() OVER (PARTITION BY party, topic ORDER BY place) = 1 END AS first_told
    FROM (
      SELECT *, count(starts_at) OVER (PARTITION BY party ORDER BY place) AS time_told
      FROM notice_facts WHERE (topic IN ('appointment.confirmed', 'appointment.moved')
        OR topic = 'appointment.cancelled' AND reason <> 'notice-withdrawn')
        AND place <= (SELECT max(position) FROM exchange.read_positions WHERE reader = 'letters')
    ) AS of_party
    WINDOW w AS (PARTITION BY party ORDER BY place), upto AS (PARTITION BY party, time_told)) AS f
  WHERE first_told AND starts_at > at;

-- What the reader of the log knows of parties that want letters: those that gave an address which
-- is not forgotten yet, from `since` on, as far as it has come.
CREATE TEMP TABLE written_to AS
  SELECT party_id AS party, since, upto FROM booking.contacts CROSS JOIN (
    SELECT coalesce(max(position), 0) AS upto FROM exchange.read_positions
    WHERE reader = 'letters') AS r;

CREATE TEMP TABLE addresses AS
  SELECT (fact ->> 'party_id')::uuid AS party, notification_id AS place,
    (fact ->> 'sequence')::int AS sequence
  FROM ledger.stored_events
    CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact OFFSET 0) AS j
  WHERE topic = 'letters.address-given';

-- When each of these parties comes, fact by fact; `nth`: how often it was given another time or
-- venue. Each of its members' facts tells the same.
CREATE TEMP TABLE party_times AS
  SELECT party, place, venue, starts_at, minutes, count(*) FILTER (WHERE another) OVER (
    PARTITION BY party ORDER BY place) AS nth
  FROM (
    SELECT f.*, topic = 'appointment.moved' AND (f.venue, f.starts_at) IS DISTINCT FROM (
      lag(f.venue) OVER w, lag(f.starts_at) OVER w) AS another
    FROM notice_facts AS f JOIN written_to USING (party)
    WHERE topic IN ('appointment.confirmed', 'appointment.moved') AND place <= upto
    WINDOW w AS (PARTITION BY party ORDER BY place)) AS f;
ANALYZE expected_letters; ANALYZE written_to; ANALYZE addresses; ANALYZE party_times;
