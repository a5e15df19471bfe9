"""Other programs of this computer that use its card readers."""

from collections.abc import Iterator
from os import getpid
from pathlib import Path
from typing import Final

_LIBRARY: Final = "libpcsclite.so"
_SERVICE: Final = "pcscd"


def programs_using_readers(processes: Path = Path("/proc")) -> list[str]:
    """Names of running programs that loaded the PC/SC library; without root only one's own.

    PC/SC does not say who holds a card. Whoever holds it is among these.
    """
    return sorted(set(_names(processes)))


def _names(processes: Path) -> Iterator[str]:
    for process in processes.glob("[0-9]*"):
        if process.name == str(getpid()):
            continue
        try:
            name = (process / "comm").read_text().strip()
            if name != _SERVICE and _LIBRARY in (process / "maps").read_text():
                yield name
        except OSError:
            continue  # ended meanwhile, or another user's
