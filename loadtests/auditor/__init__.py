"""Judges a log by SQL of its own: it knows the stored form of facts, none of our rules."""

from loadtests.auditor.audit import Finding, audit, judge, logs
from loadtests.auditor.between import audit_between
from loadtests.auditor.journal import Told, read_journal

__all__ = ["Finding", "Told", "audit", "audit_between", "judge", "logs", "read_journal"]
