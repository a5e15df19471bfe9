"""Which document lies on the reader, by the applications on its chip; cards.md §2.

Never by ATR or UID: the ATR depends on the reader, and a contactless UID is random.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from counter_station.cards.licence_chip import LICENCE_AID, LicenceChip
from counter_station.cards.my_number_card import CardReading, MyNumberCard
from counter_station.cards.passport_session import PASSPORT_AID
from counter_station.cards.protocol import CardProtocol, CardRefusedError
from counter_station.cards.reading import ChipKind
from counter_station.cards.residence_chip import RESIDENCE_AID, ResidenceChip
from counter_station.readers.connection import CardLink
from issuance.pins.references import JPKI_AID, Reference


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """A document, and what it tells without any secret.

    expires_on: where the chip tells it freely. pin_tries_left, printed_number_tries_left: of the
    secrets a session's `read` takes, 0 when blocked, None where there is no such secret or no
    count (a licence whose PINs were never set opens without one). my_number: the free record of a
    My Number card, to find its case by.
    """

    kind: ChipKind
    expires_on: date | None = None
    pin_tries_left: int | None = None
    printed_number_tries_left: int | None = None
    my_number: CardReading | None = None


@dataclass(frozen=True, kw_only=True)
class Probe:
    """An application that betrays a kind of document, and how to look closer once it is there."""

    aid: bytes
    look: Callable[[CardLink], Recognised]


def recognise(link: CardLink) -> Recognised | None:
    """Say what lies there; None for a chip that is none of our documents.

    Costs no try and needs no secret.

    Raises:
        PhoneNotCardError: a phone with the electronic certificates.
        ChipNotSupportedError: a 特定在留カード, whose chip nobody here can read.
        NotAMyNumberCardError: certificates, but not a My Number card's record.
        CardError: the link is over, or the card refused midway.
    """
    for probe in PROBES:
        if _has(link, probe.aid):
            return probe.look(link)
    return None


def _has(link: CardLink, aid: bytes) -> bool:
    """Whether the application is there. Cards of other trades refuse in ways of their own."""
    try:
        CardProtocol(link).select_application(aid)
    except CardRefusedError:
        return False
    return True


def _my_number(link: CardLink) -> Recognised:
    card = MyNumberCard(link)
    card.refuse_phone()
    free = card.read()
    return Recognised(
        kind=ChipKind.MY_NUMBER,
        expires_on=free.record.expires_on,
        pin_tries_left=free.attempts.get(Reference.TEXT),
        printed_number_tries_left=card.number_b_attempts(),
        my_number=free,
    )


def _residence_card(link: CardLink) -> Recognised:
    return Recognised(kind=ResidenceChip(link, os.urandom).kind)


def _licence(link: CardLink) -> Recognised:
    free = LicenceChip(link).free()
    return Recognised(
        kind=ChipKind.LICENCE,
        expires_on=free.expires_on,
        pin_tries_left=free.first_tries_left if free.pins_set else None,
    )


def _passport(_link: CardLink) -> Recognised:
    return Recognised(kind=ChipKind.PASSPORT)


# Quick and safe in this order (cards.md §2): certificates, residence card, licence, passport.
PROBES: Final[tuple[Probe, ...]] = (
    Probe(aid=JPKI_AID, look=_my_number),
    Probe(aid=RESIDENCE_AID, look=_residence_card),
    Probe(aid=LICENCE_AID, look=_licence),
    Probe(aid=PASSPORT_AID, look=_passport),
)
