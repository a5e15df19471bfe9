"""One process a journal: two stations on one file would send everything twice."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from counter_station.journal.strongbox import JournalKeyError


@contextmanager
def alone_with(path: Path) -> Generator[None]:
    """Hold the journal until the block ends; the lock of a process that died is free.

    Raises:
        JournalKeyError: another process has it.
    """
    # A file of its own: closing another handle of SQLite's would drop SQLite's locks.
    opened = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise JournalKeyError(f"another process has the journal {path} open") from None
    finally:
        os.close(opened)
