-- sealed PINs are kept until they are destroyed or their visit is given up, and no longer
SELECT coalesce(f.envelope, k.envelope_id) AS envelope, f.place AS position FROM (
  SELECT envelope, place FROM case_facts AS sealed
  WHERE topic = 'case.pins-sealed' AND NOT EXISTS (SELECT FROM case_facts AS gone
    WHERE gone.person = sealed.person AND gone.place > sealed.place
      AND (gone.topic IN ('case.pin-envelope-destroyed', 'case.visit-broken-off')
        OR gone.topic = 'case.step-undone' AND gone.step = 'pins'))
) AS f FULL JOIN office.sealed_pins AS k ON k.envelope_id = f.envelope
WHERE f.envelope IS NULL OR k.envelope_id IS NULL
