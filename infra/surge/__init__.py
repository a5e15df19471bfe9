"""`make surge`: a ward's rush on this machine: site, residents (Locust), auditor, verdict."""
