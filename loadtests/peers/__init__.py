"""What is measured beside Madoguchi: scripts that run in the peer's or in Locust's environment."""
