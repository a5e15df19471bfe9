-- the table of cases agrees with the log in all else that it shows of a case: card, appointment, PINs, mail
WITH card AS (
  SELECT DISTINCT ON (person) person, card_serial, old_card_serial, kind, box, pinless, under_15,
    signature_certificate, authentication_certificate
  FROM case_courses WHERE topic = 'case.card-expected' ORDER BY person, place DESC
), whole AS (
  -- Of each column the last fact that sets it; those that take it back set nothing.
  SELECT person, (array_agg(shelf ORDER BY place DESC) FILTER (WHERE topic IN (
      'case.card-stored', 'case.card-expected')))[1] AS shelf,
    coalesce((array_agg(topic = 'case.card-missing' ORDER BY place DESC) FILTER (WHERE topic IN (
      'case.card-missing', 'case.card-found', 'case.card-lost')))[1], false) AS missing,
    coalesce((array_agg(topic = 'case.card-defective' ORDER BY place DESC) FILTER (WHERE topic IN (
      'case.card-defective', 'case.remake-requested')))[1], false) AS defective,
    coalesce((array_agg(round ORDER BY place DESC) FILTER (WHERE topic = 'case.notice-sent'))[1], 0)
      AS notice_round,
    (array_agg(coalesce(come_by, pickup_deadline) ORDER BY place DESC) FILTER (WHERE topic IN (
      'case.notice-sent', 'case.holder-asked-again')))[1] AS pickup_deadline,
    coalesce((array_agg(topic = 'case.letters-undeliverable' ORDER BY place DESC) FILTER (
      WHERE topic IN ('case.letters-undeliverable', 'case.letters-reachable',
        'case.appointment-noted')))[1], false) AS unreached,
    coalesce((array_agg(topic = 'case.holder-asked-again' ORDER BY place DESC) FILTER (
      WHERE topic IN ('case.holder-asked-again', 'case.appointment-noted')))[1], false)
      AS asked_again,
    (array_agg(mode ORDER BY place DESC) FILTER (WHERE topic IN ('case.delivery-chosen',
      'case.visit-broken-off', 'case.holder-asked-again') OR topic = 'case.step-undone'
      AND step = 'delivery'))[1] AS delivery_mode,
    -- Whoever breaks off, or takes that step back, has the card again as it was ordered.
    (array_agg(CASE topic WHEN 'case.pinless-chosen' THEN true WHEN 'case.card-expected'
      THEN pinless END ORDER BY place DESC) FILTER (WHERE topic IN ('case.pinless-chosen',
      'case.card-expected', 'case.visit-broken-off', 'case.holder-asked-again')
      OR topic = 'case.step-undone' AND step = 'pins'))[1] AS pinless_chosen,
    (array_agg(CASE topic WHEN 'case.pins-sealed' THEN envelope_id ELSE (SELECT id FROM named_ids
      WHERE named_ids.kind = 'pin-sheet' AND word = coalesce(new_number, CASE topic
        WHEN 'case.pin-sheet-sealed' THEN sheet_number END)) END ORDER BY place DESC) FILTER (
      WHERE topic IN ('case.pins-sealed', 'case.pin-sheet-sealed', 'case.pin-sheet-replaced',
        'case.pin-envelope-destroyed', 'case.pin-sheet-spent')))[1] AS envelope_id,
    (array_agg(shipment_id ORDER BY place DESC) FILTER (WHERE topic = 'case.envelope-sealed'))[1]
      AS shipment_id,
    (array_agg(tracking_number ORDER BY place DESC) FILTER (WHERE topic = 'case.envelope-sealed')
      )[1] AS tracking_number,
    (array_agg(CASE topic WHEN 'case.mail-returned' THEN reason END ORDER BY place DESC) FILTER (
      WHERE topic IN ('case.mail-returned', 'case.envelope-sealed')))[1] AS return_reason,
    (array_agg(of_visit ORDER BY place DESC))[1] AS visit_id
  FROM case_courses GROUP BY person
), booked AS (
  -- The appointment that stands; who came without one has the hour and venue of the check-in.
  SELECT person, (array_agg(party_id ORDER BY place DESC) FILTER (
      WHERE topic = 'case.appointment-noted'))[1] AS party_id,
    coalesce((array_agg(reference ORDER BY place DESC) FILTER (
      WHERE topic = 'case.appointment-noted'))[1], max('') FILTER (
      WHERE topic = 'case.checked-in')) AS reference,
    (array_agg(c.venue_id ORDER BY place DESC) FILTER (WHERE told))[1] AS venue_id,
    (array_agg(starts_at ORDER BY place DESC) FILTER (WHERE told))[1] AS starts_at,
    (array_agg(minutes ORDER BY place DESC) FILTER (WHERE told))[1] AS minutes,
    (array_agg(CASE topic WHEN 'case.late-announced' THEN minutes END ORDER BY place DESC) FILTER (
      WHERE told OR topic = 'case.late-announced'))[1] AS late_minutes,
    (array_agg(at ORDER BY place) FILTER (WHERE topic = 'case.checked-in'))[1] AS came_at,
    (array_agg((SELECT i.venue_id FROM issued AS i WHERE i.visit_id = c.visit_id
      AND i.place < c.place ORDER BY i.place DESC LIMIT 1) ORDER BY place) FILTER (
      WHERE topic = 'case.checked-in'))[1] AS came_to
  FROM (SELECT *, topic IN ('case.appointment-noted', 'case.appointment-moved') AS told
    FROM case_courses WHERE latest) AS c
  GROUP BY person
)
SELECT coalesce(person, case_id) AS person, f.card_serial IS NULL AS not_in_log,
  t.card_serial IS NULL AS not_in_table,
  ARRAY(SELECT key FROM jsonb_each(to_jsonb(f)) AS c JOIN jsonb_each(to_jsonb(t)) AS d USING (key)
    WHERE c.value <> d.value) AS columns
