"""One case with its card and visit, and everything that was told of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from issuance.cases import facts as f
from issuance.cases.state import Case
from issuance.custody import cards
from issuance.custody.cards import CardPlace
from issuance.custody.facts import CustodyFact
from issuance.visits.visit import Visit
from tests.issuance.cases.told import Told
from tests.support.facts import EXPECTING

Moves = Callable[[CardPlace], Sequence[CustodyFact]]
"""Where an act takes the card, from where it lies."""


@dataclass
class File:
    number: int
    state: Case = field(default_factory=Case)
    history: list[Told] = field(default_factory=list)
    card: CardPlace = field(default_factory=CardPlace)
    movements: list[CustodyFact] = field(default_factory=list)
    address_version: int = 1
    bookings: int = 0
    visit: Visit = field(default_factory=Visit)
    callers: list[str] = field(default_factory=list)

    @property
    def serial(self) -> str:
        return f"4123456{self.number:08}"

    def id_of(self, what: str) -> UUID:
        return uuid5(UUID(int=self.number), what)

    @property
    def visit_id(self) -> UUID:
        return self.id_of(f"visit {self.bookings}")

    @property
    def shipment_id(self) -> UUID:
        return self.state.shipment.shipment_id if self.state.shipment else UUID(int=9)

    @property
    def expected(self) -> f.CardExpected:
        """What the delivery list says of it."""
        return f.CardExpected(
            box="B-0001",
            card_serial=self.serial,
            kind=f.CaseKind.FIRST,
            expires_on=EXPECTING.expires_on,
            signature_certificate=True,
            authentication_certificate=True,
            pinless=False,
            under_15=False,
        )


def leaving(how: str) -> Moves:
    return lambda card: cards.leave(card, how=how)
