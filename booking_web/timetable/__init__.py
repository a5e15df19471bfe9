"""Venues, slots and appointments: what may be booked, decided on facts alone."""
