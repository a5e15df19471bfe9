"""職員: who works here, in which roles, and what was done to their accounts."""
