"""順番: how many parties are before one that waits; told by the office, shown for a while."""
