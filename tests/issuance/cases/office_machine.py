"""Random days at the office: commands in any order, by anybody, with any card, at any hour.

Rules are looked up in `law`, so that a control can put a broken one in a good one's place.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID, uuid5

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from issuance.calendar import WardClocks, deadline, office_date
from issuance.cases import (
    appointments,
    arrival,
    counter,
    destruction,
    endings,
    mail,
    pin_setting,
    posting,
    undoing,
)
from issuance.cases import facts as f
from issuance.cases.posting import CertificatesOnCard, Sealing
from issuance.cases.state import Case, Stage, evolve
from issuance.custody import cards, places
from issuance.custody.cards import CardPlace, count_by_place
from issuance.custody.facts import CustodyFact
from issuance.errors import Refusal
from issuance.identity.posting import Declaration
from issuance.pins.kinds import ASKING_ORDER
from issuance.shipments.mail import BarReason, DeferralReason, Loss, LossDuty, ReturnReason
from issuance.visits import visit as visits
from issuance.visits.visit import Visit
from tests.issuance.cases.told import Told, check, every_movement_has_from_and_to, sum_of
from tests.support.facts import EXPECTING, INSUFFICIENT, VERIFYING

ROOMS = (
    *(appointments, arrival, counter, destruction, endings),
    *(mail, pin_setting, posting, undoing),
)
RULES = SimpleNamespace(
    **{
        name: getattr(room, name)
        for room in ROOMS
        for name in dir(room)
        if callable(getattr(room, name)) and getattr(room, name).__module__ == room.__name__
    },
    move=cards.move,
    call=visits.call,
    office_date=office_date,
)

PEOPLE = (1, 2)
CASES = st.sampled_from(PEOPLE)
STAFF = st.sampled_from(["K01", "K02", "B01", "B02", "B03"])
PAIRS = st.tuples(STAFF, STAFF)
USUALLY = st.sampled_from([True, True, True, False])
PAUSES = st.sampled_from([1, 9, 30, 31, 15 * 60, 24 * 60, 30 * 24 * 60, 91 * 24 * 60])
HOURS = [(0, 0), (14, 59), (15, 0), (23, 59)]
"""UTC: the day turns at 15:00 in Japan."""
FAR = st.sampled_from(range(1, 17))
STATIONS = st.sampled_from(["S1", "S2"])


@dataclass
class File:
    """One case with its card and visit, and everything that was told of them."""

    number: int
    state: Case = field(default_factory=Case)
    history: list[Told] = field(default_factory=list)
    card: CardPlace = field(default_factory=CardPlace)
    movements: list[CustodyFact] = field(default_factory=list)
    address_version: int = 1
    bookings: int = 0
    visit: Visit = field(default_factory=Visit)
    callers: list[str] = field(default_factory=list)

    @property
    def serial(self) -> str:
        return f"4123456{self.number:08}"

    def id_of(self, what: str) -> UUID:
        return uuid5(UUID(int=self.number), what)


COMMANDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {}
"""What can be asked of the office, and with what."""

M = TypeVar("M", bound=Callable[..., None])


def command(**given: st.SearchStrategy[Any]) -> Callable[[M], M]:
    """Declare what a method may be called with beside the number of the case."""

    def declare(method: M) -> M:
        COMMANDS[method.__name__] = given
        return method

    return declare


class Office(RuleBasedStateMachine):
    law: Any = RULES

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 2, 14, 59, 30, tzinfo=UTC)
        self.files = {number: File(number) for number in PEOPLE}
        for each in self.files.values():
            self._ask(each, self.law.expect_card, self._card_of(each))

    # How a command is carried out, as the application does: case and card together or not at all.

    def _ask(
        self,
        file: File,
        decide: Callable[..., Sequence[f.CaseFact]],
        *args: Any,
        moves: Callable[[CardPlace], Sequence[CustodyFact]] = lambda _: (),
        **named: Any,
    ) -> None:
        try:
            decided = decide(file.state, *args, **named)
            movements = moves(file.card) if decided else ()
        except Refusal:
            return
        for fact in decided:
            file.history.append(Told(fact=fact, at=self.now, address_version=file.address_version))
            file.state = evolve(file.state, fact)
        for movement in movements:
            file.movements.append(movement)
            file.card = cards.evolve(file.card, movement)
        self._asking_again_adds_nothing(file, decide, *args, **named)

    def _asking_again_adds_nothing(
        self, file: File, decide: Callable[..., Sequence[f.CaseFact]], *args: Any, **named: Any
    ) -> None:
        with suppress(Refusal):
            assert list(decide(file.state, *args, **named)) == []

    def _to(self, place: str) -> Callable[[CardPlace], Sequence[CustodyFact]]:
        return lambda card: self.law.move(card, to_place=place)

    @property
    def today(self) -> date:
        today: date = self.law.office_date(self.now)
        return today

    def _card_of(self, file: File) -> f.CardExpected:
        return f.CardExpected(
            box="B-0001",
            card_serial=file.serial,
            kind=f.CaseKind.FIRST,
            expires_on=EXPECTING.expires_on,
            signature_certificate=True,
            authentication_certificate=True,
            pinless=False,
            under_15=False,
        )

    @rule(number=CASES, data=st.data(), sensible=st.sampled_from([True] * 5 + [False]))
    def act(self, number: int, data: st.DataObject, sensible: bool) -> None:
        """Ask for something: mostly what could be asked where the case stands."""
        likely = LIKELY.get(self.files[number].state.stage, ()) if sensible else ()
        name = data.draw(st.sampled_from(likely or sorted(COMMANDS)))
        given = {key: data.draw(strategy) for key, strategy in COMMANDS[name].items()}
        getattr(self, name)(number, **given)

    @initialize(steps=st.tuples(FAR, FAR))
    def have_begun_long_ago(self, steps: tuple[int, int]) -> None:
        """Each case stands anywhere on the main line when the day begins."""
        for number, far in zip(PEOPLE, steps, strict=True):
            self.go_on(number, far)

    # Time passes, most of all around midnight.

    @rule(minutes=PAUSES, until=st.none() | st.sampled_from(HOURS))
    def wait(self, minutes: int, until: tuple[int, int] | None) -> None:
        self.now += timedelta(minutes=minutes)
        if until is not None:
            then = self.now.replace(hour=until[0], minute=until[1])
            self.now = then if then >= self.now else then + timedelta(days=1)

    @command()
    def correct_address(self, number: int) -> None:
        self.files[number].address_version += 1

    # The main line, step by step.

    def go_on(self, number: int, steps: int) -> None:
        """What comes next where nothing goes wrong."""
        for _ in range(steps):
            NEXT.get(self.files[number].state.stage, Office._nothing)(self, number)

    def _nothing(self, number: int) -> None:
        pass

    @command(other_card=st.booleans())
    def expect_again(self, number: int, other_card: bool) -> None:
        announced = self.files[3 - number if other_card else number]
        self._ask(self.files[number], self.law.expect_card, self._card_of(announced))

    @command()
    def scan(self, number: int) -> None:
        file = self.files[number]
        void = file.state.stage is Stage.VOID
        place = places.VOID_CARDS if void else places.INTAKE
        self._ask(
            file,
            self.law.scan_arrival,
            moves=lambda card: cards.receive(card, card_serial=file.serial, place=place),
        )

    @command()
    def set_up(self, number: int) -> None:
        self._ask(self.files[number], self.law.complete_setup, terminal_id="T1")

    @command()
    def store(self, number: int) -> None:
        shelf = f"A-0{number}"
        moves = self._to(places.shelf(shelf))
        self._ask(self.files[number], self.law.store_card, shelf=shelf, moves=moves)

    @command()
    def notify(self, number: int) -> None:
        file = self.files[number]
        self._ask(
            file,
            self.law.send_notice,
            notice_id=file.id_of(f"notice {file.state.notice_round + 1}"),
            pickup_deadline=deadline(self.today, 90),
            today=self.today,
        )

    @command(hours=st.integers(0, 48))
    def book(self, number: int, hours: int = 1) -> None:
        file = self.files[number]
        file.bookings += 1
        booked = f.AppointmentNoted(
            appointment_id=file.id_of(f"appointment {file.bookings}"),
            party_id=file.id_of("party"),
            venue_id=UUID(int=7),
            starts_at=self.now + timedelta(hours=hours),
            minutes=10,
            reference="7H2K9QXM",
        )
        self._ask(file, self.law.note_appointment, booked)

    @command(hours=st.integers(-1, 48))
    def move(self, number: int, hours: int) -> None:
        file = self.files[number]
        moved = f.AppointmentMoved(
            appointment_id=file.id_of(f"appointment {file.bookings}"),
            venue_id=UUID(int=7),
            starts_at=self.now + timedelta(hours=hours),
            minutes=10,
        )
        self._ask(file, self.law.move_appointment, moved)

    @command(back=st.integers(0, 1))
    def cancel(self, number: int, back: int) -> None:
        file = self.files[number]
        id_ = file.id_of(f"appointment {file.bookings - back}")
        self._ask(file, self.law.cancel_appointment, appointment_id=id_, reason="resident")

    @command()
    def miss(self, number: int) -> None:
        file = self.files[number]
        booked = file.state.appointment
        until = booked.starts_at + timedelta(minutes=15) if booked else self.now
        self._ask(file, self.law.record_no_show, now=self.now, until=until)

    # The counter.

    @command(station=STATIONS)
    def call(self, number: int, station: str) -> None:
        file = self.files[number]
        try:
            called = self.law.call(file.visit, station=station, clerk="K01")
        except Refusal:
            return
        for each in called:
            file.callers.append(each.station)
            file.visit = visits.evolve(file.visit, each)

    @command()
    def check_in(self, number: int) -> None:
        file = self.files[number]
        self._ask(file, self.law.check_in, visit_id=file.id_of(f"visit {file.bookings}"))

    @command(clerk=STAFF)
    def verify(self, number: int, clerk: str = "K01") -> None:
        file = self.files[number]
        verified = f.IdentityVerified(
            visit_id=file.id_of(f"visit {file.bookings}"),
            situation=VERIFYING.situation,
            rule=VERIFYING.rule,
            documents=VERIFYING.documents,
            method="visual",
            verified_by=clerk,
        )
        self._ask(file, self.law.verify_identity, verified)

    @command()
    def turn_away(self, number: int) -> None:
        file = self.files[number]
        insufficient = f.DocumentsInsufficient(
            visit_id=file.id_of(f"visit {file.bookings}"),
            situation=INSUFFICIENT.situation,
            documents=INSUFFICIENT.documents,
            missing=INSUFFICIENT.missing,
        )
        self._ask(file, self.law.turn_away, insufficient)

    @command(all_of_them=USUALLY)
    def seal_pins(self, number: int, all_of_them: bool = True) -> None:
        file = self.files[number]
        sealed = f.PinsSealed(
            envelope_id=file.id_of(f"envelope {file.bookings}"),
            pin_kinds=ASKING_ORDER if all_of_them else ASKING_ORDER[1:],
            key_id="office-1",
        )
        self._ask(file, self.law.seal_pins, sealed)

    @command()
    def choose_pinless(self, number: int) -> None:
        self._ask(self.files[number], self.law.choose_pinless)

    @command(mode=st.sampled_from(f.DeliveryMode), declared=USUALLY)
    def choose_delivery(
        self,
        number: int,
        mode: f.DeliveryMode = f.DeliveryMode.REGISTERED_MAIL,
        declared: bool = True,
    ) -> None:
        self._ask(
            self.files[number],
            self.law.choose_delivery,
            mode=mode,
            declarations=tuple(Declaration) if declared else (),
            today=self.today,
        )

    @command()
    def finish(self, number: int) -> None:
        file = self.files[number]
        self._ask(file, self.law.finish_visit, visit_id=file.id_of(f"visit {file.bookings}"))

    # The back office.

    @command(officers=PAIRS, careful=USUALLY)
    def begin(
        self, number: int, officers: tuple[str, str] = ("B01", "B02"), careful: bool = True
    ) -> None:
        moves, file = self._to(places.PIN_DESK), self.files[number]
        asked = self.law.begin_setting
        self._ask(file, asked, officers=officers, four_eyes=careful, moves=moves)

    @command(other=st.booleans())
    def set_pins(self, number: int, other: bool = False) -> None:
        file = self.files[number]
        held = file.state.envelope
        envelope_id = UUID(int=9) if other or held is None else held.envelope_id
        at_hand = not file.state.missing
        self._ask(
            file,
            self.law.record_pins_set,
            envelope_id=envelope_id,
            references=("1",),
            moves=self._to(places.SEALING_DESK) if at_hand else lambda _: (),
        )

    @command()
    def become_uncertain(self, number: int) -> None:
        file = self.files[number]
        envelope_id = file.state.envelope.envelope_id if file.state.envelope else UUID(int=9)
        self._ask(file, self.law.record_uncertain, envelope_id=envelope_id)

    @command(right_card=USUALLY, sealers=PAIRS, checked=st.booleans(), careful=USUALLY)
    def seal(
        self,
        number: int,
        right_card: bool = True,
        sealers: tuple[str, str] = ("B03", "B01"),
        checked: bool = True,
        careful: bool = True,
    ) -> None:
        file = self.files[number]
        sealing = Sealing(
            shipment_id=file.id_of(f"shipment {len(file.history)}"),
            card_serial_read=file.serial if right_card else self.files[3 - number].serial,
            certificates=CertificatesOnCard(signature=not file.state.pinless, authentication=True),
            tracking_number="12345678903",
            address_version=file.address_version,
            sealers=sealers,
            address_checked=checked,
            four_eyes=careful,
        )
        self._ask(file, self.law.seal_envelope, sealing, moves=self._to(places.POST_TRAY))

    @command()
    def stop(self, number: int) -> None:
        moves, file = self._to(places.SEALING_DESK), self.files[number]
        self._ask(file, self.law.stop_posting, reason="address", moves=moves)

    @command()
    def post(self, number: int) -> None:
        file = self.files[number]
        asked, version = self.law.hand_to_post, file.address_version
        self._ask(file, asked, address_version=version, moves=_leaving("posted"))

    @command()
    def deliver(self, number: int) -> None:
        file = self.files[number]
        self._ask(file, self.law.confirm_delivery, shipment_id=_shipment(file))

    @command(reason=st.sampled_from(ReturnReason))
    def take_back(self, number: int, reason: ReturnReason) -> None:
        file = self.files[number]
        place = places.RETURNED_MAIL
        self._ask(
            file,
            self.law.take_back,
            shipment_id=_shipment(file),
            reason=reason,
            returned_on=self.today,
            moves=lambda card: cards.receive(card, card_serial=file.serial, place=place),
        )

    @command(right_card=USUALLY)
    def hand_over(self, number: int, right_card: bool) -> None:
        file = self.files[number]
        serial = file.serial if right_card else self.files[3 - number].serial
        asked, moves = self.law.hand_over, _leaving("handed-over")
        self._ask(file, asked, card_serial_read=serial, rule="SELF_N/A1", moves=moves)

    # What goes wrong, and how it ends.

    @command()
    def report_missing(self, number: int) -> None:
        file = self.files[number]
        asked, moves = self.law.report_missing, self._to(places.MISSING)
        self._ask(file, asked, last_place=file.card.place or "unknown", moves=moves)

    @command()
    def report_found(self, number: int) -> None:
        place = places.shelf("C-01")
        file, moves = self.files[number], self._to(place)
        self._ask(file, self.law.report_found, place=place, moves=moves)

    @command()
    def give_up_search(self, number: int) -> None:
        self._ask(self.files[number], self.law.give_up_search, moves=_leaving("lost"))

    @command(died=st.booleans())
    def lose_the_holder(self, number: int, died: bool) -> None:
        file = self.files[number]
        aside = file.state.card_in_office and not file.state.missing
        moves = self._to(places.VOID_CARDS) if aside else lambda _: ()
        self._ask(file, self.law.note_died if died else self.law.note_moved_out, moves=moves)

    @command()
    def propose_destruction(self, number: int) -> None:
        self._ask(
            self.files[number],
            self.law.propose_destruction,
            today=self.today,
            clocks=WardClocks(),
            proposed_by="B01",
            moves=self._to(places.VOID_CARDS),
        )

    @command(approver=STAFF)
    def approve(self, number: int, approver: str = "B02") -> None:
        self._ask(self.files[number], self.law.approve_destruction, approved_by=approver)

    @command(days=st.integers(0, 400))
    def defer(self, number: int, days: int) -> None:
        file = self.files[number]
        aside = file.card.place == places.VOID_CARDS
        self._ask(
            file,
            self.law.defer_destruction,
            reason=DeferralReason.HOSPITAL,
            until=self.today + timedelta(days=days),
            today=self.today,
            clocks=WardClocks(),
            moves=self._to(places.RETURNED_MAIL) if aside else lambda _: (),
        )

    @command()
    def expire(self, number: int) -> None:
        moves = self._to(places.VOID_CARDS)
        self._ask(self.files[number], self.law.expire_card, today=self.today, moves=moves)

    @command(reason=st.sampled_from(BarReason))
    def bar(self, number: int, reason: BarReason) -> None:
        self._ask(self.files[number], self.law.bar_posting, reason)

    @command(reason=st.sampled_from(BarReason))
    def allow(self, number: int, reason: BarReason) -> None:
        self._ask(self.files[number], self.law.allow_posting, reason)

    @command(days=st.integers(-1, 8))
    def hold(self, number: int, days: int) -> None:
        file = self.files[number]
        self._ask(
            file,
            self.law.note_held,
            shipment_id=_shipment(file),
            held_until=self.today + timedelta(days=days),
            today=self.today,
        )

    @command()
    def come_back(self, number: int) -> None:
        file = self.files[number]
        self._ask(
            file,
            self.law.note_coming_back,
            shipment_id=_shipment(file),
            reason=ReturnReason.MOVED,
            noted_on=self.today,
        )

    @command(loss=st.sampled_from(Loss))
    def lose(self, number: int, loss: Loss) -> None:
        file = self.files[number]
        self._ask(
            file, self.law.note_loss, shipment_id=_shipment(file), loss=loss, noted_on=self.today
        )

    @command(duty=st.sampled_from(LossDuty))
    def do_duty(self, number: int, duty: LossDuty) -> None:
        self._ask(self.files[number], self.law.do_duty, duty)

    @command(witnesses=PAIRS)
    def destroy(self, number: int, witnesses: tuple[str, str]) -> None:
        file, moves = self.files[number], _leaving("destroyed")
        self._ask(file, self.law.destroy_card, witnesses=witnesses, moves=moves)

    # What must hold after every step.

    @invariant()
    def histories_are_sound(self) -> None:
        for file in self.files.values():
            check(file.history)

    @invariant()
    def every_card_is_where_its_movements_end(self) -> None:
        """7: what lies where, added up from the movements, is what a stocktake counts."""
        files = self.files.values()
        moved = [every_movement_has_from_and_to(file.movements) for file in files]
        assert sum_of(moved) == count_by_place(file.card for file in files)
        for file in files:
            assert (file.card.place is not None) == file.state.card_in_office
            assert (file.card.place == places.MISSING) == file.state.missing

    @invariant()
    def a_party_is_called_once(self) -> None:
        assert all(len(file.callers) <= 1 for file in self.files.values())


class OfficeWithSecondThoughts(Office):
    """Steps are taken back and visits broken off, too."""

    @rule(number=CASES, step=st.sampled_from(f.CounterStep))
    def undo(self, number: int, step: f.CounterStep) -> None:
        file = self.files[number]
        visit_id = file.id_of(f"visit {file.bookings}")
        self._ask(file, self.law.undo_step, visit_id=visit_id, step=step)

    @rule(number=CASES)
    def break_off(self, number: int) -> None:
        file = self.files[number]
        self._ask(file, self.law.break_off, visit_id=file.id_of(f"visit {file.bookings}"))


def _leaving(how: str) -> Callable[[CardPlace], Sequence[CustodyFact]]:
    return lambda card: cards.leave(card, how=how)


def _shipment(file: File) -> UUID:
    return file.state.shipment.shipment_id if file.state.shipment else UUID(int=9)


NEXT: dict[Stage, Callable[..., None]] = {
    Stage.EXPECTED: Office.scan,
    Stage.ARRIVED: Office.set_up,
    Stage.SET_UP: Office.store,
    Stage.STORED: Office.notify,
    Stage.NOTIFIED: Office.book,
    Stage.BOOKED: Office.check_in,
    Stage.CHECKED_IN: Office.verify,
    Stage.IDENTITY_VERIFIED: Office.seal_pins,
    Stage.PINS_TAKEN: Office.choose_delivery,
    Stage.DELIVERY_CHOSEN: Office.finish,
    Stage.AWAITING_PINS: Office.begin,
    Stage.SETTING: Office.set_pins,
    Stage.UNCERTAIN: Office.begin,
    Stage.READY_TO_GO: Office.seal,
    Stage.SEALED: Office.post,
    Stage.POSTED: Office.deliver,
    Stage.RETURNED: Office.seal,
}
LIKELY: dict[Stage, tuple[str, ...]] = {
    Stage.EXPECTED: ("scan", "expect_again", "lose_the_holder"),
    Stage.ARRIVED: ("set_up", "report_missing", "expect_again"),
    Stage.SET_UP: ("store", "report_missing"),
    Stage.STORED: ("notify", "report_missing", "expect_again"),
    Stage.NOTIFIED: ("notify", "book", "propose_destruction"),
    Stage.BOOKED: ("check_in", "book", "move", "cancel", "miss", "notify", "call"),
    Stage.CHECKED_IN: ("verify", "turn_away", "miss", "call"),
    Stage.IDENTITY_VERIFIED: ("seal_pins", "choose_pinless", "lose_the_holder"),
    Stage.PINS_TAKEN: ("choose_delivery", "lose_the_holder", "report_missing"),
    Stage.DELIVERY_CHOSEN: ("finish", "choose_delivery"),
    Stage.AWAITING_PINS: ("begin", "report_missing", "lose_the_holder"),
    Stage.SETTING: ("set_pins", "become_uncertain", "begin", "seal", "report_missing"),
    Stage.UNCERTAIN: ("begin", "set_pins", "seal"),
    Stage.READY_TO_GO: ("seal", "hand_over", "report_missing"),
    Stage.SEALED: ("post", "stop", "correct_address", "report_missing", "lose_the_holder"),
    Stage.POSTED: ("deliver", "take_back", "lose_the_holder", "expect_again"),
    Stage.DELIVERED: ("lose_the_holder", "expect_again", "take_back"),
    Stage.RETURNED: ("seal", "hand_over", "propose_destruction"),
    Stage.UNCLAIMED: ("destroy", "lose_the_holder", "report_missing"),
    Stage.VOID: ("destroy", "scan", "take_back", "report_missing", "give_up_search"),
}
"""What somebody may well ask for at each stage."""
