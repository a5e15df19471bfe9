"""What became of residents' e-mails."""

import sys
from typing import BinaryIO, Final

import click

LARGEST_MAIL_BYTES: Final = 1_000_000


@click.command()
@click.option("--again", is_flag=True, help="Try the dead ones again that still make sense.")
def letters(*, again: bool) -> None:
    """Show how many letters wait, were sent, or are dead, and why; no address is shown."""
    from infra.cli.letters import show_letters  # noqa: PLC0415

    sys.exit(show_letters(again=again))


@click.command("letters-returned")
@click.argument("mail", type=click.File("rb"), default="-")
def letters_returned(mail: BinaryIO) -> None:
    """Take in a delivery failure report (from the mail server, on standard input)."""
    from infra.cli.letters import note_returned  # noqa: PLC0415

    note_returned(mail.read(LARGEST_MAIL_BYTES + 1))
