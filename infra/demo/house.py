"""A running house: where everything is, and a hand on each process."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.demo.child import Child
from infra.demo.database import HouseDatabase
from infra.demo.ports import Ports
from infra.demo.readers import DemoReaders
from infra.postgres.access import Access
from infra.postgres.zones import ZONES, Zone


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The mail server that a house sends its letters through."""

    host: str
    port: int
    starttls: bool
    sender: str
    alerts_to: str
    """The office's mailbox that is told of alerts."""


@dataclass(kw_only=True)
class House:
    """What `running_house` gives; paths, ways in, and processes by name."""

    folder: Path
    ports: Ports
    database: HouseDatabase
    readers: DemoReaders
    children: dict[str, Child]
    mail: Mail | None = None
    """Without it no letters are sent, and the site asks for no address."""

    @property
    def keys(self) -> Path:
        """The folder with all keys (`infra.keys`)."""
        return self.folder / "keys"

    @property
    def logs(self) -> Path:
        """What each process says: NAME.log, and postgres/server.log beside this folder."""
        return self.folder / "logs"

    @property
    def sample(self) -> Path:
        """The made-up ward's files (`infra.sample`)."""
        return self.folder / "sample"

    @property
    def virtual_cards(self) -> Path:
        """The folder of the cards on the virtual readers."""
        return self.folder / "virtual_cards"

    @property
    def booking_url(self) -> str:
        return self.ports.url("booking")

    @property
    def office_url(self) -> str:
        return self.ports.url("office")

    @property
    def station_url(self) -> str:
        return self.ports.url("station")

    def passwords(self) -> dict[str, str]:
        """Of each zone's program, by the zone's name."""
        return {zone.name: self._password(zone) for zone in ZONES}

    def access(self, zone: Zone) -> Access:
        """The program's own way into its zone's database."""
        return self.admin(zone).as_role(zone.app, self._password(zone))

    def admin(self, zone: Zone) -> Access:
        """The superuser's way into a zone's database."""
        return self.database.admin.to(zone.database)

    def config(self, name: str) -> Path:
        """The TOML file of one process."""
        return self.folder / "config" / f"{name}.toml"

    def health_file(self, name: str) -> Path:
        """What a process without a web address touches to say that it lives."""
        return self.folder / "run" / f"{name}.alive"

    def environment(self, name: str) -> dict[str, str]:
        """The environment one process runs in: ours, and where its settings are."""
        ours = {"MADOGUCHI_CONFIG": str(self.config(name)), "PYTHONUNBUFFERED": "1"}
        readers = self.readers.environment if name in ("station", "pin-desk") else {}
        return {**os.environ, **ours, **readers}

    def pids(self) -> Mapping[str, int | None]:
        """The process id of each part, None for one that is down."""
        return {
            "postgres": self.database.pid,
            **{name: child.pid for name, child in self.children.items()},
        }

    async def kill(self, name: str) -> None:
        """Send one process SIGKILL and see it gone; the house brings it back."""
        if name == "postgres":
            self.database.kill()
        else:
            await self.children[name].kill()

    async def restart(self, name: str) -> None:
        """Stop one process cleanly and start it again; returns when it is up."""
        await (self.database if name == "postgres" else self.children[name]).restart()

    async def wait_until_up(self, name: str) -> None:
        """Return when a process that was killed is back."""
        await (self.database if name == "postgres" else self.children[name]).wait_until_back()

    def _password(self, zone: Zone) -> str:
        return (self.keys / f"{zone.name}_database.password").read_text().strip()
