-- migrate:up
-- Where somebody stands in the waiting list and why is told from these facts alone; they are few.
CREATE INDEX stored_events_line_idx ON ledger.stored_events (notification_id)
WHERE topic IN ('waiting.joined', 'waiting.offered', 'waiting.offer-lapsed', 'waiting.left',
  'slot.places-freed');
