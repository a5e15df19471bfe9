"""The real office on a real PostgreSQL, behind a gate, for the stations' tests.

It runs in a thread with an event loop of its own, so that Playwright's may run in the test's.
"""

import asyncio
import itertools
import socket
import threading
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec
import uvicorn
from argon2 import PasswordHasher

from infra.postgres.zones import ISSUANCE
from infra.surge.counters.gate import Gate
from issuance.application import Order
from issuance.application.counter import Shown
from issuance.application.parties import Seat
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.office.app import create_app
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.office.wiring import build_issuance
from issuance.pins.keys import OpeningKey
from issuance.visits.line import transfer
from issuance.visits.line_facts import TransferReason
from issuance.visits.stations import station_stream_of
from tests.counter_station.office_people import (
    NAMES,
    book,
    bring_to_the_shelf,
    expected_card,
    soon,
)
from tests.issuance.office.house import settings_for
from tests.support.postgres import PASSWORD, copy_database

TOKEN = "t" * 40
STATION_PIN = "481516"
STAFF = {"K01": Role.CLERK, "K02": Role.CLERK, "S01": Role.SUPERVISOR}
_KINDS = {
    "VisitArrived": "arrived",
    "VisitCalled": "called",
    "VisitCalledOff": "called-off",
    "VisitEnded": "finished",
    "VisitMissed": "no-show",
    "ExtraDocumentAsked": "extra-document-asked",
    "IdentityDoubted": "identity-doubted",
    "IdentityVerified": "identity-verified",
    "IdentityRefused": "identity-refused",
    "DocumentsInsufficient": "documents-insufficient",
    "PinsSealed": "pins-sealed",
    "PinSheetSealed": "pin-sheet-sealed",
    "PinlessChosen": "pinless-chosen",
    "DeliveryChosen": "delivery-chosen",
}
_databases = itertools.count(1)


class Party:
    """People who booked together; stage and station are the office's at the moment."""

    def __init__(self, office, visit_id, reference, starts_at, cards):
        self._office = office
        self.visit_id, self.reference, self.starts_at = visit_id, reference, starts_at
        self.cards = cards
        self.case_ids = [each.applicant.person_id for each in cards]

    @property
    def stage(self):
        return self._row().stage

    @property
    def station(self):
        return self._row().station

    def _row(self):
        return self._office.run(self._office.app.state.office.queries.visits.one(self.visit_id))


