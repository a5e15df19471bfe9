"""Virtual cards for tests, demos and drills: throw-away keys, invented people, no I/O inside."""
