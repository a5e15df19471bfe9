-- migrate:up
-- Mails about alerts: a kind, a figure, a time, and a mailbox of the office.
CREATE TABLE office.alert_mails (
  mail_id uuid PRIMARY KEY,
  stream_id uuid NOT NULL,
  version bigint NOT NULL,
  kind text NOT NULL,
  raised boolean NOT NULL,
  figure int NOT NULL,
  happened_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL,
  trouble text NOT NULL DEFAULT '',
  settled_at timestamptz,
  recipient text NOT NULL,
  UNIQUE (stream_id, version, recipient)
);
CREATE INDEX alert_mails_due_idx ON office.alert_mails (due_at) WHERE state = 'waiting';
GRANT SELECT, INSERT, UPDATE ON office.alert_mails TO :app;
