"""Issuing Individual Number Cards at a ward office: rules, facts, people, back office."""
