"""The group `pin-key` of the command `madoguchi`."""

import sys

import click


@click.group("pin-key")
def pin_key() -> None:
    """Look after the keys for sealed PINs, on the PIN desk's PC; nothing secret is an argument."""


@pin_key.command("list")
def list_keys() -> None:
    """Show every key, and what is still sealed to it."""
    from infra.cli.pin_keys import show_keys  # noqa: PLC0415

    show_keys()


@pin_key.command("make")
def make() -> None:
    """Make the next key, without using it yet."""
    from infra.cli.pin_keys import make_key  # noqa: PLC0415

    make_key()


@pin_key.command("rotate")
def rotate() -> None:
    """Let stations seal to the next key from now on; make it, if there is none."""
    from infra.cli.pin_keys import rotate_key  # noqa: PLC0415

    rotate_key()


@pin_key.command("retire")
@click.argument("key_id")
def retire(key_id: str) -> None:
    """Destroy the private half of KEY_ID, unless something still needs it.

    The PIN desk does the same by itself once nothing does.
    """
    from infra.cli.pin_keys import retire_key  # noqa: PLC0415

    sys.exit(retire_key(key_id))
