"""How long a reader keeps people waiting: every document read on a reader of 30 ms a command.

Real contactless readers need 20-40 ms a command (cards.md 1.5); the virtual cards answer at once.
"""

import time
from collections.abc import Callable, Mapping
from typing import Final

from counter_station.cards.document_secrets import MrzKey, PrintedNumber
from counter_station.cards.licence_session import LicenceSession
from counter_station.cards.my_number_session import MyNumberSession
from counter_station.cards.passport_session import PassportSession
from counter_station.cards.reading import ChipReading
from counter_station.cards.recognition import recognise
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import CardLink
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.documents import PASSPORT, RESIDENCE_1
from counter_station.virtual.kinds import KINDS, Wanted
from counter_station.virtual.manners import TakesItsTime

SECONDS_A_COMMAND: Final = 0.03

_PASSPORT_KEY: Final = MrzKey.of(
    number=PASSPORT.number, birth_on=PASSPORT.birth_on, expires_on=PASSPORT.expires_on
)
_READ: Final[Mapping[str, Callable[[CardLink], ChipReading]]] = {
    "mynumber": lambda link: MyNumberSession().read(link, CardPin("3456")),
    "licence": lambda link: LicenceSession().read(link, CardPin("1234")),
    "residence1": lambda link: ResidenceSession().read(link, PrintedNumber(RESIDENCE_1.number)),
    "residence2": lambda link: ResidenceSession().read(link, PrintedNumber(RESIDENCE_1.number)),
    "passport": lambda link: PassportSession().read(link, _PASSPORT_KEY),
}


def reader_seconds() -> dict[str, float]:
    """Recognising and reading each document once, by the word for its kind."""
    return {kind: _seconds(kind) for kind in _READ}


def _seconds(kind: str) -> float:
    reader = InProcessReader()
    card = KINDS[kind](Wanted())
    reader.insert(TakesItsTime(card, seconds=SECONDS_A_COMMAND, pause=time.sleep))
    begun = time.perf_counter()
    link = reader.open(reader.name)
    try:
        recognise(link)
        _READ[kind](link)
    finally:
        link.close()
    return time.perf_counter() - begun
