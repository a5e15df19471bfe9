-- the table of contacts agrees with the log: who was written to, called, visited, whose notice came back
WITH told AS (
  SELECT *, CASE topic WHEN 'case.notice-sent' THEN stream ELSE (fact ->> 'case_id')::uuid END
    AS case_id
  FROM shown_facts WHERE topic = 'case.notice-sent' OR topic LIKE 'contact.%'
), last AS (
  SELECT DISTINCT ON (case_id, topic) *, count(*) OVER (PARTITION BY case_id, topic) AS times
  FROM told ORDER BY case_id, topic, place DESC
), contacts AS (
  SELECT sent.case_id, (sent.fact ->> 'sent_on')::date AS sent_on,
    (sent.fact ->> 'round')::int AS round, coalesce((r.fact ->> 'round')::int, 0) AS reminded,
    coalesce(c.times, 0) AS calls,
    c.fact ->> 'outcome' AS last_call, c.day AS last_called_on, v.fact ->> 'outcome' AS home_visit,
    v.day AS home_visited_on,
    coalesce(CASE WHEN v.place > coalesce(c.place, 0) THEN v.fact ELSE c.fact END
      ->> 'outcome' = 'declines', false) AS declined,
    back.fact AS back, CASE WHEN a.place > coalesce(back.place, sent.place) THEN a.fact ->> 'outcome'
      END AS address
  FROM last AS sent
    LEFT JOIN last AS r ON r.case_id = sent.case_id AND r.topic = 'contact.reminded'
    LEFT JOIN last AS c ON c.case_id = sent.case_id AND c.topic = 'contact.called'
    LEFT JOIN last AS v ON v.case_id = sent.case_id AND v.topic = 'contact.home-visited'
    LEFT JOIN last AS back ON back.case_id = sent.case_id
      AND back.topic = 'contact.notice-returned' AND back.place > sent.place
    LEFT JOIN last AS a ON a.case_id = sent.case_id AND a.topic = 'contact.address-checked'
      AND a.place > sent.place
  WHERE sent.topic = 'case.notice-sent'
)
SELECT case_id AS person, f.calls, t.calls AS calls_in_table, f.round, t.round AS round_in_table
FROM contacts AS f FULL JOIN office.contact_overview AS t USING (case_id)
WHERE (f.sent_on, f.round, f.reminded, f.calls, f.last_call, f.last_called_on, f.home_visit,
    f.home_visited_on, f.declined, (back ->> 'returned_on')::date, back ->> 'reason', f.address)
  IS DISTINCT FROM (t.sent_on, t.round, t.reminded_round, t.calls::bigint, t.last_call,
    t.last_called_on, t.home_visit, t.home_visited_on, t.declined, t.returned_on, t.return_reason,
    t.address)
