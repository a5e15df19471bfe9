-- the table of sheets agrees with the log: where each sealed sheet is, until two people destroyed it
WITH told AS (SELECT * FROM shown_facts WHERE topic LIKE 'pin-sheet.%'), last AS (
  SELECT DISTINCT ON (stream) stream, by AS moved_by FROM told ORDER BY stream, place DESC
), lies AS (
  SELECT DISTINCT ON (stream) stream, at AS moved_at,
    coalesce(fact ->> 'to_place', fact ->> 'place') AS place
  FROM told WHERE topic <> 'pin-sheet.destroyed' ORDER BY stream, told.place DESC
)
SELECT coalesce(stream, sheet_id) AS sheet, f.place, t.place AS place_in_table
FROM (
  SELECT stream, fact ->> 'sheet_number' AS sheet_number, (fact ->> 'case_id')::uuid AS case_id,
    at AS taken_at, lies.place, moved_at, moved_by, (SELECT max(d.at) FROM told AS d
      WHERE d.stream = told.stream AND d.topic = 'pin-sheet.destroyed') AS destroyed_at
  FROM told JOIN last USING (stream) JOIN lies USING (stream) WHERE topic = 'pin-sheet.taken') AS f
FULL JOIN office.pin_sheets AS t ON sheet_id = stream
WHERE (f.sheet_number, f.case_id, f.taken_at, f.place, f.moved_at, f.moved_by, f.destroyed_at)
  IS DISTINCT FROM (t.sheet_number, t.case_id, t.taken_at, t.place, t.moved_at, t.moved_by,
    t.destroyed_at)
