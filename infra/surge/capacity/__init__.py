"""What a crowd of another size would take, from this machine's measured curve."""
