-- the database's own guards stand: keys and rules in force, and no program changes what is stored
SELECT named AS missing FROM (VALUES
  ('ledger.stored_events', 'stored_events_pkey'),
  ('ledger.answered_commands', 'answered_commands_pkey'),
  ('booking.slot_places', 'never_overbooked')
) AS guard (kept, named)
WHERE to_regclass(kept) IS NOT NULL AND NOT EXISTS (
  SELECT FROM pg_constraint WHERE conname = named AND conrelid = to_regclass(kept) AND convalidated)
UNION ALL
SELECT 'one position, one fact' WHERE NOT EXISTS (
  SELECT FROM pg_index WHERE indrelid = 'ledger.stored_events'::regclass AND indisunique
    AND indisvalid AND pg_get_indexdef(indexrelid) LIKE '%(notification_id)')
UNION ALL
SELECT grantee::regrole || ' may ' || privilege_type
FROM pg_class CROSS JOIN LATERAL aclexplode(relacl)
WHERE pg_class.oid = 'ledger.stored_events'::regclass AND grantee <> relowner
  AND privilege_type <> 'SELECT'
