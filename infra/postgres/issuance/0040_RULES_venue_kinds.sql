-- migrate:up
-- What a venue is: office, pop-up, mobile, partner. Those announced before are offices.
ALTER TABLE office.venue_overview ADD COLUMN kind text NOT NULL DEFAULT 'office';
