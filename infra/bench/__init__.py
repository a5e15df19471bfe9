"""`make bench`: how fast and how small the booking is, as ratios taken in one run.

Absolute figures differ between machines and hours; ratios of neighbouring runs on one server do
not. Every round runs every case once; a ratio is formed within its round.
"""
