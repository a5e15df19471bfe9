"""What residents see, in the internet zone: a notice number and a birthday, and no name."""
