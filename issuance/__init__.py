"""Issuance of Individual Number Cards at a ward office: rules, facts, people's data, back office."""
