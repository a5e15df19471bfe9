"""Days at the counters: the office's own people work, on a clock of the day's own."""
