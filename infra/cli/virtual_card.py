"""A virtual card on a virtual reader, for as long as somebody wants to try things with it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from counter_station.readers.in_process import CardObject
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from counter_station.virtual.inserting import end_on_signals, keep_inserted
from counter_station.virtual.kinds import KINDS, PersonFileError, Wanted
from counter_station.virtual.manners import AnswersInParts, ShortLengthsOnly, TakesItsTime
from counter_station.virtual.trace import TracedCard

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """How the card behaves on the reader: what goes wrong at which command, how long each lasts."""

    trace: bool = False
    fault: str | None = None
    at: int = 1
    pause: float = 0.0
    short_only: bool = False
    in_parts: bool = False


def lay(kind: str, wanted: Wanted, behaviour: Behaviour, *, host: str, port: int) -> None:
    """Make the card and insert it; SIGINT and SIGTERM end the process, a fault may end it too.

    Raises:
        PersonFileError: no such kind or fault, or its person file cannot be used.
    """
    card = _behaving(_make(kind)(wanted), behaviour)
    place = f"{host}:{port}"

    def tell(inserted: bool) -> None:
        words = "on the reader" if inserted else "waits for a virtual reader (pcscd with vpcd)"
        click.echo(f"Virtual {kind} card: {words} at {place}. Ctrl-C takes it away.")

    end_on_signals()
    keep_inserted(card, host=host, port=port, tell=tell)
    click.echo(f"Virtual {kind} card: taken away.")


def _make(kind: str) -> Callable[[Wanted], CardObject]:
    return _known(KINDS, kind, "virtual card of kind")


def _behaving(card: CardObject, behaviour: Behaviour) -> CardObject:
    if behaviour.short_only:
        card = ShortLengthsOnly(card)
    if behaviour.in_parts:
        card = AnswersInParts(card)
    if behaviour.fault:
        fault = _known({each.value: each for each in Fault}, behaviour.fault, "fault")
        at = FaultAt(command=behaviour.at, fault=fault, pause_seconds=behaviour.pause)
        card = FaultyCard(card, at, pause=time.sleep)
    elif behaviour.pause:
        card = TakesItsTime(card, seconds=behaviour.pause, pause=time.sleep)
    return TracedCard(card, click.echo) if behaviour.trace else card


def _known(choices: dict[str, T], chosen: str, what: str) -> T:
    try:
        return choices[chosen]
    except KeyError:
        known = ", ".join(choices)
        raise PersonFileError(f"no {what} '{chosen}'. Known: {known}") from None
