"""Random days at the office: commands in any order, by anybody, with any card, at any hour."""

from collections.abc import Callable

import hypothesis.strategies as st
from hypothesis.stateful import initialize, invariant, rule

from issuance.cases import facts as f
from issuance.cases.state import Stage
from issuance.custody import places
from issuance.custody.cards import count_by_place
from tests.issuance.cases.any_day.back_office import BackOffice
from tests.issuance.cases.any_day.bookings import Bookings
from tests.issuance.cases.any_day.counter import Counter
from tests.issuance.cases.any_day.desk import COMMANDS
from tests.issuance.cases.any_day.drawn import CASES, FAR, PEOPLE
from tests.issuance.cases.any_day.endings import Endings
from tests.issuance.cases.any_day.mail import Mail
from tests.issuance.cases.any_day.stockroom import Stockroom
from tests.issuance.cases.told import check, every_movement_has_from_and_to, sum_of


class Office(Stockroom, Bookings, Counter, BackOffice, Mail, Endings):
    far = FAR
    """How many steps of the main line a case may be on when the day begins."""

    @rule(number=CASES, data=st.data(), sensible=st.sampled_from([True] * 5 + [False]))
    def act(self, number: int, data: st.DataObject, sensible: bool) -> None:
        """Ask for something: mostly what could be asked where the case stands."""
        likely = LIKELY.get(self.files[number].state.stage, ()) if sensible else ()
        name = data.draw(st.sampled_from(likely or sorted(COMMANDS)))
        given = {key: data.draw(strategy) for key, strategy in COMMANDS[name].items()}
        getattr(self, name)(number, **given)

    @initialize(data=st.data())
    def have_begun_long_ago(self, data: st.DataObject) -> None:
        for number in PEOPLE:
            self.go_on(number, data.draw(self.far))

    def go_on(self, number: int, steps: int) -> None:
        """What comes next where nothing goes wrong."""
        for _ in range(steps):
            if next_step := NEXT.get(self.files[number].state.stage):
                next_step(self, number)

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
        self._ask(file, self.law.undo_step, visit_id=file.visit_id, step=step)

    @rule(number=CASES)
    def break_off(self, number: int) -> None:
        file = self.files[number]
        self._ask(file, self.law.break_off, visit_id=file.visit_id)


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
