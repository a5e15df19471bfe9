-- the table of cases agrees with the log, as far as its reader has come: where each case stands, since when
WITH leads_to (named, stage) AS (VALUES
  ('card-expected', 'expected'), ('arrival-undone', 'expected'), ('remake-requested', 'expected'),
  ('card-arrived', 'arrived'), ('setup-completed', 'set-up'), ('card-stored', 'stored'),
  ('notice-sent', 'notified'), ('appointment-noted', 'booked'),
  ('appointment-cancelled', 'notified'), ('no-show-recorded', 'notified'),
  ('checked-in', 'checked-in'), ('walk-in-missed', 'notified'),
  ('identity-verified', 'identity-verified'), ('documents-insufficient', 'notified'),
  ('identity-refused', 'notified'), ('pins-sealed', 'pins-taken'),
  ('pin-sheet-sealed', 'pins-taken'), ('pinless-chosen', 'pins-taken'),
  ('pin-sheet-replaced', 'awaiting-pins'), ('delivery-chosen', 'delivery-chosen'),
  ('visit-finished', 'ready-to-go'), ('visit-broken-off', 'notified'), ('step-undone', NULL),
  ('pin-setting-begun', 'setting'), ('pins-set', 'ready-to-go'),
  ('setting-uncertain', 'uncertain'), ('holder-asked-again', 'notified'),
  ('envelope-sealed', 'sealed'), ('posting-stopped', 'ready-to-go'), ('handed-to-post', 'posted'),
  ('delivered', 'delivered'), ('mail-returned', 'returned'), ('card-handed-over', 'handed-over'),
  ('card-lost', 'lost'), ('mail-lost', 'lost'), ('card-unusable', 'void'),
  ('holder-moved-out', 'void'), ('holder-died', 'void'), ('record-deleted', 'void'),
  ('number-changed', 'void'), ('application-withdrawn', 'void'), ('card-expired', 'void'),
  ('destruction-proposed', 'unclaimed'),
  ('destruction-deferred', NULL), ('card-destroyed', 'destroyed')
), course AS (
  SELECT person, place, at, topic, step, stage, lag(topic) OVER (PARTITION BY person ORDER BY place)
    AS before
  FROM case_facts JOIN leads_to ON 'case.' || named = topic
  WHERE place <= (SELECT upto FROM shown)
), last AS (
  SELECT DISTINCT ON (person) * FROM course
  WHERE topic <> 'case.destruction-deferred' OR before = 'case.destruction-proposed'
  ORDER BY person, place DESC
), begun AS (
  -- A step that is taken back begins no stage anew.
  SELECT DISTINCT ON (person) person, at AS since FROM course
  WHERE topic <> 'case.step-undone'
    AND (topic <> 'case.destruction-deferred' OR before = 'case.destruction-proposed')
  ORDER BY person, place DESC
), stands AS (
  SELECT person, place, topic, CASE
      WHEN topic = 'case.visit-finished' AND (
        -- The PINs that were taken wait to be set.
        SELECT topic FROM case_facts AS c WHERE c.person = l.person AND c.place < l.place
          AND topic IN ('case.pins-sealed', 'case.pin-sheet-sealed', 'case.pin-sheet-replaced',
            'case.pin-envelope-destroyed', 'case.pin-sheet-spent') ORDER BY place DESC LIMIT 1
        ) IN ('case.pins-sealed', 'case.pin-sheet-sealed', 'case.pin-sheet-replaced')
        THEN 'awaiting-pins'
      WHEN topic = 'case.step-undone' THEN CASE step WHEN 'identity' THEN 'checked-in'
        WHEN 'pins' THEN 'identity-verified' WHEN 'delivery' THEN 'pins-taken'
        ELSE 'delivery-chosen' END
      WHEN topic = 'case.destruction-deferred' AND (
        SELECT topic FROM case_facts AS c WHERE c.person = l.person AND c.place < l.place
          AND topic IN ('case.mail-returned', 'case.envelope-sealed') ORDER BY place DESC LIMIT 1
        ) = 'case.mail-returned' THEN 'returned'
      WHEN topic = 'case.destruction-deferred' THEN 'notified'
      -- What is void stays so wherever the card turns up; what was lost is void then.
      WHEN topic = 'case.card-arrived' AND was = 'void' THEN 'void'
      WHEN topic = 'case.mail-returned' AND was IN ('void', 'lost') THEN 'void'
      ELSE stage END AS stage
  FROM last AS l LEFT JOIN LATERAL (
    SELECT leads_to.stage FROM case_facts AS c JOIN leads_to ON 'case.' || named = c.topic
    WHERE l.topic IN ('case.card-arrived', 'case.mail-returned') AND c.person = l.person
      AND c.place < l.place AND c.topic NOT IN ('case.card-arrived', 'case.mail-returned')
    ORDER BY c.place DESC LIMIT 1) AS b (was) ON true
)
SELECT coalesce(person, case_id) AS person, place AS position, s.topic, t.stage AS in_table,
  t.stage_since
FROM (SELECT * FROM stands JOIN begun USING (person)) AS s FULL JOIN office.case_overview AS t ON case_id = person
WHERE (s.stage, s.since) IS DISTINCT FROM (t.stage, t.stage_since)
