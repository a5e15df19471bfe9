"""Load tests: speak HTTP to a running house, read its logs with own SQL, import nothing of it.

`drills.toml` says what each drill is, and how another is added. `locustfile.py` is what Locust
runs, in an environment of its own (`infra/locks/loadtests.txt`), with what `crowd` gives to
`scenarios`; `auditor` judges the log afterwards; `infra.surge` opens the house and brings all
together.
"""
