"""How the seeded log stood before anybody came, kept in the drill's folder."""

from pathlib import Path
from typing import Final

import msgspec

_FILE: Final = "before.json"


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """`since`: the log's last position; `log_bytes`: with its indexes."""

    since: int
    log_bytes: int


def keep_before(folder: Path, before: Before) -> None:
    (folder / _FILE).write_bytes(msgspec.json.encode(before))


def read_before(folder: Path) -> Before:
    return msgspec.json.decode((folder / _FILE).read_bytes(), type=Before)
