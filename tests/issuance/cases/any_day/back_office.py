"""The back office: PINs set, envelopes sealed, posted, delivered, back; cards handed over."""

from uuid import UUID

import hypothesis.strategies as st

from issuance.cases.posting import CertificatesOnCard, Sealing
from issuance.custody import cards, places
from issuance.shipments.mail import ReturnReason
from tests.issuance.cases.any_day.desk import Desk, command
from tests.issuance.cases.any_day.drawn import PAIRS, USUALLY
from tests.issuance.cases.any_day.file import leaving


class BackOffice(Desk):
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
        self._ask(file, asked, address_version=version, moves=leaving("posted"))

    @command()
    def deliver(self, number: int) -> None:
        file = self.files[number]
        self._ask(file, self.law.confirm_delivery, shipment_id=file.shipment_id)

    @command(reason=st.sampled_from(ReturnReason))
    def take_back(self, number: int, reason: ReturnReason) -> None:
        file = self.files[number]
        place = places.RETURNED_MAIL
        self._ask(
            file,
            self.law.take_back,
            shipment_id=file.shipment_id,
            reason=reason,
            returned_on=self.today,
            moves=lambda card: cards.receive(card, card_serial=file.serial, place=place),
        )

    @command(right_card=USUALLY)
    def hand_over(self, number: int, right_card: bool) -> None:
        file = self.files[number]
        serial = file.serial if right_card else self.files[3 - number].serial
        asked, moves = self.law.hand_over, leaving("handed-over")
        self._ask(file, asked, card_serial_read=serial, rule="SELF_N/A1", moves=moves)
