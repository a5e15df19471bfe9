"""What installs, starts and holds the parts together on a machine."""
