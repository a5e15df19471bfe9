"""控え: what a resident takes along: what was registered, how the card comes, where to ask.

No name, no number of a notice, nothing personal: neither in print nor in the code's address.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

import segno
from markupsafe import Markup

from counter_station.screens.station import Station
from counter_station.visit.people import BY_POST, Travel
from counter_station.visit.state import Person, Visit
from issuance.pins.kinds import ASKING_ORDER, PinKind

_STATUS: Final = "/mine"
"""Where the booking site shows what became of a card, after signing in there."""


@dataclass(frozen=True, kw_only=True)
class ReceiptLine:
    """One of the party; `kinds` is empty for a card without PINs."""

    number: int
    turned_away: bool
    kinds: tuple[PinKind, ...]
    mode: Travel | None

    @property
    def by_post(self) -> bool:
        return self.mode in BY_POST


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`code` is `address` as an SVG element; both empty where no site is told."""

    on: date
    reference: str
    lines: tuple[ReceiptLine, ...]
    ready_days: int
    phone: str
    address: str
    code: Markup


def receipt_of(station: Station, visit: Visit, language: str) -> Receipt:
    """What can be said of the visit as it stands; the address leads to *language*."""
    site = station.settings.booking_public_url.rstrip("/")
    address = f"{site}{_STATUS}?{urlencode({'lang': language})}" if site else ""
    return Receipt(
        on=station.today(),
        reference=visit.reference,
        lines=tuple(_line(number, each) for number, each in enumerate(visit.people.values(), 1)),
        ready_days=station.settings.card_ready_days,
        phone=station.settings.office_phone,
        address=address,
        code=_picture(address) if address else Markup(),
    )


def _line(number: int, person: Person) -> ReceiptLine:
    sealed = set(person.sealed.pin_kinds) if person.sealed else set[PinKind]()
    if person.sealed_elsewhere:
        sealed = set(person.due.pin_kinds)
    return ReceiptLine(
        number=number,
        turned_away=person.insufficient is not None,
        kinds=tuple(each for each in ASKING_ORDER if each in sealed),
        mode=person.delivery.mode if person.delivery else None,
    )


def _picture(address: str) -> Markup:
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True)
    return Markup(drawn)  # noqa: S704 - drawn here, from an address of our own
