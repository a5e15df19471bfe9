-- the table of clocks agrees with the log: the days that legal clocks run from, and what a case owes
WITH told AS (
  SELECT *, max(place) FILTER (WHERE topic = 'case.card-expected') OVER w AS made_anew,
    max(place) FILTER (WHERE topic = 'case.mail-lost') OVER w AS lost
  FROM shown_facts WHERE topic IN ('case.card-expected', 'case.notice-sent', 'case.mail-returned',
    'case.destruction-deferred', 'case.destruction-proposed', 'case.destruction-approved',
    'case.posting-barred', 'case.posting-allowed', 'case.mail-lost', 'case.loss-duty-done')
  WINDOW w AS (PARTITION BY stream)
), clocks AS (
  SELECT stream AS case_id,
    max((fact ->> 'expires_on')::date) FILTER (WHERE place = made_anew) AS expires_on,
    (array_agg((fact ->> 'sent_on')::date ORDER BY place)
      FILTER (WHERE topic = 'case.notice-sent'))[1] AS first_notice_on,
    (array_agg((fact ->> 'returned_on')::date ORDER BY place DESC)
      FILTER (WHERE topic = 'case.mail-returned' AND place > made_anew))[1] AS returned_on,
    (array_agg(fact ORDER BY place DESC)
      FILTER (WHERE topic = 'case.destruction-deferred'))[1] AS deferred,
    (array_agg(fact || jsonb_build_object('topic', topic) ORDER BY place DESC)
      FILTER (WHERE topic LIKE 'case.destruction-%'))[1] AS last,
    (array_agg(fact ->> 'proposed_by' ORDER BY place DESC)
      FILTER (WHERE topic = 'case.destruction-proposed'))[1] AS proposed_by,
    (array_agg(fact ORDER BY place DESC) FILTER (WHERE place = lost))[1] AS loss,
    array_agg(fact ->> 'duty') FILTER (WHERE topic = 'case.loss-duty-done' AND place > lost) AS done
  FROM told GROUP BY stream
), bars AS (
  SELECT stream AS case_id, array_agg(bar ORDER BY bar) AS barred FROM (
    SELECT DISTINCT ON (stream, fact ->> 'reason') stream, topic, fact ->> 'reason' AS bar
    FROM told WHERE topic IN ('case.posting-barred', 'case.posting-allowed')
      AND place > made_anew ORDER BY stream, fact ->> 'reason', place DESC) AS last
  WHERE topic = 'case.posting-barred' GROUP BY stream
)
SELECT case_id AS person, f.expires_on, t.expires_on AS in_table, f.owed, t.duties AS owed_in_table
FROM (
  SELECT *, coalesce(barred, '{}') AS bars, ARRAY(
      SELECT duty FROM unnest(ARRAY['suspend-card', 'tell-holder', 'void-card', 'remake-free',
        'offer-number-change', 'judge-report']) AS duty
      WHERE loss IS NOT NULL AND duty <> ALL (coalesce(done, '{}')) ORDER BY duty) AS owed
  FROM clocks LEFT JOIN bars USING (case_id) WHERE expires_on IS NOT NULL) AS f
FULL JOIN office.case_clocks AS t USING (case_id)
WHERE (f.expires_on, f.first_notice_on, f.returned_on, (deferred ->> 'until')::date,
    deferred ->> 'reason', CASE WHEN last ->> 'topic' <> 'case.destruction-deferred'
      THEN coalesce(f.proposed_by, '') END, last ->> 'approved_by', f.bars, f.loss ->> 'loss',
    (f.loss ->> 'noted_on')::date, f.owed)
  IS DISTINCT FROM (t.expires_on, t.first_notice_on, t.returned_on, t.deferred_until, t.deferral,
    t.proposed_by, t.approved_by, ARRAY(SELECT DISTINCT unnest(t.barred) ORDER BY 1), t.loss,
    t.lost_on, ARRAY(SELECT unnest(t.duties) ORDER BY 1))
