"""The office's log of a whole ward, written by SQL: every case from the delivery list to the door.

Facts lie in the order of their days, as an office makes them: what belongs to one case lies weeks
apart, what belongs to one visit lies minutes apart, between those of others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg

from infra.postgres.access import Access
from infra.postgres.migrations import migrate
from infra.postgres.zones import ISSUANCE, make_database
from issuance.capacity.venues import VenueAnnounced, venue_id_of
from issuance.cases import facts as c
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.ledger.codec import encode
from issuance.ledger.facts import Recorded
from issuance.pins.kinds import ASKING_ORDER
from issuance.visits.visit import VisitArrived, VisitCalled, VisitEnded

CASES_A_DAY: Final = 900
FIRST_DAY: Final = datetime(2024, 1, 4, 0, 0, tzinfo=UTC)  # 09:00 in Tokyo
_CASE, _VISIT, _PARTY, _OTHER = (UUID(int=each) for each in range(1, 5))
"""Stand-ins that the database replaces."""
_SERIAL: Final = "900000000000001"
_AT, _STARTS_AT = FIRST_DAY, FIRST_DAY + timedelta(days=1)
VENUE: Final = venue_id_of("tower")


@dataclass(frozen=True, kw_only=True)
class _Step:
    """A fact of each case: so many days and minutes after the list named its card."""

    fact: object
    day: int
    minutes: int = 0
    of_visit: bool = False
    version: int


def steps() -> Iterator[_Step]:
    """Fifteen facts of a case and its visit."""
    on_case, on_visit = 0, 0
    for day, minutes, fact in _COURSE:
        of_visit = isinstance(fact, VisitArrived | VisitCalled | VisitEnded)
        on_visit, on_case = on_visit + of_visit, on_case + (not of_visit)
        version = on_visit if of_visit else on_case
        yield _Step(fact=fact, day=day, minutes=minutes, of_visit=of_visit, version=version)


_COURSE: Final[tuple[tuple[int, int, object], ...]] = (
    (
        *(0, 0),
        c.CardExpected(
            box="B-0001",
            card_serial=_SERIAL,
            kind=c.CaseKind.FIRST,
            expires_on=date(2036, 6, 1),
            signature_certificate=True,
            authentication_certificate=True,
            pinless=False,
            under_15=False,
        ),
    ),
    (2, 0, c.CardArrived(box="B-0001")),
    (3, 0, c.CardStored(shelf="A-03")),
    (
        *(5, 0),
        c.NoticeSent(
            notice_id=_OTHER, round=1, sent_on=date(2026, 11, 2), pickup_deadline=date(2027, 1, 31)
        ),
    ),
    (
        *(9, 0),
        c.AppointmentNoted(
            appointment_id=_OTHER,
            party_id=_PARTY,
            venue_id=VENUE,
            starts_at=_STARTS_AT,
            minutes=10,
            reference="7H2K9QXM",
        ),
    ),
    (20, 0, VisitArrived()),
    (20, 0, c.CheckedIn(visit_id=_VISIT)),
    (20, 4, VisitCalled(station="A1", clerk="K01")),
    (
        *(20, 7),
        c.IdentityVerified(
            visit_id=_VISIT,
            situation=Situation.SELF_N,
            rule="SELF_N/A1",
            documents=(DocumentSeen(kind=DocumentKind.PASSPORT, holder=Holder.APPLICANT),),
            method="visual",
            verified_by="K01",
        ),
    ),
    (20, 9, c.PinsSealed(envelope_id=_OTHER, pin_kinds=ASKING_ORDER, key_id="office-1")),
    (
        *(20, 10),
        c.DeliveryChosen(mode=c.DeliveryMode.REGISTERED_MAIL, declarations=tuple(Declaration)),
    ),
    (20, 11, VisitEnded(station="A1")),
    (25, 0, c.HandedToPost(shipment_id=_OTHER)),
    (28, 0, c.Delivered(shipment_id=_OTHER)),
)

_FILL: Final = """INSERT INTO ledger.stored_events
    (originator_id, originator_version, topic, state)
  SELECT stream, $6, $7, convert_to(replace(replace(replace(replace(replace(replace(
      $8, '{case}', case_id::text), '{visit}', visit_id::text), '{party}', party_id::text),
      '{serial}', lpad(n::text, 15, '9')), '{at}', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
      '{starts}', to_char($1::timestamptz + make_interval(days => $2::int - $3::int + 20,
        mins => (n % 48)::int * 10), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), 'UTF8')
  FROM generate_series(($2::int - $3::int) * $5::int, least(($2::int - $3::int + 1) * $5::int,
      $9::int) - 1) AS n,
    LATERAL (SELECT md5('case ' || n)::uuid AS case_id, md5('party ' || n)::uuid AS party_id,
      $1::timestamptz + make_interval(days => $2::int, mins => $4::int + (n % 48)::int * 10) AS at
    ) AS of_case,
    LATERAL (SELECT ledger_bench.uuid_generate_v5(ledger_bench.uuid_ns_url(),
      'madoguchi:visit:' || party_id) AS visit_id) AS of_party,
    LATERAL (SELECT CASE WHEN $10 THEN visit_id ELSE case_id END AS stream) AS of_fact"""


async def open_house(admin: Access, name: str, cases: int) -> Access:
    """Make the office's database *name* with a log of so many cases; fourteen facts a case."""
    connection = await asyncpg.connect(admin.dsn)
    try:
        await make_database(connection, ISSUANCE, name)
    finally:
        await connection.close()
    await migrate(ISSUANCE, admin.to(name))
    connection = await asyncpg.connect(admin.to(name).dsn)
    try:
        await _fill(connection, cases)
    finally:
        await connection.close()
    return admin.to(name)


async def _fill(connection: asyncpg.Connection, cases: int) -> None:
    await connection.execute(
        'CREATE SCHEMA ledger_bench; CREATE EXTENSION "uuid-ossp" SCHEMA ledger_bench;'
        " SET TIME ZONE 'UTC'; SET synchronous_commit = off"
    )
    venue = VenueAnnounced(
        code="tower", name_ja="塔", name_en="Tower", address_ja="", address_en="", phone=""
    )
    topic, state = encode(Recorded(stream_id=VENUE, version=1, at=_AT, by="staff:K01", fact=venue))
    append = "INSERT INTO ledger.stored_events VALUES ($1, 1, $2, $3)"
    await connection.execute(append, VENUE, topic, state)
    course, last_day = [(each, *_template(each)) for each in steps()], 28
    for day in range(-(-cases // CASES_A_DAY) + last_day):
        for step, topic, text in course:
            values = (FIRST_DAY, day, step.day, step.minutes, CASES_A_DAY, step.version)
            if step.day <= day:
                await connection.execute(_FILL, *values, topic, text, cases, step.of_visit)
    await connection.execute("VACUUM ANALYZE ledger.stored_events")


def _template(step: _Step) -> tuple[str, str]:
    topic, state = encode(
        Recorded(stream_id=_CASE, version=1, at=_AT, by="staff:K01", fact=step.fact)
    )
    text = state.decode()
    places = {
        str(_VISIT): "{visit}",
        str(_PARTY): "{party}",
        str(_OTHER): "{case}",
        _SERIAL: "{serial}",
        _iso(_STARTS_AT): "{starts}",
        _iso(_AT): "{at}",
    }
    for stand_in, place in places.items():
        text = text.replace(stand_in, place)
    return topic, text


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
