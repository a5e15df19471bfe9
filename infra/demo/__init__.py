"""The whole house on one machine, started, watched and stopped together."""
