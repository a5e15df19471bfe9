"""What a drill proves beside latency and the log."""
