-- the tables of lists agree with the log: what the post took at once, and what two people destroyed
SELECT list_id, f.told, t.told AS in_table FROM (
  SELECT stream AS list_id, at, CASE topic WHEN 'posting-list.handed-over'
      THEN (fact - 'shipments') || jsonb_build_object('posted_by', regexp_replace(by, '^staff:', ''))
      ELSE fact END AS told
  FROM shown_facts WHERE topic IN ('posting-list.handed-over', 'destruction-list.signed')) AS f
FULL JOIN (
  SELECT list_id, posted_at AS at, to_jsonb(p) - 'list_id' - 'posted_at' AS told
  FROM office.posting_lists AS p
  UNION ALL SELECT list_id, signed_at, to_jsonb(d) - 'list_id' - 'signed_at'
  FROM office.destruction_lists AS d) AS t USING (list_id)
WHERE (f.at, f.told) IS DISTINCT FROM (t.at, t.told)
