"""窓口: the clerk's desk, its card reader and the resident's screen; goes on without the office."""
