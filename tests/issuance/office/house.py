"""An office with a made-up ward in it, and hands that bring cases to where a test needs them."""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

from litestar import Litestar
from litestar.testing import AsyncTestClient

from infra.demo.opening import VENUE, SampleCase
from issuance.application import Issuance, Order
from issuance.application.bookings import Booked
from issuance.application.counter import SealedPins, Shown
from issuance.application.parties import Seat
from issuance.application.posting import Closing
from issuance.capacity.venues import venue_id_of
from issuance.cases.facts import DeliveryMode, PinsSealed
from issuance.cases.posting import CertificatesOnCard
from issuance.cases.state import Case, evolve
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.ledger.facts import Recorded
from issuance.notices.numbers import notice_id
from issuance.office.settings import OfficeSettings
from issuance.pins.keys import OpeningKey
from issuance.pins.kinds import ASKING_ORDER, PinKind
from issuance.pins.sealing import SEALED_BYTES
from issuance.read_models.overview import office_projector
from issuance.read_models.sheets import SheetQueries, SheetRow
from issuance.shipments.mail import ReturnReason
from issuance.visits.visit import visit_id_of

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo, a Tuesday
STATION_TOKEN = "s" * 40
PIN_DESK_TOKEN = "p" * 40
PASSWORD = "only in tests 1"
LOOK = Path(__file__).parents[3] / "infra" / "look"
TRACKING = "34567890125"  # 3456789012 modulo 7 is 5
GOOD = tuple(
    DocumentSeen(kind=kind, holder=Holder.APPLICANT)
    for kind in (DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT)
)
PARENT = (
    *GOOD,
    *(DocumentSeen(kind=each.kind, holder=Holder.REPRESENTATIVE) for each in GOOD),
    DocumentSeen(kind=DocumentKind.FAMILY_REGISTER, holder=Holder.APPLICANT),
)


def settings_for(dsn: str, folder: Path, **changed: object) -> OfficeSettings:
    key = folder / "pins.pub.pem"
    if not key.exists():
        key.write_bytes(OpeningKey.generate().sealing_key.to_pem())
    values: dict[str, object] = {
        "dsn": dsn,
        "look": LOOK,
        "application_id_secret": b"a" * 32,
        "notice_secret": b"n" * 32,
        "birthday_key": b"b" * 32,
        "applicants_key": b"k" * 32,
        "session_secret": b"s" * 32,
        "csrf_secret": b"c" * 32,
        "station_tokens": (STATION_TOKEN, f"B2:{'b' * 40}"),
        "pin_desk_token": PIN_DESK_TOKEN,
        "sealing_key_path": key,
        "booking_public_url": "https://yoyaku.city.example.jp",
        "office_name_ja": "試験区役所 カード窓口",
        "office_name_en": "Test Ward Office",
        "office_phone": "03-0000-0000",
        "insecure_loopback": True,
    }
    return OfficeSettings(**(values | changed))  # type: ignore[arg-type]


