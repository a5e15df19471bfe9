-- nothing that concerns the office was passed over by the reader that tells it
SELECT place AS position, topic, notice FROM notice_facts AS f
WHERE topic IN ('appointment.confirmed', 'appointment.moved', 'appointment.cancelled',
    'appointment.arrived', 'appointment.late-announced')
  AND place <= (SELECT max(upto) FROM exchange.sent_batches)
  AND NOT EXISTS (SELECT FROM sent_items AS i WHERE i.place = f.place AND i.stream = f.notice)
