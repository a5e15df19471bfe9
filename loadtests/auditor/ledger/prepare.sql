-- For every log: what clients noted (filled by the auditor), and what the other side was told.
-- Without nested loops a join of two large tables cannot become quadratic by a bad estimate.
SET LOCAL enable_nestloop = off;
SET LOCAL work_mem = '256MB';
SET LOCAL jit = off;

-- One row an answer. `began`: when it was asked for; `asked`: book, hold, confirm, move, cancel, …
CREATE TEMP TABLE told (
  notice uuid, slot uuid, key text, outcome text, at timestamptz, asked text, began timestamptz
);
-- The log's position before the clients began; NULL: there were none.
CREATE TEMP TABLE since (place bigint);

CREATE TEMP TABLE sent AS
  SELECT number, upto, digest,
    decode(convert_from(envelope, 'UTF8')::jsonb ->> 'payload', 'base64') AS payload
  FROM exchange.sent_batches;
CREATE TEMP TABLE sent_items AS
  SELECT number, nth, (item ->> 'position')::bigint AS place, (item ->> 'stream_id')::uuid AS stream,
    item ->> 'topic' AS topic
  FROM sent, jsonb_array_elements(convert_from(payload, 'UTF8')::jsonb -> 'items')
    WITH ORDINALITY AS i (item, nth);
CREATE INDEX ON sent_items (place);
CREATE INDEX ON sent_items (number);
ANALYZE sent_items;
