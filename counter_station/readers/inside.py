"""Runs inside a private namespace: pcscd, with a folder of ours as its /run/pcscd.

Started by `daemon.py` through unshare. Ends pcscd and itself when its standard input closes, so
that nothing is left behind even when the process that started it is killed.
"""

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path
from types import FrameType

_TEMPORARY = "--temporary"
_RUN = Path("/run/pcscd")
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1  # linux/sockios.h, linux/if.h


def main() -> None:
    """Take the folder from the command line, prepare the namespace, run pcscd.

    With --temporary the folder goes at the end.
    """
    folder = Path(sys.argv[1])
    _put_in_place(folder)
    _raise_loopback()
    pcscd = subprocess.Popen(  # noqa: S603 - fixed command
        ["/usr/sbin/pcscd", "--foreground", "-c", str(folder / "readers.d")],
        stdin=subprocess.DEVNULL,
    )
    signal.signal(signal.SIGTERM, _end)
    try:
        sys.stdin.buffer.read()
    finally:
        pcscd.terminate()
        pcscd.wait()
    if _TEMPORARY in sys.argv:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path) -> None:
    """Bind *folder* over /run/pcscd. Where that is missing, an empty /run of ours comes first."""
    opened = os.open(folder, os.O_RDONLY)  # reachable even if the new /run covers its path
    if not _RUN.is_dir():
        _mount("-t", "tmpfs", "tmpfs", str(_RUN.parent))
        _RUN.mkdir()
    _mount("--bind", f"/proc/{os.getpid()}/fd/{opened}", str(_RUN))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)  # noqa: S603, S607


def _raise_loopback() -> None:
    """`ip link set lo up`, without needing the package that has `ip`."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sH14x", b"lo", 0)
        (flags,) = struct.unpack_from("H", fcntl.ioctl(any_socket, _GET_FLAGS, asked), 16)
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags | _UP))


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
