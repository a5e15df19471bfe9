"""A day of 22 counters, simulated by the office's own rules: what triples the visits of a day.

`make simulate-day` prints the table. Minutes are counted from the opening.
"""
