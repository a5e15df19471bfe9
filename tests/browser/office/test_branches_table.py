"""The table of side branches names facts that there are, and every walk by its name."""

import re
from pathlib import Path

import issuance
from issuance.ledger.facts import form_of
from tests.browser.office.test_branches import WALKS, WITH_RESIDENTS
from tests.support.declared import fact_classes

TABLE = (Path(issuance.__file__).parent / "BRANCHES.md").read_text("utf-8")
ROWS = [line.split("|")[1:-1] for line in TABLE.splitlines() if line.startswith("|")][2:]
NAMED = re.compile(r"`([^`]+)`")


def test_facts_are_those_that_are_kept():
    topics = {form_of(cls).topic for cls in fact_classes()}
    assert {topic for row in ROWS for topic in NAMED.findall(row[1])} <= topics


def test_every_walk_is_in_the_table_and_every_file_is_there():
    walks = {walk.__name__.replace("_", "-") for walk in (*WALKS, *WITH_RESIDENTS)}
    named = {name for row in ROWS for name in NAMED.findall(row[3])}
    files = {name for name in named if "/" in name}
    assert named - files == walks
    assert all((Path(issuance.__file__).parents[1] / file).exists() for file in files)
