-- migrate:up
-- On which day (JST) each card was told to be in the post: a family gets one letter for that day.
ALTER TABLE booking.letter_cards ADD COLUMN posted_on date;
