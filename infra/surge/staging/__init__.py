"""A drill across machines: people for a staging ward, and what its crowd and its log tell."""
