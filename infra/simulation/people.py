"""Made-up residents of a day: when they come, what they bring, how long each step takes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID, uuid5

from infra.simulation import assumptions as a
from infra.simulation.assumptions import Method
from issuance.calendar import office_time
from issuance.calendar.opening import slots_on
from issuance.calendar.opening_rules import Days, Hours, OpeningRule, OpeningRules, Terms
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.shown import ShownDocument
from issuance.identity.situations import Situation
from issuance.pins.kinds import PinKind, kinds_needed

DAY: Final = date(2026, 11, 24)
OPENS: Final = office_time(DAY, 9)
_NAMESPACE: Final = UUID(int=22)
_LICENCE, _PASSPORT = DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT
_INSURANCE, _BOOK = DocumentKind.ELIGIBILITY_CERTIFICATE, DocumentKind.PENSION_BOOK
_BRINGS: Final = (
    (0.62, (_LICENCE, _INSURANCE)),
    (0.80, (_PASSPORT, _INSURANCE)),
    (0.97, (_INSURANCE, _BOOK)),
    (1.00, (_INSURANCE,)),
)
"""Shares of what people bring beside the notice (C, a guess); the rules say whether it suffices."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """`starts` is None for a walk-in, `comes` for who stays away; minutes from the opening."""

    visit_id: UUID
    starts: float | None
    comes: float | None
    shown: tuple[ShownDocument, ...]
    pins: frozenset[PinKind]
    luck: tuple[float, ...]
    """One number for each step: the same person is quick or slow under every method."""

    @property
    def situation(self) -> Situation:
        return Situation.SELF_N


def people_of(method: Method, seed: int, counters: int = a.COUNTERS) -> list[Person]:
    """Everybody who is expected or comes, under this method; the same for the same seed."""
    booked = list(_booked(method, Random(f"booked {seed}"), counters))  # noqa: S311 - a simulation
    return booked + list(_walk_ins(method, Random(f"walk-ins {seed}")))  # noqa: S311


def _booked(method: Method, random: Random, counters: int) -> Iterator[Person]:
    for slot in slots_on(_rules(method, counters), DAY):
        for _ in range(slot.places):
            number = random.random()
            starts = (slot.starts_at - OPENS) / timedelta(minutes=1)
            stays_away = random.random() < a.NO_SHOW
            late = a.COMES.at(random.random())
            person = _person(random, starts, None if stays_away else max(-15.0, starts + late))
            if number >= a.CANCELLED * (1 - method.refilled):
                yield person


def _walk_ins(method: Method, random: Random) -> Iterator[Person]:
    for _ in range(method.walk_ins):
        yield _person(random, None, random.uniform(0, a.DAY_MINUTES - 60))


def _person(random: Random, starts: float | None, comes: float | None) -> Person:
    drawn = random.random()
    kinds = next(kinds for below, kinds in _BRINGS if drawn <= below)
    return Person(
        visit_id=uuid5(_NAMESPACE, str(random.random())),
        starts=starts,
        comes=comes,
        shown=tuple(ShownDocument(kind=each, holder=Holder.APPLICANT) for each in kinds),
        pins=kinds_needed(
            signature_certificate=random.random() < 0.9,
            authentication_certificate=random.random() < 0.97,
            pinless=random.random() < 0.02,
        ),
        luck=tuple(random.random() for _ in range(8)),
    )


def _rules(method: Method, counters: int) -> OpeningRules:
    terms = Terms(
        minutes=method.slot_minutes,
        counters=counters,
        overbooking_percent=method.overbooking_percent,
    )
    hours = Hours(opens=time(9), closes=time(17))
    return OpeningRules(
        rules=(OpeningRule(days=Days(weekdays=(0, 1, 2, 3, 4)), hours=hours, terms=terms),)
    )


def at(minute: float) -> datetime:
    return OPENS + timedelta(minutes=minute)
