"""警報の規則: when a figure is said to be too high, and when that is said to be over.

Each alert is raised once when its figure rises above its limit, and resolved once when the figure
has come back. Figures that move all the time have to come back to four fifths of the limit, so
that one that trembles about it does not write a mail each minute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal
from issuance.ledger.facts import fact


class AlertKind(StrEnum):
    """What is watched. Values are stored and never change."""

    WAITING = "waiting"
    """Minutes that the party waiting longest has waited."""
    MISSING_CARDS = "missing-cards"
    OLD_SEALED_PINS = "old-sealed-pins"
    """Days that the oldest sealed PINs, or the oldest sheet of them, have been kept."""
    RETURNED_MAIL = "returned-mail"
    """Of the envelopes handed to the post in 30 days, so many percent came back."""
    TABLES_STALE = "tables-stale"
    """Minutes that the oldest fact waits to be shown."""
    JLIS_AWAY = "jlis-away"
    """Minutes since an officer saw that J-LIS does not answer."""
    BOOKING_STUCK = "booking-stuck"
    """Minutes since batches last went both ways between the booking site and the office."""


USUAL_LIMITS: Final[Mapping[AlertKind, int]] = {
    AlertKind.WAITING: 30,
    AlertKind.MISSING_CARDS: 0,
    AlertKind.OLD_SEALED_PINS: 3,
    AlertKind.RETURNED_MAIL: 10,
    AlertKind.TABLES_STALE: 5,
    AlertKind.JLIS_AWAY: 10,
    AlertKind.BOOKING_STUCK: 10,
}
"""Raised above these, until the ward sets its own."""
LARGEST_LIMIT: Final = 10_000
_COUNTED: Final = frozenset({AlertKind.MISSING_CARDS, AlertKind.OLD_SEALED_PINS})
"""One more or one less is no trembling: these are over at their limit."""


@fact("alerts.limit-set")
class AlertLimitSet:
    """The alert is raised above this from now on; None: it is not watched."""

    kind: AlertKind
    limit: int | None


@fact("alerts.raised")
class AlertRaised:
    """The figure rose above its limit."""

    kind: AlertKind
    figure: int
    limit: int


@fact("alerts.resolved")
class AlertResolved:
    """The figure came back, or is watched no more."""

    kind: AlertKind
    figure: int


AlertFact = AlertLimitSet | AlertRaised | AlertResolved


class LimitError(Refusal):
    """No such limit: below zero or beyond all sense."""

    code = "alert-limit"


@dataclass(frozen=True, kw_only=True)
class Watch:
    """The ward's limits, and which alerts stand raised, with the figure each rose to."""

    limits: dict[AlertKind, int | None] = field(default_factory=lambda: {**USUAL_LIMITS})
    raised: dict[AlertKind, int] = field(default_factory=dict[AlertKind, int])


def watch_id_of(tenant: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:alerts:{tenant}")


def evolve(watch: Watch, happened: AlertFact) -> Watch:
    match happened:
        case AlertLimitSet(kind=kind, limit=limit):
            return replace(watch, limits={**watch.limits, kind: limit})
        case AlertRaised(kind=kind, figure=figure):
            return replace(watch, raised={**watch.raised, kind: figure})
        case AlertResolved(kind=kind):
            return replace(watch, raised={k: n for k, n in watch.raised.items() if k is not kind})
        case _:
            assert_never(happened)


def set_limit(watch: Watch, *, kind: AlertKind, limit: int | None) -> list[AlertLimitSet]:
    """Raise the alert above *limit* from now on; the same again adds nothing.

    Raises:
        LimitError: no figure can be compared with it.
    """
    if limit is not None and not 0 <= limit <= LARGEST_LIMIT:
        raise LimitError
    return [] if watch.limits[kind] == limit else [AlertLimitSet(kind=kind, limit=limit)]


def look(watch: Watch, figures: Mapping[AlertKind, int]) -> list[AlertRaised | AlertResolved]:
    """What the figures of this moment change; one that is not known now changes nothing."""
    found: list[AlertRaised | AlertResolved] = []
    for kind in AlertKind:
        limit, figure = watch.limits[kind], figures.get(kind)
        if kind in watch.raised and (limit is None or _is_over(kind, figure, limit)):
            found.append(AlertResolved(kind=kind, figure=figure or 0))
        elif kind not in watch.raised and _is_above(figure, limit):
            assert figure is not None
            assert limit is not None
            found.append(AlertRaised(kind=kind, figure=figure, limit=limit))
    return found


def _is_above(figure: int | None, limit: int | None) -> bool:
    return figure is not None and limit is not None and figure > limit


def _is_over(kind: AlertKind, figure: int | None, limit: int) -> bool:
    if figure is None:
        return False
    return figure <= (limit if kind in _COUNTED else limit * 4 // 5)
