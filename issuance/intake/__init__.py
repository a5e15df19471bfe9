"""What comes in from outside: delivery lists, resident-record changes, booking facts."""
