-- migrate:up
ALTER TABLE office.card_places ADD COLUMN from_place text;

-- Stocktakes, and what each place's last one counted.
CREATE TABLE office.stocktakes (
  stocktake_id uuid PRIMARY KEY,
  places text[] NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  counted int NOT NULL DEFAULT 0,
  closed_at timestamptz,
  not_found int,
  corrected_at timestamptz
);
CREATE TABLE office.place_counts (
  place text PRIMARY KEY,
  counted int NOT NULL,
  recorded int NOT NULL,
  counted_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON office.stocktakes, office.place_counts TO :app;
