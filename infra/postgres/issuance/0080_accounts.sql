-- migrate:up
-- A temporary password was set by somebody else: it opens nothing but the page that changes it.
ALTER TABLE office.staff ADD COLUMN password_temporary boolean NOT NULL DEFAULT false;

-- How somebody came in. What the settings demand may be more than what this session has shown.
ALTER TABLE office.staff_sessions ADD COLUMN way text NOT NULL DEFAULT 'password'
  CHECK (way IN ('password', 'passkey', 'sign-on'));
