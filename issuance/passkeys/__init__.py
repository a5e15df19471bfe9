"""パスキー: what the office's pages and the counter stations ask of a person's key alike."""
