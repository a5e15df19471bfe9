"""The counter: who came, the PINs, how the card travels, and steps taken back."""

import hypothesis.strategies as st

from issuance.cases import facts as f
from issuance.errors import Refusal
from issuance.identity.posting import Declaration
from issuance.pins.kinds import ASKING_ORDER
from issuance.visits import visit as visits
from tests.issuance.cases.any_day.desk import Desk, command
from tests.issuance.cases.any_day.drawn import STAFF, STATIONS, USUALLY
from tests.support.facts import INSUFFICIENT, VERIFYING


class Counter(Desk):
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
        self._ask(file, self.law.check_in, visit_id=file.visit_id)

    @command(clerk=STAFF)
    def verify(self, number: int, clerk: str = "K01") -> None:
        file = self.files[number]
        verified = f.IdentityVerified(
            visit_id=file.visit_id,
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
            visit_id=file.visit_id,
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
        self._ask(file, self.law.finish_visit, visit_id=file.visit_id)
