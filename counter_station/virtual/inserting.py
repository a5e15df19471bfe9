"""A virtual card in a virtual reader, from start to stop."""

import select
import signal
from collections.abc import Callable
from types import FrameType

from counter_station.readers.in_process import CardObject
from counter_station.readers.vpcd import Unplugged, plug_in

_RETRY_SECONDS = 0.2


def keep_inserted(
    card: CardObject,
    *,
    host: str,
    port: int,
    stop: int | None = None,
    tell: Callable[[bool], None] = lambda _inserted: None,
) -> None:
    """Insert the card; when the reader goes away, insert it again as soon as one is there.

    Args:
        card: whatever answers commands.
        host: where pcscd runs.
        port: the slot's TCP port.
        stop: a file descriptor; returns when it has something to read, or closes.
        tell: hears True whenever a reader took the card, False when first none is there.
    """
    waiting = False
    while True:
        try:
            plug_in(card, port=port, host=host, stop=stop, inserted=lambda: tell(True))
        except Unplugged:
            return
        except OSError:
            if not waiting:
                tell(False)
            waiting = True
            watched = [] if stop is None else [stop]
            if select.select(watched, [], [], _RETRY_SECONDS)[0]:
                return


def end_on_signals() -> None:
    """SIGINT and SIGTERM take the card off the reader and end the process, without complaint."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
