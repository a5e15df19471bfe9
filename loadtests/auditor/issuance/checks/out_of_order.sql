-- the identity is verified before PINs are taken, and PINs before the delivery is chosen
SELECT early.stream, early.step, early.place AS position, late.step AS should_follow
FROM steps AS early JOIN steps AS late USING (stream)
WHERE early.place < late.place
  AND (late.step, early.step) IN (('identity', 'pins'), ('pins', 'delivery'), ('identity', 'delivery'))
  AND NOT EXISTS (SELECT FROM steps AS first WHERE first.stream = early.stream
    AND first.step = late.step AND first.place < early.place)
