-- migrate:up
-- A second person may say by a passkey, instead of a password, that they stand there.
ALTER TABLE office.sign_in_steps DROP CONSTRAINT sign_in_steps_kind_check;
ALTER TABLE office.sign_in_steps ADD CONSTRAINT sign_in_steps_kind_check
  CHECK (kind IN ('passkey', 'second', 'register', 'sign-on', 'witness'));
