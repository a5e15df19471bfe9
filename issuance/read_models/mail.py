"""Tables of envelopes, of posting lists and of destruction lists."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, assert_never
from uuid import UUID

from issuance.calendar import office_date
from issuance.cases import facts as f
from issuance.custody.destruction_list import ListSigned
from issuance.ledger.facts import Recorded
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.shipments.mail import ReturnReason
from issuance.shipments.posting_list import ListHandedOver

SHIPMENTS: Final = Table(name="office.shipments", key=("shipment_id",))
POSTING_LISTS: Final = Table(name="office.posting_lists", key=("list_id",))
DESTRUCTION_LISTS: Final = Table(name="office.destruction_lists", key=("list_id",))
_MailFact = (
    f.EnvelopeSealed
    | f.PostingStopped
    | f.HandedToPost
    | f.MailAccepted
    | f.MailHeld
    | f.MailComingBack
    | f.MailReturned
    | f.Delivered
    | f.MailLost
)


def shipments(recorded: Recorded[_MailFact]) -> Iterable[Change]:
    on, happened = office_date(recorded.at), recorded.fact
    id_ = happened.shipment_id
    match happened:
        case f.EnvelopeSealed():
            yield _sealed(recorded.stream_id, recorded.at, happened)
        case f.PostingStopped():
            yield _status(id_, "opened", on)
        case f.HandedToPost():
            posted = {"posted_on": on, "posted_at": recorded.at}
            yield change(SHIPMENTS, id_, status="posted", status_on=on, **posted)
        case f.MailAccepted(accepted_on=accepted_on):
            yield _accepted(id_, accepted_on)
        case f.MailHeld(held_until=until):
            yield change(SHIPMENTS, id_, status="held", held_until=until, status_on=on)
        case f.MailComingBack(reason=reason, noted_on=noted_on):
            yield _back(id_, "coming-back", reason, noted_on)
        case f.MailReturned(reason=reason, returned_on=returned_on):
            yield _back(id_, "returned", reason, returned_on)
        case f.Delivered(delivered_on=delivered_on):
            yield _status(id_, "delivered", delivered_on or on)
        case f.MailLost(loss=loss, noted_on=noted_on):
            yield _status(id_, loss.value, noted_on)
        case _:
            assert_never(happened)


def _sealed(case_id: UUID, at: datetime, sealed: f.EnvelopeSealed) -> Put:
    return Put(
        table=SHIPMENTS,
        key=(sealed.shipment_id,),
        columns={
            "status": "sealed",
            "sealed_at": at,
            "sealers": list(sealed.sealers),
            "status_on": office_date(at),
        },
        first={
            "case_id": case_id,
            "tracking_number": sealed.tracking_number,
            "mail_class": sealed.mail_class.value,
        },
    )


def _status(id_: UUID, status: str, on: date) -> Put:
    return change(SHIPMENTS, id_, status=status, status_on=on)


def _back(id_: UUID, status: str, reason: ReturnReason, on: date) -> Put:
    return change(SHIPMENTS, id_, status=status, return_reason=reason.value, status_on=on)


def _accepted(id_: UUID, on: date) -> Reading:
    """What was heard of it since it was handed over stands."""

    def then(status: object) -> Iterable[Put]:
        known = {"status": "accepted"} if status == "posted" else {}
        yield change(SHIPMENTS, id_, accepted_on=on, status_on=on, **known)

    return Reading(looks=(look(SHIPMENTS, id_, "status"),), then=then)


def lists(recorded: Recorded[ListHandedOver | ListSigned]) -> Iterable[Change]:
    id_, happened = recorded.stream_id, recorded.fact
    match happened:
        case ListHandedOver():
            columns: dict[str, object] = {
                "posted_on": happened.posted_on,
                "number": happened.number,
                "posted_at": recorded.at,
                "posted_by": recorded.by.removeprefix("staff:"),
                "registered": happened.registered,
                "addressee_only": happened.addressee_only,
            }
            yield Put(table=POSTING_LISTS, key=(id_,), columns=columns)
            for each in happened.shipments:
                yield change(SHIPMENTS, each, list_id=id_)
        case ListSigned():
            columns = {
                "destroyed_on": happened.destroyed_on,
                "signed_at": recorded.at,
                "witnesses": list(happened.witnesses),
                "card_serials": list(happened.card_serials),
            }
            yield Put(table=DESTRUCTION_LISTS, key=(id_,), columns=columns)
        case _:
            assert_never(happened)
