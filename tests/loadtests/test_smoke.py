"""The surge in small: a crowd at the real site for some seconds, over HTTP, then the audit."""

import asyncio
import secrets
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest

from infra.demo.ports import free_ports
from infra.postgres.zones import BOOKING
from infra.surge.houses.houses import head
from infra.surge.houses.seeding import Secrets, seed
from infra.surge.houses.site import running_site
from loadtests.auditor import Told, audit, read_journal
from loadtests.drills import WardPlan
from loadtests.journal import NONE, Journal, journals
from tests.loadtests.one_step import book
from tests.support.postgres import PASSWORD

WARD = WardPlan(residents=300, slots=24, places=10, bring="session")
"""Sixty more than there are places for."""
AT_A_TIME, LONGEST_SECONDS = 12, 60.0
"""The limit is loose: how fast the site is, `make surge` measures on a quiet machine."""


@pytest.fixture(scope="module")
def site(postgres, tmp_path_factory):
    """A ward whose residents are signed in, and its site in a process of its own."""
    folder = tmp_path_factory.mktemp("smoke")
    keys = Secrets(session=_key(), csrf=_key(), birthday=_key())
    access = asyncio.run(seed(WARD, postgres.admin, keys, folder, "smoke"))
    dsn = access.as_role(BOOKING.app, PASSWORD).dsn
    with running_site(dsn, keys, {}, folder=folder, port=free_ports(1)[0]) as site:
        yield site.url, access, folder


def _key() -> bytes:
    return secrets.token_bytes(32)


async def test_a_crowd_is_served_and_the_audit_holds(site):
    url, access, folder = site
    since = await head(access)
    async with asyncio.timeout(LONGEST_SECONDS):
        statuses = await _let_them_come(url, folder)
    told = [line for path in journals(folder) for line in read_journal(path)]
    assert set(statuses) == {200, 303}
    by_key = {each.key: each.outcome for each in told}
    places = WARD.slots * WARD.places
    assert Counter(by_key.values()) == {
        "confirmed": places,
        "taken": WARD.residents - places,
    }
    findings = await audit(access.dsn, told, since)
    assert [each for each in findings if not each.holds] == []


async def _let_them_come(url: str, folder) -> Counter[int]:
    """Each looks at the free times and books; every tenth taps twice. All statuses."""
    lines = (folder / "residents").read_text(encoding="ascii").splitlines()
    people = iter(enumerate(line.split() for line in lines[1:]))
    journal, statuses = Journal(folder, 0), Counter[int]()
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:

        async def keep_coming() -> None:
            for number, person in people:
                statuses[(await client.get("/free?lang=ja")).status_code] += 1
                for _ in range(2 if number % 10 == 0 else 1):
                    statuses[await book(client, person, journal)] += 1

        await asyncio.gather(*(keep_coming() for _ in range(AT_A_TIME)))
    journal.close()
    return statuses


async def test_a_lie_to_one_of_the_crowd_is_found(site):
    """The control: the same audit, with one confirmation in the journal that nobody was given."""
    _, access, _ = site
    now = datetime.now(UTC)
    stranger = Told(UUID(int=9), UUID(NONE), "none", "confirmed", now, "book", now)
    findings = await audit(access.dsn, [stranger], None)
    assert [each.name for each in findings if not each.holds] == ["acknowledged_and_lost"]
