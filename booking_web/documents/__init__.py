"""持ち物: what residents bring, computed from the rules that the office published."""
