"""Which holder has the keys to the sealed PINs, and what becomes of keys nothing needs any more."""

import sys
import time
from collections.abc import Callable
from getpass import getpass
from typing import Final

import structlog

from infra.pin_module import Module, ModuleKeys
from infra.pin_office import OfficeAwayError, PinOffice
from infra.processes import PinDeskSettings
from infra.settings import SettingsError
from issuance.pins.key_files import FileKeys
from issuance.pins.keys import KeyHolder

EVERY_SECONDS: Final = 600.0

log = structlog.get_logger("pin-desk")


def open_keys(settings: PinDeskSettings) -> KeyHolder:
    """Files under a passphrase, or the key module if one is configured.

    Raises:
        SettingsError: something is not set; the text says the remedy.
        KeyUnusableError, ModuleMissingError: the holder does not open.
    """
    if settings.pkcs11_library is not None:
        pin = settings.pkcs11_pin or _asked("PIN of the key module", "pkcs11_pin")
        module = Module(library=settings.pkcs11_library, token=settings.pkcs11_token, pin=pin)
        return ModuleKeys(module)
    if settings.key_folder is None:
        raise SettingsError("pin-desk: key_folder is missing. Remedy: set it, or pkcs11_library")
    phrase = settings.key_passphrase or _asked("Passphrase of the PIN keys", "key_passphrase")
    return FileKeys(settings.key_folder, phrase if isinstance(phrase, bytes) else phrase.encode())


def keep_keys(office: PinOffice, keys: KeyHolder) -> Callable[[], None]:
    """A function to call again and again; now and then it destroys what nothing needs."""
    due = time.monotonic()

    def tidy() -> None:
        nonlocal due
        if time.monotonic() < due:
            return
        due = time.monotonic() + EVERY_SECONDS
        try:
            destroy_unneeded(office, keys)
        except OfficeAwayError:
            log.warning("office-away")

    return tidy


def destroy_unneeded(office: PinOffice, keys: KeyHolder) -> list[str]:
    """Older keys whose last sealed PINs are gone: first the office stops taking, then they go."""
    destroyed: list[str] = []
    for each in office.published_keys():
        if each.key_id in keys.held() and (each.unneeded or each.retired):
            retire(office, keys, each.key_id)
            destroyed.append(each.key_id)
    return destroyed


def retire(office: PinOffice, keys: KeyHolder, key_id: str) -> None:
    """Nothing sealed to it is taken any more, then its private half is destroyed here."""
    office.retire_key(key_id)
    keys.destroy(key_id)
    office.key_destroyed(key_id)
    log.info("pin-key-destroyed", key_id=key_id)


def _asked(what: str, setting: str) -> str:
    """From the terminal, never from the command line: arguments are seen by everybody."""
    if not _on_a_terminal():
        raise SettingsError(
            f"pin-desk: {setting} is missing. Remedy: set {setting}_file, or start it on a terminal"
        )
    return getpass(f"{what}: ")


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()
