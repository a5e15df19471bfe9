-- no card is set up and no PINs are set between an officer's word that J-LIS is away and that it is back
SELECT person, place AS position, topic FROM case_facts AS c
WHERE topic IN ('case.pins-set', 'case.setup-completed') AND 'outage.system-down' = (
  SELECT topic FROM ledger.stored_events AS o WHERE o.notification_id < c.place
    AND o.topic IN ('outage.system-down', 'outage.system-up')
    AND convert_from(o.state, 'UTF8')::jsonb -> 'fact' ->> 'system' = 'j-lis'
  ORDER BY o.notification_id DESC LIMIT 1)
