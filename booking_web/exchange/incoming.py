"""What the office's items say, read strictly: anything not agreed on refuses the batch."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

import msgspec

from booking_web.documents.facts import DocumentsPublished
from booking_web.notices.views import Purpose, Role, Section
from booking_web.timetable.facts import VisitOutcome, WithdrawnBecause
from booking_web.timetable.facts.day import CardStatus
from issuance.calendar.opening_rules import OpeningRules, Service, VenueKind
from issuance.calendar.problems import problems
from issuance.ledger.batches import BatchRefusedError, Item

_Text = Annotated[str, msgspec.Meta(max_length=200)]


class _Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Venue(_Body, frozen=True, kw_only=True):
    code: _Text
    name_ja: _Text
    name_en: _Text
    address_ja: _Text
    address_en: _Text
    phone: _Text
    kind: VenueKind = VenueKind.OFFICE


class Rules(_Body, frozen=True, kw_only=True):
    rules: OpeningRules


class OfferedSlot(_Body, frozen=True, kw_only=True):
    starts_at: Annotated[datetime, msgspec.Meta(tz=True)]
    minutes: Annotated[int, msgspec.Meta(ge=1, le=480)]
    places: Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class Places(_Body, frozen=True, kw_only=True):
    day: date
    slots: tuple[OfferedSlot, ...]


class Release(_Body, frozen=True, kw_only=True):
    number: Annotated[str, msgspec.Meta(min_length=12, max_length=12)]
    birthday_check: bytes
    pickup_deadline: date
    round: Annotated[int, msgspec.Meta(ge=1, le=9)]
    service: Service = Service.COLLECT
    same_day: bool = False


class Withdrawal(_Body, frozen=True, kw_only=True):
    reason: WithdrawnBecause


class Closing(_Body, frozen=True, kw_only=True):
    appointment_id: UUID
    outcome: VisitOutcome


class Queued(_Body, frozen=True, kw_only=True):
    ahead: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    called: bool
    counter: Annotated[str, msgspec.Meta(max_length=16)]
    as_of: Annotated[datetime, msgspec.Meta(tz=True)]


class Left(_Body, frozen=True, kw_only=True):
    pass


class Congestion(_Body, frozen=True, kw_only=True):
    waiting: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    longest_since: Annotated[datetime, msgspec.Meta(tz=True)] | None
    usual_minutes: Annotated[int, msgspec.Meta(ge=0, le=1_440)] | None
    as_of: Annotated[datetime, msgspec.Meta(tz=True)]


class Card(_Body, frozen=True, kw_only=True):
    status: CardStatus
    since: Annotated[datetime, msgspec.Meta(tz=True)]
    tracking_number: Annotated[str, msgspec.Meta(pattern="^[0-9]{0,13}$")]


class Viewed(_Body, frozen=True, kw_only=True):
    """Somebody of the office looked at the data of the notice's holder."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    role: Role
    section: Section
    purpose: Purpose


OfNotice = Release | Withdrawal | Closing | Card
Body = Venue | Rules | Places | OfNotice | DocumentsPublished | Queued | Left | Congestion | Viewed

_KINDS: Mapping[str, type[Body]] = MappingProxyType(
    {
        "venue.announced": Venue,
        "rules.set": Rules,
        "places.offered": Places,
        "notice.released": Release,
        "notice.withdrawn": Withdrawal,
        "appointment.closed": Closing,
        "documents.published": DocumentsPublished,
        "visit.queued": Queued,
        "visit.left": Left,
        "venue.congestion": Congestion,
        "card.status": Card,
        "person.viewed": Viewed,
    }
)


def read(item: Item) -> Body:
    """What the item says.

    Raises:
        BatchRefusedError: unknown topic, or a body of another form, or rules nobody can keep.
    """
    kind = _KINDS.get(item.topic)
    if kind is None:
        raise BatchRefusedError("unknown-topic")
    try:
        body = msgspec.json.decode(item.body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BatchRefusedError("unreadable-item") from error
    if isinstance(body, Rules) and problems(body.rules):
        raise BatchRefusedError("unreadable-item")
    return body
