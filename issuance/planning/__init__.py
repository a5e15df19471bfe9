"""計画: what counters a month needs, what overbooking is fair, and what another day would be like.

Rules are pure. Only `clockwork` knows simpy; the simulated day is the same that
`make simulate-day` runs by the office's own rules.
"""
