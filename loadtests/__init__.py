"""Load tests: speak HTTP to a running house, read its logs with own SQL, import nothing of it.

`residents.py` is what Locust runs, in an environment of its own (`infra/locks/loadtests.txt`);
`auditor` judges the log afterwards; `infra.surge` starts the house and brings both together.
"""
