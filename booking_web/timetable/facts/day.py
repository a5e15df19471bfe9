"""What can happen to a notice on the day of its visit and after it, up to the card's arrival."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import fact


class CardStatus(StrEnum):
    """How far a card is after the visit, as coarsely as its holder needs to know it."""

    IDENTITY_DONE = "identity-done"
    IN_SETTING = "in-setting"
    READY_TO_GO = "ready-to-go"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    TO_COLLECT = "to-collect"
    HANDED_OVER = "handed-over"
    DELAYED = "delayed"
    """Something needs a person of the office first."""
    STOPPED = "stopped"
    """This card will not come; the office tells its holder why."""


@fact("appointment.arrived")
class AppointmentArrived:
    """The resident said "I am here" on the phone (来庁の連絡)."""

    appointment_id: UUID
    party_id: UUID


@fact("appointment.late-announced")
class LateAnnounced:
    """The resident comes so many minutes after the appointed time (遅刻の連絡)."""

    appointment_id: UUID
    party_id: UUID
    minutes: int


@fact("card.status-told")
class CardStatusTold:
    """The office says how far the card is, and since when.

    `tracking_number` is the post's (お問い合わせ番号), empty while the card is not on its way.
    """

    status: CardStatus
    since: datetime
    tracking_number: str = ""


DayFact = AppointmentArrived | LateAnnounced | CardStatusTold
