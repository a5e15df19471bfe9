"""A PC/SC service of our own with virtual readers, apart from the machine's.

vpcd listens for cards on all addresses; anybody who reaches the port could insert one. So pcscd
and the virtual cards live in a private network namespace, and only pcscd's socket, in a folder of
ours, is reachable from outside: libpcsclite looks where PCSCLITE_CSOCK_NAME points.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from counter_station.readers.errors import NoPrivateReadersError
from counter_station.readers.pointing import SOCKET_VARIABLE
from counter_station.readers.processes import end, spawn
from counter_station.readers.vpcd import FIRST_SLOT_PORT

__all__ = ["NoPrivateReadersError", "PluggedCard", "PrivateReaders"]

_PCSCD = Path("/usr/sbin/pcscd")
_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_START_SECONDS = 5.0
_READER_CONF = f"""\
FRIENDLYNAME "Virtual PCD"
DEVICENAME /dev/null:0x{FIRST_SLOT_PORT:X}
LIBPATH {_DRIVER}
CHANNELID 0x{FIRST_SLOT_PORT:X}
"""


class PluggedCard:
    """A virtual card in a slot, run by a process of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def remove(self) -> None:
        """Take the card off the reader; what it answered for is in its file."""
        end(self._process)


class PrivateReaders:
    """A running private pcscd with two empty virtual slots. Use it in a `with` block."""

    SLOTS = ("Virtual PCD 00 00", "Virtual PCD 00 01")

    def __init__(self, folder: Path, *, ours: bool) -> None:
        self._folder = folder
        self._ours = ours
        self._process: subprocess.Popen[bytes] | None = None
        self._user_namespace = False
        self._cards: list[PluggedCard] = []

    @classmethod
    def start(cls, folder: Path | None = None) -> Self:
        """Start pcscd in namespaces of its own; takes about a tenth of a second.

        Args:
            folder: where its socket will be, an existing folder with a short path; a temporary one
                if none is given. Another start with the same folder is the same service restarted.

        Raises:
            NoPrivateReadersError: a package is missing, or the machine forbids namespaces. Callers
                then read cards in process, and say so.
        """
        _require_packages()
        place = folder or Path(tempfile.mkdtemp(prefix="madoguchi-pcsc-"))
        conf = place / "readers.d"
        conf.mkdir(exist_ok=True)
        (conf / "vpcd").write_text(_READER_CONF)
        readers = cls(place, ours=folder is None)
        try:
            readers._start_service()
        except NoPrivateReadersError:
            readers.stop()
            raise
        return readers

    def _start_service(self) -> None:
        """Start pcscd; where root may not make namespaces, try it as an ordinary user would."""
        self._user_namespace = os.geteuid() != 0
        try:
            self._start_inside()
        except NoPrivateReadersError:
            if self._user_namespace:
                raise
            self._user_namespace = True
            self._start_inside()

    def _start_inside(self) -> None:
        command = ["unshare", "--mount", "--net"]
        command += ["--user", "--map-root-user"] if self._user_namespace else []
        command += ["--", sys.executable, "-m", "counter_station.readers.inside"]
        with (self._folder / "log").open("wb") as log:
            self._process = spawn([*command, *self._place()], log)
        _await_socket(self.socket, self._process, self._folder / "log")

    def _place(self) -> list[str]:
        return [str(self._folder), *(["--temporary"] if self._ours else [])]

    @property
    def socket(self) -> Path:
        return self._folder / "pcscd.comm"

    @property
    def environment(self) -> dict[str, str]:
        """What a reading process needs in its environment, before it first reaches for a card."""
        return {SOCKET_VARIABLE: str(self.socket)}

    def plug_in(
        self, card_file: Path, *, slot: int = 0, options: Sequence[str] = ()
    ) -> PluggedCard:
        """Put the kept virtual card in *card_file* on a reader; seen there within a second.

        *options* go to `python -m counter_station.virtual`, which can make the card faulty.
        """
        command = [sys.executable, "-m", "counter_station.virtual", "--until-stdin-closes"]
        command += ["--file", str(card_file.absolute()), "--port", str(FIRST_SLOT_PORT + slot)]
        command += options
        card = PluggedCard(spawn(self.beside(command)))
        self._cards.append(card)
        return card

    def beside(self, command: Sequence[str]) -> list[str]:
        """The command, to run where pcscd runs: only there can a card reach its slots."""
        if self._process is None:
            raise NoPrivateReadersError("stopped")
        # Who is not root may not set the groups that nsenter would set; ours are right already.
        user = ["--user", "--preserve-credentials"] if self._user_namespace else []
        return ["nsenter", f"--target={self._process.pid}", "--net", *user, "--", *command]

    def remove_cards(self) -> None:
        while self._cards:
            self._cards.pop().remove()

    def stop(self) -> None:
        """Remove the cards, end pcscd, remove its temporary folder. Safe to call twice."""
        self.remove_cards()
        if self._process is not None:
            end(self._process)
        if self._ours:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self.stop()


def _require_packages() -> None:
    needed = {"pcscd": _PCSCD.exists(), "vsmartcard-vpcd": _DRIVER.exists()}
    needed |= {"util-linux": all(map(shutil.which, ("unshare", "nsenter", "mount")))}
    missing = [package for package, there in needed.items() if not there]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        raise NoPrivateReadersError(reason)


def _await_socket(path: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until pcscd accepts; its own words are the reason if it does not."""
    ends = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        with socket.socket(socket.AF_UNIX) as probe:
            if path.exists() and probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.01)
    said = log.read_text(errors="replace").strip().splitlines()
    raise NoPrivateReadersError(said[-1] if said else "pcscd did not start in time")
