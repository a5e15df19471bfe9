-- the table of steps agrees with the log: how long each step of a visit took, by whose hands
SELECT coalesce(stream, visit_id) AS visit, f.version, t.version AS version_in_table
FROM (
  SELECT stream, version, at, m.* FROM shown_facts CROSS JOIN LATERAL jsonb_to_record(fact)
    AS m (case_id uuid, step text, total_ms bigint, input_ms bigint, operation_ms bigint,
      understanding_ms bigint, fields int, keys int)
  WHERE topic = 'visit.step-measured') AS f
FULL JOIN office.step_measures AS t ON visit_id = stream AND t.version = f.version
WHERE (f.at, f.case_id, f.step, f.total_ms, f.input_ms, f.operation_ms, f.understanding_ms,
    f.fields, f.keys)
  IS DISTINCT FROM (t.measured_at, t.case_id, t.step, t.total_ms, t.input_ms, t.operation_ms,
    t.understanding_ms, t.fields, t.keys)
