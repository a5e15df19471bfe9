"""A drill across machines: people are seeded, two machines come, all their journals are judged."""

import asyncio
import base64
from itertools import islice
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from infra.demo.ports import free_ports
from infra.postgres.zones import BOOKING
from infra.surge.houses.seeding import Secrets
from infra.surge.houses.site import running_site
from infra.surge.staging.__main__ import main
from infra.surge.staging.people import DATABASE
from loadtests.journal import Journal
from tests.loadtests.one_step import book
from tests.support.postgres import PASSWORD

KEY = bytes(range(32))
RESIDENTS, PLACES = 24, 16
WARD = f"{{ residents = {RESIDENTS}, slots = 2, places = {PLACES // 2}, bring = 'session' }}"
SETTINGS = {
    **dict.fromkeys(("session_secret", "csrf_secret", "birthday_key"), KEY),
    **dict.fromkeys(("exchange_private_key", "office_public_key", "exchange_token"), KEY),
}
STATS = """Type,Name,Request Count,Failure Count,Requests/s,50%,95%,99%,Max Response Time
POST,book,{requests},0,{requests},10,20,30,40
"""
"""As Locust's master adds them up."""


@pytest.fixture
def staging(postgres, tmp_path, monkeypatch):
    """The folder of a seeded drill, and the way to the commands."""
    told = {name: base64.b64encode(value).decode() for name, value in SETTINGS.items()}
    told |= {"dsn": "postgresql://nobody@localhost/none", "look": "look", "public_url": "http://x"}
    for name, value in told.items():
        monkeypatch.setenv(f"MADOGUCHI_BOOKING_{name.upper()}", value)
    monkeypatch.setenv("MADOGUCHI_POSTGRES_ADMIN_DSN", postgres.admin.dsn)
    # Only what a crowd of seconds can reach is asked for.
    limits = "thresholds=['book.requests >= 1', 'broken <= 0']"
    changes = ["--set", f"ward={WARD}", "--set", limits, "--out", str(tmp_path)]
    seeded = CliRunner().invoke(main, ["seed", "surge", "--short", *changes])
    assert seeded.exit_code == 0, seeded.output
    yield tmp_path
    assert CliRunner().invoke(main, ["clean"]).output == "Dropped.\n"


def judged(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["judge", "--out", str(folder)])
    return result.exit_code, result.output


def test_journals_of_all_machines_are_judged_together(staging, postgres):
    access = postgres.admin.to(DATABASE).as_role(BOOKING.app, PASSWORD)
    keys = Secrets(session=KEY, csrf=KEY, birthday=KEY)
    with running_site(access.dsn, keys, {}, folder=staging, port=free_ports(1)[0]) as site:
        asyncio.run(_come_from_two_machines(site.url, staging))
    (staging / "locust_stats.csv").write_text(STATS.format(requests=RESIDENTS))
    (staging / "locust_exceptions.csv").write_text("Count,Message,Traceback,Nodes\n")
    (staging / "ended").write_text("time")

    code, said = judged(staging)
    assert (code, said.split(",")[0]) == (0, f"surge passed: {PLACES} bookings")
    assert "Nobody looked at" in (staging / "surge-report.html").read_text()

    (staging / "journal-1").unlink()
    code, said = judged(staging)
    assert code == 1
    assert "left its journal" in said
    assert "who booked since the clients began was told so" in said


async def _come_from_two_machines(url: str, folder: Path) -> None:
    """As loadtests/crowd/here.py shares people: the n-th of two machines takes every second."""
    lines = (folder / "residents").read_text(encoding="ascii").splitlines()[1:]
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:
        for machine in range(2):
            journal = Journal(folder, machine)
            for line in islice(lines, machine, None, 2):
                await book(client, line.split(), journal)
            journal.close()
            (folder / f"seconds-{machine}").touch()  # nobody looks at them here
