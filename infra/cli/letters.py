"""`madoguchi letters`: what became of the letters to residents."""

import asyncio
import os
from datetime import UTC, datetime

import asyncpg
import click

from booking_web.letters.bounces import take_back
from booking_web.letters.overview import Counts, DeadLetter, counts, dead_letters, try_again
from booking_web.letters.settings import LettersSettings
from infra.settings import load
from issuance.ledger.postgres import PostgresLog


def show_letters(*, again: bool) -> int:
    """Print counts and dead letters; 1 while there are dead ones, else 0.

    Raises:
        SettingsError: the letters process has no settings here.
    """
    settings = load("letters", LettersSettings, os.environ)
    return asyncio.run(_show(settings.dsn, again=again))


def note_returned(mail: bytes) -> None:
    """Note that a letter came back. A mail server retries on failure; anything else is done.

    Raises:
        SettingsError: the letters process has no settings here.
    """
    settings = load("letters", LettersSettings, os.environ)
    known = asyncio.run(_take_back(settings.dsn, mail))
    click.echo("a letter came back" if known else "no letter of ours")


async def _take_back(dsn: str, mail: bytes) -> bool:
    async with asyncpg.create_pool(dsn, min_size=0, max_size=1) as pool:
        return await take_back(PostgresLog(pool), mail, at=datetime.now(UTC))


async def _show(dsn: str, *, again: bool) -> int:
    async with asyncpg.create_pool(dsn, min_size=0, max_size=1) as pool:
        log, now = PostgresLog(pool), datetime.now(UTC)
        if again:
            click.echo(f"{await try_again(log, now=now)} will be tried again.")
        dead = await dead_letters(log)
        _say(await counts(log, now=now), dead)
    return 1 if dead else 0


def _say(count: Counts, dead: list[DeadLetter]) -> None:
    click.echo(
        f"waiting {count.waiting} (due {count.due}, being retried {count.retried})"
        f"  sent {count.sent}  dropped {count.dropped}  dead {count.dead}"
    )
    if count.oldest_due_at is not None:
        click.echo(f"oldest due since {count.oldest_due_at.isoformat(timespec='seconds')}")
    for each in dead:
        at = each.settled_at.isoformat(timespec="seconds")
        click.echo(
            f"dead  {each.reference}  {each.kind}  {at}  {each.trouble}  attempts {each.attempts}"
        )
