"""How far a ward is seeded, said every few seconds: a large one takes minutes."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final, TypeVar

import click

_EVERY_SECONDS: Final = 3.0
_Made = TypeVar("_Made")


class Seeding:
    """Says at most every few seconds how many there are of what is being made."""

    def __init__(self) -> None:
        self._said_at = monotonic()

    def __call__(self, what: str, done: int, of: int) -> None:
        now = monotonic()
        if now - self._said_at >= _EVERY_SECONDS:
            self._said_at = now
            click.echo(f"  seeding: {done:,} of {of:,} {what} ({done / max(of, 1):.0%})")

    def through(self, what: str, made: Iterable[_Made], of: int) -> Iterator[_Made]:
        """The same things, counted as they go by."""
        for done, each in enumerate(made):
            self(what, done, of)
            yield each