class RealOffice:
    def __init__(self, server, folder):
        self._server, self._folder = server, folder
        self.key = OpeningKey.generate()
        (folder / "pins.pub.pem").write_bytes(self.key.sealing_key.to_pem())
        self.clock_ahead = timedelta(0)
        self.parties = {}
        self.language = ""
        """In which parties book from now on."""
        self._boxes = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.run(self._open())

    def run(self, work):
        """Do something in the office's own loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def close(self):
        self.run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)

    # The gate -------------------------------------------------------------------------------

    @property
    def port(self):
        """Where stations find the office: the gate's outer side."""
        return self.gate.port

    @property
    def fail(self):
        return self._is_shut

    @fail.setter
    def fail(self, shut):
        """The office is away: nothing listens any more."""
        self._is_shut = shut
        self.run(self.gate.shut() if shut else self.gate.open())

    def fall_silent(self):
        """Nothing ends and nothing is answered, until `reset`."""
        self.gate.fall_silent()

    @property
    def slow_seconds(self):
        return self.gate.slow_seconds

    @slow_seconds.setter
    def slow_seconds(self, seconds):
        self.gate.slow_seconds = seconds

    def reset(self):
        """Nothing is wrong with the way to the office."""
        self.gate.slow_seconds, self.gate.answer_bytes = 0.0, None
        self.clock_ahead = timedelta(0)
        self.fail = False

    def new_day(self):
        """Nobody is expected any more; what happened stays in the log."""
        self.reset()
        self.parties.clear()
        self.run(self._admin("DELETE FROM office.case_overview"))
        self.run(self._admin("DELETE FROM office.visit_overview"))

    # People ---------------------------------------------------------------------------------

    def now(self):
        return datetime.now(UTC) + self.clock_ahead

    def expect(self, size=1, *, minutes=10, stage="expected", **of_card):
        """A party that has booked for some minutes from now; see `expected_card`."""
        return self.expect_all([size], minutes, stage, **of_card)[0]

    def expect_all(self, sizes, minutes=10, stage="expected", **of_card):
        return self.run(self._expect(sizes, minutes, stage, of_card))

    # What the office knows ------------------------------------------------------------------

    @property
    def heard(self):
        """What the log holds of the parties' visits, in order, as stations report it."""
        return self.run(self._heard())

    def kinds(self, visit_id=None):
        wanted = str(visit_id) if visit_id else None
        return [each["kind"] for each in self.heard if wanted in {None, each["visit_id"]}]

    # What happens elsewhere -----------------------------------------------------------------

    def call_at(self, visit_id, station):
        """Another counter calls the party."""
        self.run(self._act(lambda order: self.issuance.counter.call(order, _id(visit_id), station)))

    def hand_on_proven(self, visit_id, case_id, station, to):
        """Another counter has the party, takes somebody's identity as proven, and hands it on."""
        line = self.issuance.line
        seat = Seat(visit_id=_id(visit_id), case_id=case_id, station=station)
        kinds = (DocumentKind.DRIVERS_LICENCE, DocumentKind.ELIGIBILITY_CERTIFICATE)
        shown = Shown(
            situation=Situation.SELF_N,
            documents=tuple(DocumentSeen(kind=each, holder=Holder.APPLICANT) for each in kinds),
        )
        self.call_at(visit_id, station)
        self.run(self._act(lambda order: self.issuance.counter.verify_identity(order, seat, shown)))
        reason = TransferReason.LANGUAGE
        self.run(
            self._act(
                lambda order: line.note(
                    order,
                    seat.visit_id,
                    lambda visit: transfer(visit, station=station, to=to, reason=reason),
                )
            )
        )

    def call_off_at(self, visit_id, station):
        counter = self.issuance.counter
        self.run(self._act(lambda order: counter.call_off(order, _id(visit_id), station)))

    def moved_out(self, case_id):
        self.run(self._act(lambda order: self.issuance.endings.moved_out(order, case_id)))

    def died(self, case_id):
        self.run(self._act(lambda order: self.issuance.endings.died(order, case_id)))

    def report_missing(self, case_id):
        self.run(self._act(lambda order: self.issuance.endings.report_missing(order, case_id)))

    def pinless_at(self, visit_id, case_id, station):
        seat = Seat(visit_id=_id(visit_id), case_id=case_id, station=station)
        self.run(self._act(lambda order: self.issuance.counter.choose_pinless(order, seat)))

    async def _act(self, act):
        await act(Order(by="staff:K88", at=self.now()))
        await self.app.state.office.refresh()

    async def _open(self):
        name = f"stations_{next(_databases)}"
        connection = await asyncpg.connect(self._server.admin.dsn)
        await copy_database(connection, ISSUANCE, name, template=ISSUANCE.database)
        await connection.close()
        self._access = self._server.admin.to(name)
        access = self._access.as_role(ISSUANCE.app, PASSWORD)
        settings = settings_for(
            access.dsn, self._folder, station_tokens=(TOKEN,), offline_stations=("A1", "A2")
        )
        self.pool = await asyncpg.create_pool(access.dsn, min_size=1, max_size=4)
        self.issuance = build_issuance(self.pool, settings)
        self.app = create_app(settings, clock=self.now)
        sock = socket.socket()
        sock.bind(("127.0.0.1", 0))
        config = uvicorn.Config(self.app, log_level="error", access_log=False)
        self._web = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._web.serve(sockets=[sock]))
        while not self._web.started:
            await asyncio.sleep(0.01)
        await self._hire()
        self._is_shut = False
        self.gate = Gate(sock.getsockname()[1])
        await self.gate.open()

    async def _close(self):
        await self.gate.close()
        self._web.should_exit = True
        await self._serving
        await self.pool.close()

    async def _admin(self, statement):
        connection = await asyncpg.connect(self._access.dsn)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def _hire(self):
        """Two clerks and a supervisor, with station PINs that are quick to check."""
        pin_hash = PasswordHasher(time_cost=1, memory_cost=8_192).hash(STATION_PIN)
        for staff_id, role in STAFF.items():
            await add_staff(self.pool, staff_id, "only in tests 1", [role])
            give = "INSERT INTO office.station_pins (staff_id, pin_hash) VALUES ($1, $2)"
            await self.pool.execute(give, staff_id, pin_hash)

    def employ(self, staff_id, *, active):
        """Somebody leaves, or is back."""
        change = "UPDATE office.staff SET active = $2 WHERE staff_id = $1"
        self.run(self.pool.execute(change, staff_id, active))

    def of_station(self, station):
        """The office's facts about a station, in order."""

        async def read():
            async with self.issuance.work.log.transaction() as tx:
                return await tx.history(station_stream_of(station))

        return self.run(read())

    async def add_supervisor(self, staff_id, password):
        await add_staff(self.pool, staff_id, password, [Role.SUPERVISOR])

    async def _expect(self, sizes, minutes, stage, of_card):
        now, secret = self.now(), self.issuance.work.secrets.application_ids
        box = f"BOX{next(self._boxes)}"
        names = (NAMES[place % 3] for size in sizes for place in range(size))
        cards = [expected_card(secret, box, name, **of_card) for name in names]
        await bring_to_the_shelf(self.issuance, cards, now)
        left, made = iter(cards), []
        for size in sizes:
            party = await self._book(list(itertools.islice(left, size)), soon(now, minutes))
            if stage == "waiting":
                order = Order(by="staff:K88", at=now)
                await self.issuance.counter.arrive(order, party.visit_id)
            made.append(party)
        await self.app.state.office.refresh()
        return made

    async def _book(self, cards, starts_at):
        reference = f"7H2K{cards[0].expected.card_serial[-4:]}"
        visit_id = await book(
            self.issuance, cards, starts_at, reference, at=self.now(), language=self.language
        )
        party = Party(self, visit_id, reference, starts_at, cards)
        self.parties[str(visit_id)] = party
        return party

    async def _heard(self):
        found = []
        async with self.issuance.work.log.transaction() as tx:
            for party in self.parties.values():
                for stream in (party.visit_id, *party.case_ids):
                    found += [(party, each) for each in await tx.history(stream)]
        found.sort(key=lambda each: each[1].position)
        told = [self._told(*each) for each in found if type(each[1].fact).__name__ in _KINDS]
        for each in told:
            if each["kind"] == "pins-sealed":
                each["blob"] = await self._blob(each["envelope_id"])
        return told

    async def _blob(self, envelope_id):
        statement = "SELECT blob FROM office.sealed_pins WHERE envelope_id = $1"
        return b64encode(await self.pool.fetchval(statement, UUID(envelope_id))).decode()

    def _told(self, party, recorded):
        of_case = {"case_id": str(recorded.stream_id)}
        return {
            **msgspec.to_builtins(recorded.fact),
            **({} if recorded.stream_id == party.visit_id else of_case),
            "kind": _KINDS[type(recorded.fact).__name__],
            "visit_id": str(party.visit_id),
            "staff": recorded.by.removeprefix("staff:"),
            "at": recorded.at,
        }


def _id(visit_id):
    return UUID(str(visit_id))
