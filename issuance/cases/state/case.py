"""A case as its facts leave it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from issuance.cases import facts as f
from issuance.cases.state.stages import Stage, VoidBecause
from issuance.identity.doubts import DoubtReason
from issuance.pins.kinds import PinKind, kinds_needed
from issuance.shipments.mail import BarReason, Loss, LossDuty, ReturnReason


@dataclass(frozen=True, kw_only=True)
class Case:
    stage: Stage = Stage.UNKNOWN
    card: f.CardExpected | None = None
    arrived: bool = False
    card_in_office: bool = False
    missing: bool = False
    defective: bool = False
    """The card cannot be issued; only J-LIS can make another."""
    former_cards: frozenset[str] = frozenset()
    """Serials of cards that went back to J-LIS."""
    void_because: VoidBecause | None = None
    notice_id: UUID | None = None
    notice_round: int = 0
    first_notice_on: date | None = None
    pickup_deadline: date | None = None
    appointment: f.AppointmentNoted | None = None
    declined: frozenset[UUID] = frozenset()
    late_minutes: int = 0
    """How late the party announced to be."""
    visit_id: UUID | None = None
    doubt: DoubtReason | None = None
    """Since when only a supervisor may decide who this is; of this visit alone."""
    extra_asked: int = 0
    """Documents asked for beyond the rule; of this visit alone."""
    identity: f.IdentityVerified | None = None
    envelope: f.PinsSealed | f.PinSheetSealed | None = None
    """The sealed PINs, or the sheet of paper they are written on."""
    pinless: bool = False
    delivery: f.DeliveryChosen | None = None
    officers: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()
    begun_envelope: UUID | None = None
    """Whose PINs may be on the card, wholly or in part; None while nobody began to set them."""
    legs: frozenset[str] = frozenset()
    """References an officer has set from the sheet so far."""
    checking: bool = False
    """Two officers wait for the reader to say how an uncertain card stands."""
    checked: f.CardChecked | None = None
    shipment: f.EnvelopeSealed | None = None
    returned_on: date | None = None
    barred: frozenset[BarReason] = frozenset()
    """Why it may not go by post; its holder collects it."""
    accepted_on: date | None = None
    held_until: date | None = None
    """Until when the post office keeps the envelope that nobody was at home for."""
    coming_back: ReturnReason | None = None
    """The post has sent it back, and it is not here yet."""
    loss: Loss | None = None
    duties: frozenset[LossDuty] = frozenset()
    """What the office still owes after a loss."""
    proposed_by: str = ""
    approved: bool = False
    deferred_until: date | None = None
    unreached: bool = False
    """E-mail about the appointment does not arrive."""

    @property
    def pin_kinds(self) -> frozenset[PinKind]:
        """The PINs this card needs; none for a card without PINs."""
        if self.card is None:
            return frozenset()
        return kinds_needed(
            signature_certificate=self.card.signature_certificate,
            authentication_certificate=self.card.authentication_certificate,
            pinless=self.pinless,
        )

    @property
    def card_serial(self) -> str:
        return self.card.card_serial if self.card else ""

    @property
    def ordered_pinless(self) -> bool:
        """The card itself was ordered without PINs; not the holder's choice at the counter."""
        return self.card is not None and self.card.pinless
