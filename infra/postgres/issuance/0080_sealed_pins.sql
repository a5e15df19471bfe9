-- migrate:up
-- Whose sealed PINs were destroyed before anybody set them: they are asked to come once more.
ALTER TABLE office.case_overview ADD COLUMN asked_again boolean NOT NULL DEFAULT false;
-- What must be destroyed next, and what needs which key.
CREATE INDEX sealed_pins_expiry_idx ON office.sealed_pins (expires_at);
