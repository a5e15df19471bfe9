"""控え: what happened at this counter, on its own disk first, then sent to the office in order."""
