"""Tables for looking at: filled from facts, rebuilt from facts at will, never decided upon."""
