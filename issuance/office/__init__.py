"""The office's own web: back office, managers, the stations' and the PIN desk's API."""
