"""What residents see: one module a step of the journey, and the office's door beside them."""