class Clock:
    """The time of a test; moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Ward:
    """The sample's cases, and one method for each step of a card's course."""

    issuance: Issuance
    cases: list[SampleCase]
    clock: Clock

    def order(self, by: str = "staff:K90") -> Order:
        return Order(by=by, at=self.clock.now)

    def grown_up(self, skip: int = 0) -> SampleCase:
        """Somebody of the first box who is 18 or older; the next ones with *skip*."""
        box = self.cases[0].box
        return [case for case in self.cases if case.box == box and case.age >= 18][skip]

    async def state(self, case_id: UUID) -> Case:
        async with self.issuance.work.log.transaction() as tx:
            return (await tx.read(case_id, Case(), evolve)).state

    async def booked(
        self, *cases: SampleCase, reference: str = "7H2K9QXM", after: timedelta = timedelta(0)
    ) -> UUID:
        """One party's booking as the worker takes it in; returns the visit's id."""
        notices = [notice_id(self.issuance.notices.number(case.case_id, 1)) for case in cases]
        party = uuid5(notices[0], f"appointment {uuid4()}")
        for each in notices:
            appointment = party if each == notices[0] else uuid5(each, f"appointment {uuid4()}")
            booked = Booked(
                appointment_id=appointment,
                party_id=party,
                venue_id=venue_id_of(VENUE.code),
                starts_at=self.clock.now + after,
                minutes=15,
                reference=reference,
            )
            async with self.issuance.work.log.transaction() as tx:
                await self.issuance.bookings.note(tx, self.order("worker"), each, booked)
        return visit_id_of(party)

    async def visited(self, case: SampleCase, visit_id: UUID, *, mode: DeliveryMode) -> None:
        """The whole counter visit by K80 at station A1."""
        order = self.order("staff:K80")
        seat = Seat(visit_id=visit_id, case_id=case.case_id, station="A1")
        counter = self.issuance.counter
        await counter.call(order, visit_id, "A1")
        state = await self.state(case.case_id)
        assert state.card is not None
        shown = Shown(situation=Situation.SELF_X, documents=GOOD)
        if state.card.under_15:
            shown = Shown(situation=Situation.U15_BOTH, documents=PARENT)
        await counter.verify_identity(order, seat, shown)
        if kinds := (await self.state(case.case_id)).pin_kinds:
            await counter.seal_pins(order, seat, sealed_pins(kinds))
        else:
            await counter.choose_pinless(order, seat)
        await counter.choose_delivery(order, seat, mode, tuple(Declaration))

    async def finished(
        self, case: SampleCase, *, mode: DeliveryMode = DeliveryMode.REGISTERED_MAIL
    ) -> None:
        """From the notice, or the booking of a resident, to the end of the visit."""
        held = (await self.state(case.case_id)).appointment
        visit_id = visit_id_of(held.party_id) if held else await self.booked(case)
        await self.refreshed()
        await self.visited(case, visit_id, mode=mode)
        await self.issuance.counter.finish(self.order("staff:K80"), visit_id, "A1")

    async def pins_set(self, case: SampleCase) -> None:
        await self.finished(case)
        state = await self.state(case.case_id)
        if state.envelope is None:
            return
        desk = self.issuance.pin_desk
        await desk.begin(self.order(), case.case_id, ("K91", "K92"))
        await desk.record_set(
            self.order("pin-desk"), case.case_id, state.envelope.envelope_id, ("ref",)
        )

    async def sealed(self, case: SampleCase, number: int = 0) -> UUID:
        await self.pins_set(case)
        closing = Closing(
            card_serial_read=case.card_serial,
            certificates=certificates_of(await self.state(case.case_id)),
            tracking_number=tracking_of(number),
            sealers=("K93", "K94"),
        )
        await self.issuance.posting.seal(self.order(), case.case_id, closing)
        shipment = (await self.state(case.case_id)).shipment
        assert shipment is not None
        return shipment.shipment_id

    async def posted(self, case: SampleCase, number: int = 0) -> UUID:
        shipment_id = await self.sealed(case, number)
        await self.issuance.posting.hand_to_post(self.order(), case.case_id)
        return shipment_id

    async def returned(self, case: SampleCase) -> None:
        shipment_id = await self.posted(case)
        await self.issuance.posting.take_back(
            self.order(), case.case_id, shipment_id, ReturnReason.RETENTION_EXPIRED
        )

    async def history(self, case_id: UUID) -> list[Recorded[Any]]:
        async with self.issuance.work.log.transaction() as tx:
            return await tx.history(case_id)

    async def sheets(self) -> list[SheetRow]:
        return await SheetQueries(self.issuance.work.log.pool).not_destroyed()

    async def refreshed(self) -> None:
        """Bring the tables up to date, as the worker does."""
        await office_projector(self.issuance.work.log).catch_up()


def tracking_of(number: int) -> str:
    """A label of 簡易書留 for each; the first is TRACKING."""
    first = int(TRACKING[:10]) + number
    return f"{first}{first % 7}"


def certificates_of(state: Case) -> CertificatesOnCard:
    """What the chip of this case's card says when nothing is wrong."""
    assert state.card is not None
    return CertificatesOnCard(
        signature=state.card.signature_certificate and not state.pinless,
        authentication=state.card.authentication_certificate,
    )


def sealed_pins(kinds: frozenset[PinKind]) -> SealedPins:
    envelope = PinsSealed(
        envelope_id=uuid4(),
        pin_kinds=tuple(kind for kind in ASKING_ORDER if kind in kinds),
        key_id="0" * 16,
    )
    return SealedPins(envelope=envelope, blob=b"x" * SEALED_BYTES)


class Hands:
    """A browser of one member of staff: it follows links and fills in forms, without scripts."""

    def __init__(self, client: AsyncTestClient[Litestar]) -> None:
        self.client = client

    async def sign_in(self, staff_id: str, password: str = PASSWORD):
        page = await self.client.get("/sign-in")
        data = {"staff_id": staff_id, "password": password, "_csrf_token": token_in(page.text)}
        return await self.client.post("/sign-in", data=data, follow_redirects=False)

    async def see(self, path: str, status: int = 200) -> str:
        page = await self.client.get(path, follow_redirects=False)
        assert page.status_code == status, (path, page.status_code, page.text[:300])
        return page.text

    async def send(self, on: str, to: str, **fields: object) -> str:
        """Open the page *on*, post one of its forms, follow to the page that answers."""
        answer = await self.post(on, to, **fields)
        assert answer.status_code == 303, (to, answer.status_code, answer.text[:500])
        return await self.see(answer.headers["location"])

    async def post(self, on: str, to: str, **fields: object):
        page = await self.see(on)
        assert f'action="{to}"' in page or f'formaction="{to}"' in page, f"no form to {to} on {on}"
        hidden = {"_csrf_token": token_in(page), "key": str(uuid4())}
        return await self.client.post(to, data=hidden | fields, follow_redirects=False)


def token_in(page: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def blob() -> str:
    return base64.b64encode(b"x" * SEALED_BYTES).decode()
