-- what the desk remembers by its key to have answered is in the log: bookings, holds, cancellations
SELECT key, done, party FROM answers AS remembered
WHERE done IN ('confirmed', 'held', 'cancelled') AND NOT EXISTS (
  SELECT FROM notice_facts AS f
  WHERE f.party = remembered.party AND f.topic = 'appointment.' || remembered.done)
