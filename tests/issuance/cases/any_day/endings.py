"""Holders move away, die or withdraw; cards run out of time and are destroyed."""

from datetime import timedelta

import hypothesis.strategies as st

from issuance.calendar import WardClocks
from issuance.custody import places
from issuance.shipments.mail import DeferralReason
from tests.issuance.cases.any_day.desk import Desk, command
from tests.issuance.cases.any_day.drawn import PAIRS, STAFF
from tests.issuance.cases.any_day.file import leaving


class Endings(Desk):
    @command(how=st.sampled_from(("note_died", "note_moved_out", "note_withdrawn")))
    def lose_the_holder(self, number: int, how: str) -> None:
        file = self.files[number]
        aside = file.state.card_in_office and not file.state.missing
        moves = self._to(places.VOID_CARDS) if aside else lambda _: ()
        self._ask(file, getattr(self.law, how), moves=moves)

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

    @command(witnesses=PAIRS)
    def destroy(self, number: int, witnesses: tuple[str, str]) -> None:
        file, moves = self.files[number], leaving("destroyed")
        self._ask(file, self.law.destroy_card, witnesses=witnesses, moves=moves)
