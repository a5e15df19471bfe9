"""What drills open and seed."""
