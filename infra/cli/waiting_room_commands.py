"""The group `waiting-room` of the command `madoguchi`."""

import sys
from datetime import datetime

import click


@click.group("waiting-room")
def waiting_room() -> None:
    """Look after the waiting room for new bookings, on the day of an opening."""


@waiting_room.command("status")
def waiting_room_status() -> None:
    """Show who waits, who came in, and how fast; nobody is named."""
    from infra.cli.waiting_room import show_status  # noqa: PLC0415

    sys.exit(show_status())


@waiting_room.command("open")
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="Japan's time, 2026-12-01T09:00."
)
@click.option("--venue", help="Its code: only this venue's times wait; all without it.")
@click.option("--per-minute", type=click.IntRange(1, 60_000), help="Call at most so many people.")
def waiting_room_open(*, at: datetime | None, venue: str | None, per_minute: int | None) -> None:
    """Let new bookings wait from now on; with --at, plan an opening with a draw."""
    from infra.cli.waiting_room import open_room  # noqa: PLC0415
    from issuance.calendar import JST  # noqa: PLC0415

    moment = at.replace(tzinfo=JST) if at else None
    sys.exit(open_room(moment, venue=venue, per_minute=per_minute))


@waiting_room.command("close")
@click.argument("room", type=int, required=False)
def waiting_room_close(*, room: int | None) -> None:
    """Let everybody through at once; also takes back a planned ROOM."""
    from infra.cli.waiting_room import close_room  # noqa: PLC0415

    sys.exit(close_room(room))


@waiting_room.command("check-draw")
@click.argument("room", type=int)
def waiting_room_check_draw(*, room: int) -> None:
    """Draw ROOM again from what was published, and compare."""
    from infra.cli.waiting_room import check_draw  # noqa: PLC0415

    sys.exit(check_draw(room))
