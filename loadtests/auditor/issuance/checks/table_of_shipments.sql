-- the table of envelopes agrees with the log: what the office and the post did with each
WITH told AS (
  SELECT *, (fact ->> 'shipment_id')::uuid AS shipment_id, CASE topic
      WHEN 'case.envelope-sealed' THEN 'sealed' WHEN 'case.posting-stopped' THEN 'opened'
      WHEN 'case.handed-to-post' THEN 'posted' WHEN 'case.mail-held' THEN 'held'
      WHEN 'case.mail-coming-back' THEN 'coming-back' WHEN 'case.mail-returned' THEN 'returned'
      WHEN 'case.delivered' THEN 'delivered' WHEN 'case.mail-lost' THEN fact ->> 'loss'
    END AS status,
    coalesce(fact ->> 'accepted_on', fact ->> 'noted_on', fact ->> 'returned_on',
      fact ->> 'delivered_on', day::text)::date AS status_on
  FROM shown_facts WHERE topic IN ('case.envelope-sealed', 'case.posting-stopped',
    'case.handed-to-post', 'case.mail-accepted', 'case.mail-held', 'case.mail-coming-back',
    'case.mail-returned', 'case.delivered', 'case.mail-lost')
), sealed AS (
  SELECT shipment_id, stream AS case_id, at AS sealed_at, place,
    fact ->> 'tracking_number' AS tracking_number, fact ->> 'mail_class' AS mail_class,
    fact -> 'sealers' AS sealers
  FROM told WHERE status = 'sealed'
), last AS (
  SELECT DISTINCT ON (shipment_id) shipment_id, CASE
      WHEN topic <> 'case.mail-accepted' THEN status WHEN before = 'posted' THEN 'accepted'
      ELSE before END AS status, status_on
  FROM (
    SELECT *, (array_remove(array_agg(status) OVER w, NULL))[
      cardinality(array_remove(array_agg(status) OVER w, NULL))] AS before FROM told
    WINDOW w AS (PARTITION BY shipment_id ORDER BY place)) AS t
  ORDER BY shipment_id, place DESC
), listed AS (
  SELECT DISTINCT ON (shipment_id) shipment_id, stream AS list_id
  FROM shown_facts CROSS JOIN LATERAL (SELECT each::uuid AS shipment_id
    FROM jsonb_array_elements_text(fact -> 'shipments') AS each) AS s
  WHERE topic = 'posting-list.handed-over' ORDER BY shipment_id, place DESC
), days AS (
  SELECT shipment_id, max(day) FILTER (WHERE status = 'posted') AS posted_on,
    max(at) FILTER (WHERE status = 'posted') AS posted_at,
    max((fact ->> 'accepted_on')::date) AS accepted_on,
    max((fact ->> 'held_until')::date) AS held_until,
    (array_agg(fact ->> 'reason' ORDER BY place DESC)
      FILTER (WHERE status IN ('coming-back', 'returned')))[1] AS return_reason
  FROM told GROUP BY shipment_id
)
SELECT shipment_id, f.status, t.status AS status_in_table, f.status_on,
  t.status_on AS status_on_in_table
FROM (SELECT * FROM sealed JOIN last USING (shipment_id) JOIN days USING (shipment_id)
  LEFT JOIN listed USING (shipment_id)) AS f
FULL JOIN office.shipments AS t USING (shipment_id)
WHERE (f.case_id, f.tracking_number, f.mail_class, f.status, f.sealed_at, f.sealers, f.posted_on,
    f.posted_at, f.list_id, f.accepted_on, f.held_until, f.return_reason, f.status_on)
  IS DISTINCT FROM (t.case_id, t.tracking_number, t.mail_class, t.status, t.sealed_at,
    to_jsonb(t.sealers), t.posted_on, t.posted_at, t.list_id, t.accepted_on, t.held_until,
    t.return_reason, t.status_on)
