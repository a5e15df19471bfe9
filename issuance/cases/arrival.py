"""到着から通知まで: from the delivery list to the notice."""

from datetime import date, timedelta
from uuid import UUID

from issuance.cases.facts import CardArrived, CardExpected, CardStored, NoticeSent, SetupCompleted
from issuance.cases.refusals import DeadlineError, OtherCardError
from issuance.cases.requirements import require, require_card_at_hand
from issuance.cases.state import Case, Stage


def expect_card(case: Case, expected: CardExpected) -> list[CardExpected]:
    """Note the card a delivery list announces; the same card again adds nothing.

    A case is one application: another card for it is refused, also after the case has ended;
    unless J-LIS was asked to make one anew.
    """
    if expected.card_serial in {case.card_serial, *case.former_cards}:
        return []
    if case.card is not None:
        raise OtherCardError
    return [expected]


def scan_arrival(case: Case) -> list[CardArrived]:
    """The card was scanned out of its box; scanning twice adds nothing.

    A card whose case was voided while it was on its way arrives all the same, to be destroyed.
    """
    if case.card is None:
        require(case, Stage.EXPECTED)
    if case.card is None or case.arrived:
        return []
    return [CardArrived(box=case.card.box)]


def complete_setup(case: Case, *, terminal_id: str) -> list[SetupCompleted]:
    if case.stage is Stage.SET_UP:
        return []
    require(case, Stage.ARRIVED)
    require_card_at_hand(case)
    return [SetupCompleted(terminal_id=terminal_id)]


def store_card(case: Case, *, shelf: str) -> list[CardStored]:
    if case.stage is Stage.STORED:
        return []
    require(case, Stage.SET_UP)
    require_card_at_hand(case)
    return [CardStored(shelf=shelf)]


def send_notice(
    case: Case, *, notice_id: UUID, pickup_deadline: date, today: date
) -> list[NoticeSent]:
    """Post the first notice, or the second once the first deadline passed without a booking."""
    if case.notice_id == notice_id:
        return []
    if case.stage is Stage.NOTIFIED and case.notice_round == 1:
        _require_passed(case.pickup_deadline, today)
    else:
        require(case, Stage.STORED)
    require_card_at_hand(case)
    if pickup_deadline <= today:
        raise DeadlineError(pickup_deadline)
    return [
        NoticeSent(
            notice_id=notice_id,
            round=case.notice_round + 1,
            sent_on=today,
            pickup_deadline=pickup_deadline,
        )
    ]


def post_notice_again(case: Case, *, pickup_deadline: date, today: date) -> list[NoticeSent]:
    """The notice came back from the post: the same one is posted again, with a new last day."""
    require(case, Stage.NOTIFIED)
    require_card_at_hand(case)
    if pickup_deadline <= today:
        raise DeadlineError(pickup_deadline)
    assert case.notice_id is not None
    if case.pickup_deadline == pickup_deadline:
        return []
    return [
        NoticeSent(
            notice_id=case.notice_id,
            round=case.notice_round,
            sent_on=today,
            pickup_deadline=pickup_deadline,
        )
    ]


def _require_passed(deadline: date | None, today: date) -> None:
    """The deadline is the last day on which the card may be fetched."""
    if deadline is not None and today < deadline + timedelta(days=1):
        raise DeadlineError(deadline)
