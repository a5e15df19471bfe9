"""What a counter reads from cards. Nothing here can change a PIN or read the individual number."""
