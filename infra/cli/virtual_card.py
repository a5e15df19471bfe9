"""A virtual card on a virtual reader, for as long as somebody wants to try things with it."""

from collections.abc import Callable

import click

from counter_station.readers.in_process import CardObject
from counter_station.virtual.inserting import end_on_signals, keep_inserted
from counter_station.virtual.kinds import KINDS, PersonFileError, Wanted
from counter_station.virtual.trace import TracedCard


def lay(kind: str, wanted: Wanted, *, host: str, port: int, trace: bool) -> None:
    """Make the card, insert it, return never: SIGINT and SIGTERM end the process.

    Raises:
        PersonFileError: no such kind, or its person file cannot be used.
    """
    card: CardObject = _make(kind)(wanted)
    if trace:
        card = TracedCard(card, click.echo)
    place = f"{host}:{port}"

    def tell(inserted: bool) -> None:
        words = "on the reader" if inserted else "waits for a virtual reader (pcscd with vpcd)"
        click.echo(f"Virtual {kind} card: {words} at {place}. Ctrl-C takes it away.")

    end_on_signals()
    keep_inserted(card, host=host, port=port, tell=tell)


def _make(kind: str) -> Callable[[Wanted], CardObject]:
    try:
        return KINDS[kind]
    except KeyError:
        known = ", ".join(KINDS)
        raise PersonFileError(f"no virtual card of kind '{kind}'. Known: {known}") from None
