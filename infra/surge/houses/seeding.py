"""A ward's booking database with its people, and the files that say what each of them holds."""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg

from booking_web.notices.register import birthday_check
from booking_web.pages.form_token import FormTokens
from booking_web.sessions import Person, SessionSeal
from infra.bench.ward import Ward, notice_of, open_ward, slot_of
from infra.postgres.access import Access
from infra.surge.houses.progress import Seeding
from issuance.notices.numbers import notice_number
from loadtests.drills import WardPlan

_OLDEST, _DAYS_OF_BIRTH = date(1930, 1, 1), 30_000
_DEADLINE = date(2028, 3, 31)
_COLUMNS = ["notice_id", "number", "birthday_check", "pickup_deadline", "round"]
_NUMBERED = "notice number year month day"
_SIGNED_IN = "notice slot key session token"


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What the site is told, so that sessions and birthdays fit."""

    session: bytes
    csrf: bytes
    birthday: bytes


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who can sign in with a number and a birthday."""

    notice_id: str
    number: str
    birthday: date


async def seed(plan: WardPlan, admin: Access, secrets: Secrets, folder: Path, name: str) -> Access:
    """Make the database *name* with the ward in it; the people go into files of the folder."""
    now = datetime.now(UTC)
    ward = Ward(
        name=name,
        slots=plan.slots,
        places=plan.places,
        booked=plan.booked,
        opens_at=now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=7),
    )
    seeding = Seeding()
    await open_ward(ward, admin, plan.residents, seeding)
    access = admin.to(ward.database)
    with_number = plan.booked + (plan.residents if plan.bring == "number" else 0)
    await _register(access, secrets, with_number, seeding)
    booked, coming = range(plan.booked), range(plan.booked, plan.booked + plan.residents)
    _write(folder / "booked", _NUMBERED, _numbered(secrets, booked))
    if plan.bring == "number":
        columns, people = _NUMBERED, _numbered(secrets, coming)
    else:
        columns, people = _SIGNED_IN, _signed_in(secrets, coming, plan.slots, now)
    _write(folder / "residents", columns, seeding.through("residents", people, plan.residents))
    return access


def holder(secrets: Secrets, nth: int) -> Holder:
    notice = notice_of(nth)
    return Holder(
        notice_id=str(notice),
        number=notice_number(secrets.birthday, notice, 1),
        birthday=_OLDEST + timedelta(days=nth % _DAYS_OF_BIRTH),
    )


async def _register(access: Access, secrets: Secrets, people: int, seeding: Seeding) -> None:
    """As the intake enters those whom the office released."""
    rows = (
        (
            notice_of(nth),
            each.number,
            birthday_check(secrets.birthday, each.number, each.birthday),
            _DEADLINE,
            1,
        )
        for nth in range(people)
        for each in (holder(secrets, nth),)
    )
    connection = await asyncpg.connect(access.dsn)
    try:
        await connection.copy_records_to_table(
            "notices",
            schema_name="booking",
            columns=_COLUMNS,
            records=seeding.through("numbers in the register", rows, people),
        )
        await connection.execute("ANALYZE booking.notices")
    finally:
        await connection.close()


def _numbered(secrets: Secrets, those: range) -> Iterator[str]:
    for nth in those:
        each = holder(secrets, nth)
        born = each.birthday
        yield f"{each.notice_id} {each.number} {born.year} {born.month} {born.day}"


def _signed_in(secrets: Secrets, those: range, slots: int, now: datetime) -> Iterator[str]:
    """A session as after signing in, and the slot that is wanted."""
    seal = SessionSeal(hmac.digest(secrets.session, b"session cookie", "sha256"))
    token = FormTokens(secrets.csrf).fresh()
    for nth in those:
        notice = notice_of(nth)
        session = seal.close(seal.signed_in(Person(notice_id=notice, tail="2345"), now))
        yield f"{notice} {slot_of(nth % slots)} {uuid4()} {session} {token}"


def _write(path: Path, columns: str, lines: Iterable[str]) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write(f"{columns}\n")
        file.writelines(f"{line}\n" for line in lines)
