"""What the crowd itself costs: Locust against a server that does next to nothing."""
