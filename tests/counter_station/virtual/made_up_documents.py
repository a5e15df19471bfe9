"""Invented identity documents for tests, on a reader of this process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from counter_station.readers.in_process import CardObject, InProcessLink, InProcessReader
from counter_station.virtual.document_memory import DocumentMemory
from counter_station.virtual.documents import LICENCE, PASSPORT, RESIDENCE_1, RESIDENCE_2
from counter_station.virtual.licence import VirtualLicence, fresh_licence_memory
from counter_station.virtual.passport import VirtualPassport
from counter_station.virtual.residence_card import VirtualResidenceCard
from counter_station.virtual.residence_data import Generation, ResidenceData

# Made once: throw-away keys take their time.
KEYS: dict[Generation, dict[str, str]] = {Generation.FIRST: {}, Generation.SECOND: {}}


def licence(**differing) -> VirtualLicence:
    return VirtualLicence(fresh_licence_memory(replace(LICENCE, **differing)))


def residence_memory(generation, **differing) -> DocumentMemory[ResidenceData]:
    sample = RESIDENCE_1 if generation is Generation.FIRST else RESIDENCE_2
    return DocumentMemory(data=replace(sample, **differing), keys=KEYS[generation])


def residence_card(generation, **differing) -> VirtualResidenceCard:
    return VirtualResidenceCard(residence_memory(generation, **differing))


def passport(**differing) -> VirtualPassport:
    return VirtualPassport(DocumentMemory(data=replace(PASSPORT, **differing)))


@contextmanager
def on_a_reader(card: CardObject) -> Iterator[InProcessLink]:
    reader = InProcessReader()
    reader.insert(card)
    with reader.open(reader.name) as link:
        yield link


class Recorded:
    """A card whose commands and answers are kept, in full: nothing here is a real secret."""

    def __init__(self, card: CardObject) -> None:
        self._card = card
        self.exchanges: list[tuple[bytes, bytes]] = []

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._card.power_on()

    def reset(self) -> None:
        self._card.reset()

    def process(self, command: bytes, /) -> bytes:
        answer = self._card.process(command)
        self.exchanges.append((bytes(command), answer))
        return answer


def scripted(*values: bytes) -> Callable[[int], bytes]:
    """Randomness that is known beforehand, as in the official worked examples."""
    left = list(values)

    def give(length: int) -> bytes:
        value = left.pop(0)
        assert len(value) == length
        return value

    return give
