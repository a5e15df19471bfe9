-- Every fact of a case with all that tables show of it, read once. `nth`: how often it lost its
-- appointment or visit by then; `of_visit`: the visit it is in, from its booking or its check-in
-- until that is over.
CREATE TEMP TABLE case_courses AS
  WITH told AS (
    SELECT stream AS person, place, at, topic, f.*, CASE topic
        WHEN 'case.checked-in' THEN f.visit_id
        WHEN 'case.appointment-noted' THEN (
          SELECT id FROM named_ids WHERE kind = 'visit' AND word = f.party_id::text) END AS begins,
      count(*) FILTER (WHERE topic IN ('case.appointment-cancelled', 'case.no-show-recorded',
        'case.documents-insufficient', 'case.identity-refused', 'case.walk-in-missed',
        'case.visit-broken-off', 'case.holder-asked-again')) OVER w AS nth
    FROM shown_facts CROSS JOIN LATERAL jsonb_to_record(fact) AS f (
      card_serial text, old_card_serial text, kind text, box text, pinless boolean,
      under_15 boolean, signature_certificate boolean, authentication_certificate boolean,
      shelf text, round int, pickup_deadline date, come_by date, reference text, party_id uuid,
      visit_id uuid, venue_id uuid, starts_at timestamptz, minutes int, step text, mode text,
      envelope_id uuid, sheet_number text, new_number text, shipment_id uuid,
      tracking_number text, reason text)
    WHERE topic LIKE 'case.%' WINDOW w AS (PARTITION BY stream ORDER BY place)
  ), counted AS (
    SELECT *, count(begins) OVER (PARTITION BY person, nth ORDER BY place) AS begun FROM told
  )
  SELECT *, first_value(begins) OVER (PARTITION BY person, nth, begun ORDER BY place) AS of_visit,
    nth = max(nth) OVER (PARTITION BY person) AS latest
  FROM counted;

-- Which number each party drew.
CREATE TEMP TABLE issued AS
  SELECT f.*, place, at AS issued_at
  FROM shown_facts CROSS JOIN LATERAL jsonb_to_record(fact) AS f (
    visit_id uuid, venue_id uuid, day date, number int, booked boolean, service text)
  WHERE topic = 'reception.ticket-issued';

CREATE INDEX ON case_courses (person, place); CREATE INDEX ON case_courses (of_visit);
ANALYZE case_courses; ANALYZE issued;
