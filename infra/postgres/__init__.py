"""PostgreSQL: a server of our own where there is none, its roles, its schema."""
