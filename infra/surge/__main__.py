"""`make surge`: seeds a ward, opens its site, lets residents come, audits the log, and judges."""

import asyncio
import secrets
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import click

from infra.bench.ward import Ward, open_ward
from infra.demo.ports import free_ports
from infra.postgres.access import Access
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING, make_zone
from infra.surge.crowd import counted, run_crowd
from infra.surge.plan import Plan
from infra.surge.report import Run, judge, write_report
from infra.surge.site import running_site
from infra.surge.tickets import write_tickets
from loadtests.auditor import audit, read_journal

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}
_TOGETHER = 20
"""Residents who want the same slot."""
_HEAD = "SELECT coalesce(max(notification_id), 0) FROM ledger.stored_events"


@click.command()
@click.option("--residents", type=click.IntRange(1_000), default=150_000, show_default=True)
@click.option("--seconds", type=click.IntRange(5), default=60, show_default=True)
@click.option("--users", type=click.IntRange(1), default=100, show_default=True)
@click.option("--pace", type=float, default=0.0, show_default=True, help="Journeys a second.")
@click.option("--places", type=click.IntRange(1), default=_TOGETHER, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path())
def main(*, out: Path, **wanted: Any) -> None:
    """Run one rush; the verdict is the exit code, the evidence surge-report.html and .json."""
    plan = Plan(**wanted)
    with tempfile.TemporaryDirectory(prefix="surge-") as folder:
        run = asyncio.run(_run(plan, Path(folder)))
    write_report(run, out)
    verdict = judge(run)
    click.echo(f"{verdict.headline}\nThe evidence: {out / 'surge-report.html'}")
    sys.exit(0 if verdict.passed else 1)


async def _run(plan: Plan, folder: Path) -> Run:
    secret, password, now = secrets.token_bytes(32), secrets.token_urlsafe(), datetime.now(UTC)
    ward = Ward(
        name="surge",
        slots=plan.residents // _TOGETHER,
        places=plan.places,
        opens_at=now.replace(minute=0, second=0, microsecond=0) + timedelta(days=7),
    )
    with ExitStack() as stack:
        server = PostgresServer(folder=folder / "postgres", options=DURABLE)
        admin = stack.enter_context(server).admin
        click.echo(f"… a ward of {plan.residents:,} people and {ward.slots:,} slots")
        await make_zone(BOOKING, admin, password)
        await open_ward(ward, admin, plan.residents)
        tickets = folder / "tickets"
        write_tickets(tickets, secret, people=plan.residents, slots=ward.slots, now=now)
        access = admin.to(ward.database)
        since = await _head(access)
        dsn = access.as_role(BOOKING.app, password).dsn
        url = stack.enter_context(running_site(dsn, secret, folder, free_ports(1)[0]))
        click.echo(f"… {plan.users} people at a time for {plan.seconds} s")
        await asyncio.to_thread(
            run_crowd, url, folder, users=plan.users, seconds=plan.seconds, pace=plan.pace
        )
        booked = await _booked(access, since)
        click.echo("… audit")
        acknowledged = list(read_journal(folder / "journal"))
        findings = await audit(access.dsn, acknowledged, since)
        return Run(
            plan=plan,
            began_at=now,
            counted=counted(folder),
            booked=booked,
            findings=findings,
            outcomes=Counter(each.outcome for each in acknowledged),
        )


async def _head(access: Access) -> int:
    connection = await asyncpg.connect(access.dsn)
    try:
        head: int = await connection.fetchval(_HEAD)
    finally:
        await connection.close()
    return head


async def _booked(access: Access, since: int) -> int:
    connection = await asyncpg.connect(access.dsn)
    try:
        booked: int = await connection.fetchval(
            "SELECT count(*) FROM ledger.stored_events"
            " WHERE topic = 'appointment.confirmed' AND notification_id > $1",
            since,
        )
    finally:
        await connection.close()
    return booked


if __name__ == "__main__":
    main()
