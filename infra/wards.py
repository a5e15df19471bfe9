"""Several wards in one installation: each with its own keys, databases, roles and configuration.

Nothing is shared but the program and the database server. A ward's processes run with its own
configuration file, so that they know no other ward's database, key or name.
"""

import asyncio
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.demo.config import LOOK, toml_lines
from infra.keys import make_keys
from infra.postgres.access import Access
from infra.postgres.install import install
from infra.postgres.zones import Zone, zones_of
from infra.settings import SettingsError

_NAME: Final = re.compile(r"[a-z][a-z0-9]{1,19}")
_CODE: Final = re.compile(r"[0-9]{6}")
_TAKEN: Final = frozenset({"booking", "issuance", "postgres", "template1", "template0", "pg"})
CONFIG: Final = "madoguchi.toml"

Table = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Ward:
    """One municipality. `host` is the domain under which the proxy finds its processes."""

    name: str
    code: str
    host: str
    port: int
    folder: Path

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def config(self) -> Path:
        return self.folder / CONFIG

    def passwords(self) -> dict[str, str]:
        """Of each zone's program, by the zone's name."""
        return {each.name: _password(self, each) for each in zones_of(self.name)}


def add_ward(ward: Ward, admin: Access) -> list[str]:
    """Make what is missing of a ward; safe to repeat. Returns the migrations that were applied.

    Raises:
        SettingsError: the name or code cannot be, or another ward has it, or its ports.
    """
    _require_fit(ward)
    ward.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_keys(ward.keys)
    applied = asyncio.run(install(admin, ward.passwords(), zones_of(ward.name)))
    if not ward.config.exists():
        _write(ward.config, _config(ward, admin))
    return applied


def wards_in(folder: Path) -> list[Ward]:
    """The wards of an installation, by name."""
    found = [_read(each) for each in sorted(folder.glob(f"*/{CONFIG}"))]
    return [each for each in found if each is not None]


def config_of(folder: Path, name: str) -> Path:
    """A ward's configuration file; raises SettingsError where there is no such ward."""
    if _NAME.fullmatch(name) is None or not (folder / name / CONFIG).exists():
        raise SettingsError(f"There is no ward {name} in {folder}. `madoguchi ward add` makes one.")
    return folder / name / CONFIG


def _require_fit(ward: Ward) -> None:
    if _NAME.fullmatch(ward.name) is None or ward.name in _TAKEN:
        raise SettingsError(f"{ward.name}: a ward's name is 2 to 20 small letters and digits.")
    if _CODE.fullmatch(ward.code) is None:
        raise SettingsError(f"{ward.code}: a municipality's code has six digits.")
    for other in wards_in(ward.folder.parent):
        same = other.code == ward.code or other.host == ward.host or other.port == ward.port
        if other.name != ward.name and same:
            raise SettingsError(f"The ward {other.name} has this code, host or port already.")


def _config(ward: Ward, admin: Access) -> str:
    booking, issuance = (
        admin.to(zone.database).as_role(zone.app, _password(ward, zone)).dsn
        for zone in zones_of(ward.name)
    )
    tables: dict[str, Table] = {
        "ward": {"name": ward.name, "code": ward.code, "host": ward.host, "port": ward.port},
        "booking": _booking(ward, booking),
        "office": _office(ward, issuance),
        "worker": _worker(ward, issuance),
        "back-office": _secrets(issuance),
    }
    return "\n".join(line for name, table in tables.items() for line in toml_lines(name, table))


def _secrets(dsn: str) -> Table:
    return {
        "dsn": dsn,
        "application_id_secret_file": "keys/application_id.secret",
        "notice_secret_file": "keys/notice.secret",
        "birthday_key_file": "keys/birthday_check.secret",
        "applicants_key_file": "keys/applicants.secret",
    }


def _booking(ward: Ward, dsn: str) -> Table:
    return {
        "dsn": dsn,
        "look": LOOK,
        "public_url": f"https://yoyaku.{ward.host}",
        "port": ward.port,
        "session_secret_file": "keys/booking_session.secret",
        "csrf_secret_file": "keys/booking_csrf.secret",
        "birthday_key_file": "keys/birthday_check.secret",
        "exchange_private_key_file": "keys/booking_sending.key",
        "office_public_key_file": "keys/issuance_sending.pub",
        "exchange_token_file": "keys/exchange.token",
    }


def _office(ward: Ward, dsn: str) -> Table:
    return {
        **_secrets(dsn),
        "tenant": ward.code,
        "look": LOOK,
        "public_url": f"https://office.{ward.host}",
        "hosts": [f"office.{ward.host}"],
        "port": ward.port + 10,
        "session_secret_file": "keys/office_session.secret",
        "csrf_secret_file": "keys/office_csrf.secret",
        "sealing_key_path": ward.keys / "pins.pub.pem",
        "booking_public_url": f"https://yoyaku.{ward.host}",
        "office_name_ja": ward.name,
        "office_name_en": ward.name,
        "office_phone": "",
    }


def _worker(ward: Ward, dsn: str) -> Table:
    return {
        **_secrets(dsn),
        "booking_url": f"http://127.0.0.1:{ward.port}",
        "sending_key_file": "keys/issuance_sending.key",
        "booking_public_key_file": "keys/booking_sending.pub",
        "exchange_token_file": "keys/exchange.token",
    }


def _password(ward: Ward, zone: Zone) -> str:
    return (ward.keys / f"{zone.name}_database.password").read_text().strip()


def _read(path: Path) -> Ward | None:
    found = tomllib.loads(path.read_text(encoding="utf-8")).get("ward")
    return None if found is None else Ward(folder=path.parent, **found)


def _write(path: Path, content: str) -> None:
    """For our eyes alone: it holds the ways into the databases."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(content + "\n")
