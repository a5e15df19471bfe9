-- migrate:up
-- The number of the card that a new one replaces: by a tap of it a party is checked in.
ALTER TABLE office.case_overview ADD COLUMN old_card_serial text;
CREATE INDEX case_overview_old_card ON office.case_overview (old_card_serial)
  WHERE old_card_serial IS NOT NULL;
