"""Envelopes under way: barred, held, coming back, lost."""

from datetime import timedelta

import hypothesis.strategies as st

from issuance.shipments.mail import BarReason, Loss, LossDuty, ReturnReason
from tests.issuance.cases.any_day.desk import Desk, command


class Mail(Desk):
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
            shipment_id=file.shipment_id,
            held_until=self.today + timedelta(days=days),
            today=self.today,
        )

    @command()
    def come_back(self, number: int) -> None:
        file = self.files[number]
        self._ask(
            file,
            self.law.note_coming_back,
            shipment_id=file.shipment_id,
            reason=ReturnReason.MOVED,
            noted_on=self.today,
        )

    @command(loss=st.sampled_from(Loss))
    def lose(self, number: int, loss: Loss) -> None:
        file = self.files[number]
        self._ask(
            file, self.law.note_loss, shipment_id=file.shipment_id, loss=loss, noted_on=self.today
        )

    @command(duty=st.sampled_from(LossDuty))
    def do_duty(self, number: int, duty: LossDuty) -> None:
        self._ask(self.files[number], self.law.do_duty, duty)
