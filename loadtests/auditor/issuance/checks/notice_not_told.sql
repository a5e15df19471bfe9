-- every notice that was sent is told to the booking site, in a batch that has come so far
SELECT notice, person, place AS position FROM case_facts AS c WHERE topic = 'case.notice-sent'
  AND place <= (SELECT max(upto) FROM exchange.sent_batches) AND NOT EXISTS (
    SELECT FROM sent_items AS i WHERE i.stream = c.notice AND i.topic = 'notice.released'
      AND i.place = c.place)
