"""配達状況の反映: planned rows carried out, each once, however often the file is taken in."""

from typing import assert_never

from issuance.application import Issuance, Order
from issuance.errors import Refusal
from issuance.shipments.mail import Loss, ReturnReason
from issuance.shipments.status import PlannedRow, PostStatus, UnderWay


async def carry_out(
    issuance: Issuance, order: Order, rows: list[PlannedRow]
) -> list[tuple[PlannedRow, Refusal]]:
    """Apply what changes something, in the order of the post's days; return what was refused."""
    refused: list[tuple[PlannedRow, Refusal]] = []
    planned = [each for each in rows if each.changes and each.envelope is not None]
    for each in sorted(planned, key=lambda row: (row.reported.on, row.reported.line)):
        assert each.envelope is not None
        try:
            await _tell(issuance, order, each, each.envelope)
        except Refusal as refusal:
            refused.append((each, refusal))
    return refused


async def _tell(issuance: Issuance, order: Order, row: PlannedRow, envelope: UnderWay) -> None:
    """The decisions add nothing for what is known, so no key is needed here."""
    told, case_id, id_ = row.reported, envelope.case_id, envelope.shipment_id
    plain = Order(by=order.by, at=order.at)
    match told.status:
        case PostStatus.ACCEPTED:
            await issuance.post_office.note_accepted(plain, case_id, id_, told.on)
        case PostStatus.HELD:
            assert told.held_until is not None
            await issuance.post_office.note_held(plain, case_id, id_, told.held_until)
        case PostStatus.DELIVERED:
            await issuance.posting.confirm_delivery(plain, case_id, id_, told.on)
        case PostStatus.RETURNED:
            reason = told.reason or ReturnReason.RETENTION_EXPIRED
            await issuance.post_office.note_coming_back(plain, case_id, id_, reason, told.on)
        case PostStatus.LOST:
            await issuance.post_office.note_loss(plain, case_id, id_, Loss.LOST)
        case _:
            assert_never(told.status)
