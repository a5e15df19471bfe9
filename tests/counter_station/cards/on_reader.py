"""A virtual card on a reader, with its trace."""

from collections.abc import Iterator
from contextlib import contextmanager

from counter_station.readers.connection import CardLink
from counter_station.readers.in_process import CardObject, InProcessReader
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.trace import TracedCard

TEXT_AID = "D3921000310001010408"


@contextmanager
def link_to(card: CardObject, trace: list[str] | None = None) -> Iterator[CardLink]:
    """A link to *card*; what was sent is added to *trace*."""
    reader = InProcessReader()
    reader.insert(TracedCard(card, (trace if trace is not None else []).append))
    with reader.open(reader.name) as link:
        yield link


def tries(card: VirtualMyNumberCard, name: str) -> int:
    return card.memory.pins[name].tries


def spend(card: VirtualMyNumberCard, name: str, *, until: int) -> None:
    card.memory.pins[name].tries = until
