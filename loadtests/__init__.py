"""Load tests: speak HTTP to a running house and import nothing of it."""
