-- migrate:up
-- Whose e-mail did not arrive: to be told by phone or post.
ALTER TABLE office.case_overview ADD COLUMN unreached boolean NOT NULL DEFAULT false;
CREATE INDEX case_overview_unreached_idx ON office.case_overview (starts_at) WHERE unreached;
