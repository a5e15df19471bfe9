"""What stands in the memory of a running process (Linux; of our own children, or as root)."""

from collections.abc import Iterator
from pathlib import Path

_UNREADABLE = ("[vvar]", "[vsyscall]", "[vvar_vclock]")


def regions(pid: int) -> Iterator[bytes]:
    """Every readable region, one after the other."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            extent, allowed, *rest = line.split()
            if "r" not in allowed or (rest and rest[-1] in _UNREADABLE):
                continue
            begins, ends = (int(edge, 16) for edge in extent.split("-"))
            memory.seek(begins)
            try:
                yield memory.read(ends - begins)
            except OSError:
                # Gone since the list was made, or a device's.
                continue


def in_memory(pid: int, *wanted: bytes) -> set[bytes]:
    """Which of *wanted* stand in the process's memory."""
    found: set[bytes] = set()
    for region in regions(pid):
        found |= {each for each in wanted if each in region}
    return found
