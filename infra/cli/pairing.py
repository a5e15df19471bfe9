"""`madoguchi pair`: this machine makes its key and gives the office the one-time code for it."""

import os
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import click
import httpx

from counter_station.office_key import OfficeKey, make_office_key
from counter_station.settings import StationSettings
from infra.processes import PinDeskSettings, SealingDeskSettings
from infra.settings import SettingsError, load

_REFUSED = "The office does not take this code: it holds ten minutes, once, for one name."


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Which machine this is, and where its key lies."""

    office_url: str
    name: str
    key_path: Path


def pair(process: str, code: str) -> None:
    """A key that is there already stays, and is told again.

    Raises:
        SettingsError: the process does not say where its key is to lie.
        OfficeKeyError: what lies there is no key for our eyes alone.
    """
    machine = _machine(process)
    key = make_office_key(machine.key_path)
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    body = {"code": code, "name": machine.name, "public_key": public}
    try:
        answer = httpx.post(
            f"{machine.office_url.rstrip('/')}/api/pairing",
            json=body, auth=OfficeKey(key), timeout=10, trust_env=False,
        )  # fmt: skip
    except httpx.HTTPError:
        raise click.ClickException(f"{machine.office_url} does not answer.") from None
    if not answer.is_success:
        raise click.ClickException(_REFUSED)
    click.echo(f"The office knows {machine.name} by the key in {machine.key_path}.")


def _machine(process: str) -> Pairing:
    match process:
        case "station":
            station = load(process, StationSettings, os.environ)
            return _of(process, station.office_url, station.station_id, station.office_key_path)
        case "sealing-desk":
            desk = load(process, SealingDeskSettings, os.environ)
            return _of(process, desk.office_url, desk.station, desk.office_key_path)
        case _:
            pins = load(process, PinDeskSettings, os.environ)
            return _of(process, pins.office_url, pins.name, pins.office_key_path)


def _of(process: str, office_url: str, name: str, key_path: Path | None) -> Pairing:
    if key_path is None:
        raise SettingsError(
            f"{process}: office_key_path is missing. Remedy: say where it is to lie."
        )
    return Pairing(office_url=office_url, name=name, key_path=key_path)
