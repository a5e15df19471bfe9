"""How facts are kept: the envelope, the stored form, the log, batches between zones."""
