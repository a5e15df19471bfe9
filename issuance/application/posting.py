"""封入・差出し・返戻: envelopes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from issuance.application.work import CaseStream, Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import mail, posting
from issuance.cases.posting import CertificatesOnCard, Sealing
from issuance.custody import cards
from issuance.custody.places import POST_TRAY, RETURNED_MAIL, SEALING_DESK
from issuance.ledger.postgres import Transaction
from issuance.shipments import numbers
from issuance.shipments.mail import BarReason, ReturnReason
from issuance.shipments.numbers import NumberTaken, TrackingNumber, number_stream_of
from issuance.shipments.tracking import parse_tracking_number


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What the two at the sealing desk give: the card read, the label scanned, who they are."""

    card_serial_read: str
    certificates: CertificatesOnCard
    tracking_number: str
    sealers: tuple[str, str]
    address_checked: bool = False


class Posting:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def seal(self, order: Order, case_id: UUID, closing: Closing) -> None:
        """Close the envelope: the card in hand, the address of this very moment, two people."""
        tracking_number = parse_tracking_number(closing.tracking_number)

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            sealing = Sealing(
                shipment_id=_shipment_id(order, case_id, tracking_number),
                card_serial_read=closing.card_serial_read,
                certificates=closing.certificates,
                tracking_number=tracking_number,
                address_version=await self._work.address_version(tx, case_id),
                sealers=closing.sealers,
                address_checked=closing.address_checked,
                four_eyes=self._work.policy.four_eyes,
            )
            decided = posting.seal_envelope(case.state, sealing)
            if not decided:
                return []
            taken = await self._taken(tx, order, case_id, sealing)
            moved = await self._work.moved(tx, order, case, POST_TRAY)
            return [*record(case, order, decided), *taken, *moved]

        await self._work.carry_out(order, work)

    async def bar(self, order: Order, case_id: UUID, reason: BarReason) -> None:
        """The card may no longer go by post; its holder is told to collect it."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            return record(case, order, mail.bar_posting(case.state, reason))

        await self._work.carry_out(order, work)

    async def allow(self, order: Order, case_id: UUID, reason: BarReason) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            return record(case, order, mail.allow_posting(case.state, reason))

        await self._work.carry_out(order, work)

    async def stop(self, order: Order, case_id: UUID, reason: str) -> None:
        """Open the envelope again, before the post has it."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = posting.stop_posting(case.state, reason=reason)
            moved = await self._work.moved(tx, order, case, SEALING_DESK) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def hand_to_post(self, order: Order, case_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            return await handed_over(self._work, tx, order, case_id)

        await self._work.carry_out(order, work)

    async def confirm_delivery(
        self, order: Order, case_id: UUID, shipment_id: UUID, delivered_on: date | None = None
    ) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = posting.confirm_delivery(
                case.state, shipment_id=shipment_id, delivered_on=delivered_on
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def take_back(
        self, order: Order, case_id: UUID, shipment_id: UUID, reason: ReturnReason
    ) -> None:
        """The envelope came back from the post."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = posting.take_back(
                case.state,
                shipment_id=shipment_id,
                reason=reason,
                returned_on=office_date(order.at),
            )
            received = await self._received_again(tx, order, case) if decided else []
            return [*record(case, order, decided), *received]

        await self._work.carry_out(order, work)

    async def hand_over(
        self, order: Order, case_id: UUID, card_serial_read: str, rule: str
    ) -> None:
        """The holder takes the card at the counter, identity proven by *rule*."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = posting.hand_over(case.state, card_serial_read=card_serial_read, rule=rule)
            left = await self._work.left(tx, order, case, "handed-over") if decided else []
            return [*record(case, order, decided), *left]

        await self._work.carry_out(order, work)

    async def _taken(self, tx: Transaction, order: Order, case_id: UUID, sealing: Sealing) -> Facts:
        """The number is this envelope's from now on; recorded together with it."""
        id_ = number_stream_of(sealing.tracking_number)
        number = await tx.read(id_, TrackingNumber(), numbers.evolve)
        taking = NumberTaken(
            case_id=case_id, shipment_id=sealing.shipment_id, taken_on=office_date(order.at)
        )
        clocks = self._work.policy.clocks
        return record(number, order, numbers.take_number(number.state, taking, clocks))

    async def _received_again(self, tx: Transaction, order: Order, case: CaseStream) -> Facts:
        card = await self._work.card(tx, case.state.card_serial)
        facts = cards.receive(card.state, card_serial=case.state.card_serial, place=RETURNED_MAIL)
        return record(card, order, facts)


async def handed_over(work: Work, tx: Transaction, order: Order, case_id: UUID) -> Facts:
    """What is recorded of one envelope that the post takes."""
    case = await work.case(tx, case_id)
    version = await work.address_version(tx, case_id)
    decided = posting.hand_to_post(case.state, address_version=version)
    left = await work.left(tx, order, case, "posted") if decided else []
    return [*record(case, order, decided), *left]


def _shipment_id(order: Order, case_id: UUID, tracking_number: str) -> UUID:
    """Numbers are used again: case, number and day together say which envelope."""
    return uuid5(case_id, f"shipment:{tracking_number}:{office_date(order.at)}")
