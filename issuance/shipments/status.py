"""配達状況: what the post reports of envelopes, held against what the office knows of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from issuance.shipments.mail import ReturnReason


class PostStatus(StrEnum):
    """What the post says happened to an envelope."""

    ACCEPTED = "accepted"
    """引受"""
    HELD = "held"
    """不在のため保管"""
    DELIVERED = "delivered"
    """お届け済み"""
    RETURNED = "returned"
    """差出人に返送"""
    LOST = "lost"
    """亡失"""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """One row of the post's file. `held_until` is given for HELD, `reason` for RETURNED."""

    line: int
    tracking_number: str
    status: PostStatus
    on: date
    held_until: date | None = None
    reason: ReturnReason | None = None


@dataclass(frozen=True, kw_only=True)
class UnderWay:
    """An envelope of ours as known so far; `ended` when the post's part is over."""

    case_id: UUID
    shipment_id: UUID
    posted_on: date | None
    accepted_on: date | None = None
    held_until: date | None = None
    coming_back: bool = False
    ended: PostStatus | None = None
    ended_on: date | None = None


class Remark(StrEnum):
    """Why a row changes nothing; the page says what to do about each."""

    KNOWN = "known"
    UNKNOWN_NUMBER = "unknown-number"
    NOT_POSTED = "not-posted"
    BEFORE_POSTING = "before-posting"
    IN_FUTURE = "in-future"
    ALREADY_DELIVERED = "already-delivered"
    ALREADY_RETURNED = "already-returned"
    ALREADY_LOST = "already-lost"
    COMING_BACK = "coming-back"
    HELD_OVER = "held-over"


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """What a row would change; `remark` says why it changes nothing."""

    reported: Reported
    envelope: UnderWay | None
    remark: Remark | None = None

    @property
    def changes(self) -> bool:
        return self.remark is None

    @property
    def asks_for_people(self) -> bool:
        """Neither a change nor something known already: somebody has to look."""
        return self.remark not in (None, Remark.KNOWN)


def plan(
    rows: Iterable[Reported], known: Mapping[str, Sequence[UnderWay]], today: date
) -> list[PlannedRow]:
    """What the rows, in the order of their days, would change; nothing is changed here.

    A number is used again over time: a row means the envelope posted last before its day.
    """
    now: dict[UUID, UnderWay] = {}
    planned: list[PlannedRow] = []
    for row in sorted(rows, key=lambda each: (each.on, each.line)):
        found = _envelope_of(row, known.get(row.tracking_number, ()))
        envelope = None if found is None else now.get(found.shipment_id, found)
        remark = _remark(row, envelope, known.get(row.tracking_number, ()), today)
        planned.append(PlannedRow(reported=row, envelope=envelope, remark=remark))
        if envelope is not None and remark is None:
            now[envelope.shipment_id] = _after(envelope, row)
    return sorted(planned, key=lambda each: each.reported.line)


def _envelope_of(row: Reported, candidates: Sequence[UnderWay]) -> UnderWay | None:
    posted = [
        (each.posted_on, each)
        for each in candidates
        if each.posted_on is not None and each.posted_on <= row.on
    ]
    return max(posted, key=lambda each: each[0])[1] if posted else None


def _remark(
    row: Reported, envelope: UnderWay | None, candidates: Sequence[UnderWay], today: date
) -> Remark | None:
    if not candidates:
        return Remark.UNKNOWN_NUMBER
    if row.on > today:
        return Remark.IN_FUTURE
    if envelope is None:
        never = all(each.posted_on is None for each in candidates)
        return Remark.NOT_POSTED if never else Remark.BEFORE_POSTING
    if envelope.ended is not None:
        return _after_the_end(row, envelope, envelope.ended)
    if envelope.coming_back:
        return _on_its_way_back(row)
    return _under_way(row, envelope, today)


def _after_the_end(row: Reported, envelope: UnderWay, ended: PostStatus) -> Remark:
    """Told again, or an earlier step told late: known. A later step: somebody has to look."""
    earlier = envelope.ended_on is not None and row.on < envelope.ended_on
    if row.status is ended or (earlier and row.status in _STEPS):
        return Remark.KNOWN
    return _ENDED[ended]


def _on_its_way_back(row: Reported) -> Remark | None:
    match row.status:
        case PostStatus.ACCEPTED | PostStatus.HELD | PostStatus.RETURNED:
            return Remark.KNOWN
        case PostStatus.DELIVERED:
            return Remark.COMING_BACK
        case PostStatus.LOST:
            return None
        case _:
            assert_never(row.status)


def _under_way(row: Reported, envelope: UnderWay, today: date) -> Remark | None:
    match row.status:
        case PostStatus.ACCEPTED:
            return None if envelope.accepted_on is None else Remark.KNOWN
        case PostStatus.HELD:
            if row.held_until == envelope.held_until:
                return Remark.KNOWN
            over = row.held_until is None or row.held_until < max(row.on, today)
            return Remark.HELD_OVER if over else None
        case PostStatus.DELIVERED | PostStatus.RETURNED | PostStatus.LOST:
            return None
        case _:
            assert_never(row.status)


def _after(envelope: UnderWay, row: Reported) -> UnderWay:
    match row.status:
        case PostStatus.ACCEPTED:
            return replace(envelope, accepted_on=row.on)
        case PostStatus.HELD:
            return replace(envelope, held_until=row.held_until)
        case PostStatus.RETURNED:
            return replace(envelope, coming_back=True)
        case PostStatus.DELIVERED | PostStatus.LOST:
            return replace(envelope, ended=row.status, ended_on=row.on)
        case _:
            assert_never(row.status)


_STEPS = frozenset({PostStatus.ACCEPTED, PostStatus.HELD})
_ENDED = {
    PostStatus.DELIVERED: Remark.ALREADY_DELIVERED,
    PostStatus.RETURNED: Remark.ALREADY_RETURNED,
    PostStatus.LOST: Remark.ALREADY_LOST,
    PostStatus.ACCEPTED: Remark.KNOWN,
    PostStatus.HELD: Remark.KNOWN,
}
