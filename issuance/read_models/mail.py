"""Tables of envelopes, posting lists, destruction lists, and of what clocks and duties run."""

from collections.abc import Iterable
from typing import Any

from issuance.calendar import office_date
from issuance.cases import facts as f
from issuance.custody.destruction_list import ListSigned
from issuance.ledger.facts import Recorded
from issuance.read_models.tables import Change, Own
from issuance.shipments.mail import LossDuty
from issuance.shipments.posting_list import ListHandedOver


def shipments(recorded: Recorded[Any]) -> Iterable[Change]:
    on = office_date(recorded.at)
    match recorded.fact:
        case f.EnvelopeSealed() as sealed:
            yield Own(statement=_SEALED, values=_of(recorded, sealed))
        case f.PostingStopped(shipment_id=id_):
            yield Own(statement=_STATUS, values=(id_, "opened", on))
        case f.HandedToPost(shipment_id=id_):
            yield Own(statement=_POSTED, values=(id_, on, recorded.at))
        case f.MailAccepted(shipment_id=id_, accepted_on=accepted_on):
            yield Own(statement=_ACCEPTED, values=(id_, accepted_on))
        case f.MailHeld(shipment_id=id_, held_until=until):
            yield Own(statement=_HELD, values=(id_, until, on))
        case f.MailComingBack(shipment_id=id_, reason=reason, noted_on=noted_on):
            yield Own(statement=_BACK, values=(id_, "coming-back", reason.value, noted_on))
        case f.MailReturned(shipment_id=id_, reason=reason, returned_on=returned_on):
            yield Own(statement=_BACK, values=(id_, "returned", reason.value, returned_on))
        case f.Delivered(shipment_id=id_, delivered_on=delivered_on):
            yield Own(statement=_STATUS, values=(id_, "delivered", delivered_on or on))
        case f.MailLost(shipment_id=id_, loss=loss, noted_on=noted_on):
            yield Own(statement=_STATUS, values=(id_, loss.value, noted_on))
        case _:
            pass


def _of(recorded: Recorded[Any], sealed: f.EnvelopeSealed) -> tuple[object, ...]:
    case_id, kind, at = recorded.stream_id, sealed.mail_class.value, recorded.at
    envelope = (sealed.shipment_id, case_id, sealed.tracking_number, kind)
    return (*envelope, at, list(sealed.sealers), office_date(at))


def lists(recorded: Recorded[Any]) -> Iterable[Change]:
    id_ = recorded.stream_id
    match recorded.fact:
        case ListHandedOver() as given:
            day = (given.posted_on, given.number, recorded.at, recorded.by.removeprefix("staff:"))
            yield Own(statement=_LIST, values=(id_, *day, given.registered, given.addressee_only))
            yield Own(statement=_ON_LIST, values=(list(given.shipments), id_))
        case ListSigned() as signed:
            people = (list(signed.witnesses), list(signed.card_serials))
            yield Own(statement=_SIGNED, values=(id_, signed.destroyed_on, recorded.at, *people))
        case _:
            pass


def clocks(recorded: Recorded[Any]) -> Iterable[Change]:
    id_ = recorded.stream_id
    match recorded.fact:
        case f.CardExpected(expires_on=expires_on):
            yield Own(statement=_CLOCKS, values=(id_, expires_on))
        case f.NoticeSent(sent_on=sent_on):
            yield Own(statement=_NOTICED, values=(id_, sent_on))
        case f.MailReturned(returned_on=returned_on):
            yield Own(statement=_RETURNED, values=(id_, returned_on))
        case f.DestructionDeferred(reason=reason, until=until):
            yield Own(statement=_DEFERRED, values=(id_, until, reason.value))
        case f.DestructionProposed(proposed_by=proposed_by):
            yield Own(statement=_PROPOSED, values=(id_, proposed_by))
        case f.DestructionApproved(approved_by=approved_by):
            yield Own(statement=_APPROVED, values=(id_, approved_by))
        case f.PostingBarred(reason=bar):
            yield Own(statement=_BARRED, values=(id_, bar.value))
        case f.PostingAllowed(reason=bar):
            yield Own(statement=_ALLOWED, values=(id_, bar.value))
        case f.MailLost(loss=loss, noted_on=noted_on):
            yield Own(
                statement=_LOST,
                values=(id_, loss.value, noted_on, [duty.value for duty in LossDuty]),
            )
        case f.LossDutyDone(duty=duty):
            yield Own(statement=_DUTY, values=(id_, duty.value))
        case _:
            pass


_SEALED = """INSERT INTO office.shipments (shipment_id, case_id, tracking_number, mail_class,
    status, sealed_at, sealers, status_on) VALUES ($1, $2, $3, $4, 'sealed', $5, $6, $7)
    ON CONFLICT (shipment_id) DO UPDATE
    SET status = 'sealed', sealed_at = $5, sealers = $6, status_on = $7"""
_STATUS = "UPDATE office.shipments SET status = $2, status_on = $3 WHERE shipment_id = $1"
_POSTED = """UPDATE office.shipments SET status = 'posted', posted_on = $2, posted_at = $3,
    status_on = $2 WHERE shipment_id = $1"""
_ACCEPTED = """UPDATE office.shipments SET accepted_on = $2, status_on = $2,
    status = CASE WHEN status = 'posted' THEN 'accepted' ELSE status END WHERE shipment_id = $1"""
_HELD = """UPDATE office.shipments SET status = 'held', held_until = $2, status_on = $3
    WHERE shipment_id = $1"""
_BACK = """UPDATE office.shipments SET status = $2, return_reason = $3, status_on = $4
    WHERE shipment_id = $1"""
_LIST = """INSERT INTO office.posting_lists (list_id, posted_on, number, posted_at, posted_by,
    registered, addressee_only) VALUES ($1, $2, $3, $4, $5, $6, $7)"""
_ON_LIST = "UPDATE office.shipments SET list_id = $2 WHERE shipment_id = ANY($1)"
_SIGNED = """INSERT INTO office.destruction_lists
    (list_id, destroyed_on, signed_at, witnesses, card_serials) VALUES ($1, $2, $3, $4, $5)"""
# A card that is made anew begins anew.
_CLOCKS = """INSERT INTO office.case_clocks (case_id, expires_on) VALUES ($1, $2)
    ON CONFLICT (case_id) DO UPDATE SET expires_on = $2, returned_on = NULL, barred = '{}'"""
_NOTICED = """UPDATE office.case_clocks SET first_notice_on = coalesce(first_notice_on, $2)
    WHERE case_id = $1"""
_RETURNED = "UPDATE office.case_clocks SET returned_on = $2 WHERE case_id = $1"
_DEFERRED = """UPDATE office.case_clocks SET deferred_until = $2, deferral = $3,
    proposed_by = NULL, approved_by = NULL WHERE case_id = $1"""
_PROPOSED = """UPDATE office.case_clocks SET proposed_by = $2, approved_by = NULL
    WHERE case_id = $1"""
_APPROVED = "UPDATE office.case_clocks SET approved_by = $2 WHERE case_id = $1"
_BARRED = "UPDATE office.case_clocks SET barred = array_append(barred, $2) WHERE case_id = $1"
_ALLOWED = "UPDATE office.case_clocks SET barred = array_remove(barred, $2) WHERE case_id = $1"
_LOST = "UPDATE office.case_clocks SET loss = $2, lost_on = $3, duties = $4 WHERE case_id = $1"
_DUTY = "UPDATE office.case_clocks SET duties = array_remove(duties, $2) WHERE case_id = $1"
