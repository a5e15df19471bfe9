"""`madoguchi pin-key …`: on the PIN desk's PC, the keys that stations seal PINs to."""

import os
from collections.abc import Generator
from contextlib import contextmanager

import click

from counter_station.office_key import way_in
from infra.pin_keys import destroy_unneeded, open_keys, retire
from infra.pin_office import KeyStillNeededError, KeyTold, OfficeAwayError, PinOffice
from infra.processes import PinDeskSettings
from infra.settings import SettingsError, load
from issuance.pins.keys import KeyHolder


def show_keys() -> None:
    """Every key: stations' own, older ones and what still needs them."""
    with _office() as office:
        held, told = _holder().held(), office.published_keys()
    for each in told:
        click.echo(_line(each, here=each.key_id in held))
    for key_id in held.keys() - {each.key_id for each in told}:
        click.echo(f"{key_id}  made, not published")


def make_key() -> None:
    """A new pair, not published: stations that name their keys are told of it first."""
    key = _holder().make()
    click.echo(f"{key.key_id} made. Add it to sealing_key_id of stations that name their keys,")
    click.echo("then: madoguchi pin-key rotate")


def rotate_key() -> None:
    """Publish the key made last, or a new one; the one before stays until nothing needs it."""
    holder = _holder()
    with _office() as office:
        known = {each.key_id for each in office.published_keys()}
        made = [key.sealing_key for key_id, key in holder.held().items() if key_id not in known]
        new = made[-1] if made else holder.make()
        office.publish_key(new)
        click.echo(f"Stations seal to {new.key_id} from now on.")
        for key_id in destroy_unneeded(office, holder):
            click.echo(f"{key_id} was needed no more and is destroyed.")


def retire_key(key_id: str) -> int:
    """Destroy the private half of *key_id*; 1 while something needs it."""
    with _office() as office:
        try:
            retire(office, _holder(), key_id)
        except KeyStillNeededError:
            click.echo(f"{key_id} is still needed. See: madoguchi pin-key list")
            return 1
    click.echo(f"{key_id} is destroyed. What was sealed to it opens nowhere any more.")
    return 0


def _line(key: KeyTold, *, here: bool) -> str:
    since = f"{key.published_at:%Y-%m-%d}" if key.published_at else "from the beginning"
    parts = [key.key_id, "current" if key.current else "older", f"since {since}"]
    if key.sealed:
        parts.append(f"{key.sealed} sealed PINs, the oldest of {key.oldest_at:%Y-%m-%d}")
    if key.destroyed:
        return "  ".join([*parts, "destroyed"])
    parts.append("private half here" if here else "PRIVATE HALF NOT HERE")
    return "  ".join([*parts, *(["may be destroyed"] if key.unneeded else [])])


def _settings() -> PinDeskSettings:
    return load("pin-desk", PinDeskSettings, os.environ)


@contextmanager
def _office() -> Generator[PinOffice]:
    settings = _settings()
    try:
        way = way_in(settings.token, settings.office_key_path)
        with PinOffice(settings.office_url, way) as office:
            yield office
    except OfficeAwayError as error:
        raise SettingsError(
            f"{settings.office_url} does not answer as the office does."
            " Remedy: start it, or correct office_url and token"
        ) from error


def _holder() -> KeyHolder:
    """Opened once a command; a passphrase is asked for where none is set."""
    return open_keys(_settings())
