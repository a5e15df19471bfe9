"""来庁: one party's visit to a counter, and how long its parts took."""
