"""Judges a booking log by SQL of its own: it knows the stored form of facts, none of our rules."""

from loadtests.auditor.audit import Finding, audit, read_journal

__all__ = ["Finding", "audit", "read_journal"]