FROM (SELECT person, card_serial, old_card_serial, kind, box, shelf, missing, defective,
    coalesce(pinless_chosen, pinless) AS pinless, pinless AS pinless_ordered, under_15,
    signature_certificate, authentication_certificate, notice_round, pickup_deadline, reference,
    party_id, visit_id, coalesce(venue_id, came_to) AS venue_id,
    coalesce(starts_at, came_at) AS starts_at, CASE WHEN minutes IS NULL AND came_at IS NOT NULL
      THEN 15 ELSE minutes END AS minutes, late_minutes, unreached, asked_again, delivery_mode,
    envelope_id, shipment_id, tracking_number, return_reason
  FROM card JOIN whole USING (person) JOIN booked USING (person)) AS f
FULL JOIN office.case_overview AS t ON case_id = person
WHERE (f.card_serial, f.old_card_serial, f.kind, f.box, f.shelf, f.missing, f.defective, f.pinless,
    f.pinless_ordered, f.under_15, f.signature_certificate, f.authentication_certificate,
    f.notice_round, f.pickup_deadline, f.reference, f.party_id, f.visit_id, f.venue_id,
    f.starts_at, f.minutes, f.late_minutes, f.unreached, f.asked_again, f.delivery_mode,
    f.envelope_id, f.shipment_id, f.tracking_number, f.return_reason)
  IS DISTINCT FROM (t.card_serial, t.old_card_serial, t.kind, t.box, t.shelf, t.missing,
    t.defective, t.pinless, t.pinless_ordered, t.under_15, t.signature_certificate,
    t.authentication_certificate, t.notice_round, t.pickup_deadline, t.reference, t.party_id,
    t.visit_id, t.venue_id, t.starts_at, t.minutes, t.late_minutes, t.unreached, t.asked_again,
    t.delivery_mode, t.envelope_id, t.shipment_id, t.tracking_number, t.return_reason)
