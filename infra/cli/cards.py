"""`madoguchi readers` and `madoguchi virtual-card`: what lies on the readers, and what may."""

import os
import sys
from pathlib import Path
from typing import Final

import click

_FILE = click.Path(path_type=Path)
_FIRST_SLOT_PORT: Final = 35963
FINE, CARD_TROUBLE, NO_READER, SERVICE_DOWN = 0, 1, 3, 4
"""What `madoguchi readers` ends with."""


@click.command("readers")
def readers() -> None:
    """Show the card readers and what each card tells without a secret.

    Ends with 0 when all is well, 1 when a card cannot be read, 3 without a reader, 4 when the
    reader service is not running.
    """
    from counter_station.texts import WORDS  # noqa: PLC0415
    from infra.cli.reader_list import show_readers  # noqa: PLC0415

    sys.exit(show_readers(WORDS[_language()]))


@click.command("virtual-card")
@click.argument("kind")
@click.option("--person", type=_FILE, help="JSON: whose card it is; else an invented person's.")
@click.option("--serial", default="", help="Of mynumber: the card's number, 15 digits.")
@click.option("--fresh", is_flag=True, help="With transport PINs; a licence without PINs.")
@click.option("--under15", is_flag=True, help="A child's: without what it lacks.")
@click.option("--lenient", is_flag=True, help="Keeps a PIN when selected again.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where pcscd with vpcd runs.")
@click.option("--port", default=_FIRST_SLOT_PORT, show_default=True, help="The slot's TCP port.")
@click.option("--trace", is_flag=True, help="Show each command; bodies with secrets masked.")
@click.option("--fault", help="removed-before, removed-after, silent, slow, flipped or status.")
@click.option("--at", default=1, show_default=True, help="The command the fault comes at.")
@click.option("--pause", default=0.0, help="Seconds each command lasts (or the slow one).")
@click.option("--short-only", is_flag=True, help="Refuses extended lengths.")
@click.option("--in-parts", is_flag=True, help="Answers with 61xx and 6Cxx.")
def virtual_card(
    kind: str,
    *,
    person: Path | None,
    serial: str,
    fresh: bool,
    under15: bool,
    lenient: bool,
    host: str,
    port: int,
    trace: bool,
    fault: str | None,
    at: int,
    pause: float,
    short_only: bool,
    in_parts: bool,
) -> None:
    """Lay a virtual card of KIND on a virtual reader (vpcd) until stopped with Ctrl-C.

    KIND is mynumber, licence, residence1, residence2 or passport. The invented person's PINs are
    1234, 2345, 3456 and ABC123 (sign in, register, card text, signature); 照合番号B is
    55021720352285. A licence opens with 1234 and 5678, a residence card with AB12345678CD, a
    passport with number TK1234567, birth 1980-02-17, expiry 2033-03-03.
    """
    from counter_station.virtual.kinds import Wanted, person_file  # noqa: PLC0415
    from infra.cli.virtual_card import Behaviour, lay  # noqa: PLC0415

    wanted = Wanted(
        person=person_file(person), serial=serial, fresh=fresh, under15=under15, lenient=lenient
    )
    behaviour = Behaviour(
        trace=trace, fault=fault, at=at, pause=pause, short_only=short_only, in_parts=in_parts
    )
    lay(kind, wanted, behaviour, host=host, port=port)


def _language() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "ja" if spoken.startswith("ja") else "en"
