"""A planted fault: how a test switches it on, and the check that must catch it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest


def _nothing(_: pytest.MonkeyPatch) -> None:
    """The fault lies in the database alone."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`caught_by`: the auditor's check; `sql`: done to the test's database, as its owner.

    `plant` changes parts of the running desk for as long as the test lasts.
    """

    name: str
    caught_by: str
    sql: str = ""
    plant: Callable[[pytest.MonkeyPatch], None] = _nothing
