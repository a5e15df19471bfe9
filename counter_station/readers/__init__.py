"""Card readers: bytes to a card and back, and what can go wrong on the way."""
