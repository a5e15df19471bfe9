"""カードのようす: how far a card is after the visit, as coarsely as booking needs to know it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from issuance.cases import facts as f
from issuance.cases import state as case_state
from issuance.cases.facts import DeliveryMode
from issuance.cases.state import Case, Stage
from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction
from issuance.release.items import item_of


class CardStatus(StrEnum):
    IDENTITY_DONE = "identity-done"
    IN_SETTING = "in-setting"
    READY_TO_GO = "ready-to-go"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    TO_COLLECT = "to-collect"
    HANDED_OVER = "handed-over"
    DELAYED = "delayed"
    STOPPED = "stopped"


MOVING: Final = (
    f.VisitFinished,
    f.PinSettingBegun,
    f.PinsSet,
    f.SettingUncertain,
    f.CardUnusable,
    f.PinSheetReplaced,
    f.EnvelopeSealed,
    f.PostingStopped,
    f.HandedToPost,
    f.Delivered,
    f.MailReturned,
    f.CardHandedOver,
    f.CardMissing,
    f.CardFound,
    f.CardLost,
    f.HolderMovedOut,
    f.HolderDied,
    f.RecordDeleted,
    f.NumberChanged,
    f.ApplicationWithdrawn,
    f.DestructionProposed,
    f.PostingBarred,
    f.PostingAllowed,
    f.MailLost,
    f.CardExpired,
    f.DestructionDeferred,
)
"""The facts after which a status can be another one."""

_BY_STAGE: Final = {
    Stage.AWAITING_PINS: CardStatus.IDENTITY_DONE,
    Stage.SETTING: CardStatus.IN_SETTING,
    Stage.UNCERTAIN: CardStatus.DELAYED,
    Stage.READY_TO_GO: CardStatus.READY_TO_GO,
    Stage.SEALED: CardStatus.READY_TO_GO,
    Stage.POSTED: CardStatus.POSTED,
    Stage.DELIVERED: CardStatus.DELIVERED,
    Stage.RETURNED: CardStatus.RETURNED,
    Stage.HANDED_OVER: CardStatus.HANDED_OVER,
    Stage.VOID: CardStatus.STOPPED,
    Stage.UNCLAIMED: CardStatus.STOPPED,
    Stage.LOST: CardStatus.STOPPED,
    Stage.DESTROYED: CardStatus.STOPPED,
}
_AFTER_THE_VISIT: Final = frozenset(_BY_STAGE)


@dataclass(frozen=True, kw_only=True)
class Told:
    """`tracking_number`: the post's (お問い合わせ番号), while the card is on its way."""

    status: CardStatus
    since: datetime
    tracking_number: str


def status_of(case: Case) -> CardStatus | None:
    """None before the visit is over: until then the appointment says it all."""
    if case.delivery is None or case.stage not in _AFTER_THE_VISIT:
        return None
    status = _BY_STAGE[case.stage]
    if case.missing and status is not CardStatus.STOPPED:
        return CardStatus.DELAYED
    collected = case.delivery.mode is DeliveryMode.COUNTER
    if status is CardStatus.READY_TO_GO and (collected or case.barred):
        return CardStatus.TO_COLLECT
    if status is CardStatus.RETURNED and case.barred:
        return CardStatus.TO_COLLECT
    return status


async def card_news(tx: Transaction, recorded: Recorded[Any]) -> list[Item]:
    """The card's status, if this fact made it another one."""
    before = after = Case()
    for each in await tx.history(recorded.stream_id):
        if each.version <= recorded.version:
            before, after = after, case_state.evolve(after, each.fact)
    status = status_of(after)
    if status is None or status is status_of(before) or after.notice_id is None:
        return []
    told = Told(status=status, since=recorded.at, tracking_number=_number(after, status))
    return [item_of(recorded, "card.status", after.notice_id, told)]


def _number(case: Case, status: CardStatus) -> str:
    on_its_way = status in {CardStatus.POSTED, CardStatus.DELIVERED}
    return case.shipment.tracking_number if on_its_way and case.shipment else ""
