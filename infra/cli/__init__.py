"""The command `madoguchi`."""
