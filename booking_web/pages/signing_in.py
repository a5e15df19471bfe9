"""Number and birthday: read, compared, answered with every mistake at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol

from booking_web.buckets import SIGN_IN
from booking_web.notices import (
    Identification,
    NumberInvalidError,
    folded,
    parse_number,
    what_is_wrong,
)
from booking_web.pages.alike import Own
from booking_web.pages.birthday import BirthdayError, TypedBirthday
from booking_web.pages.form_token import FIELD
from booking_web.pages.visit import Visit
from booking_web.refusals import NotRecognisedError
from booking_web.sessions import Person
from booking_web.timetable.notices import Notice
from issuance.calendar import office_date
from issuance.ledger.guard import holds_individual_number

NUMBER: Final = "number"
BIRTHDAY: Final = "birthday"
_TAIL: Final = 4
UNTYPED: Final[Mapping[str, object]] = MappingProxyType({"number": "", "birthday": TypedBirthday()})
"""The empty boxes."""


@dataclass(frozen=True, kw_only=True)
class Recognised:
    person: Person
    notice: Notice


@dataclass(frozen=True, kw_only=True)
class NotRecognised:
    """`found`: field id and words, in the order of the page; `status` of the answer."""

    found: list[tuple[str, str]]
    status: int = 422


class Asking(Protocol):
    """Whoever shows the mistakes: a resident's page, or the phone desk's."""

    @property
    def now(self) -> datetime: ...
    def wrong(self, field: str, code: str) -> tuple[str, str]: ...


async def recognise(visit: Visit) -> Recognised | NotRecognised:
    """Whether number and birthday of the form agree; the comparison is made only for both."""
    if visit.switching:
        return NotRecognised(found=[], status=200)
    await visit.site.buckets.draw(SIGN_IN, visit.form.text(FIELD), visit.now)
    answer = await recognised(
        visit,
        visit.form.text(NUMBER),
        visit.form.birthday(BIRTHDAY),
        identification=visit.site.identification,
        origin=_origin(visit),
        device=visit.device,
    )
    if isinstance(answer, NotRecognised):
        return answer
    visit.remember_device(folded(visit.form.text(NUMBER)))
    visit.site.parties.note(answer.person.notice_id, answer.notice)
    return answer


async def recognised(
    asking: Asking,
    text: str,
    birthday: TypedBirthday,
    *,
    identification: Identification,
    origin: str,
    device: str | None = None,
) -> Recognised | NotRecognised:
    """As `recognise`, of what was typed anywhere.

    Raises:
        LockedOutError, TooManyAttemptsError, DeskAwayError: as `Identification.identify`.
    """
    found: list[tuple[str, str]] = []
    number = None
    try:
        number = parse_number(text)
    except NumberInvalidError:
        code = what_is_wrong(text) if text else "number-missing"
        found.append(asking.wrong(NUMBER, _code(code, text)))
    try:
        born_on = birthday.as_date(office_date(asking.now))
    except BirthdayError as error:
        parts = (birthday.year, birthday.month, birthday.day)
        found.append(asking.wrong(BIRTHDAY, _code(error.code, *parts)))
        return NotRecognised(found=found)
    if number is None:
        return NotRecognised(found=found)
    try:
        known = await identification.identify(
            text, born_on, origin=origin, at=asking.now, device=device
        )
    except NotRecognisedError:
        return NotRecognised(found=[asking.wrong(NUMBER, "not-recognised")])
    service = known.notice.service.value
    person = Person(notice_id=known.notice_id, tail=number[-_TAIL:], service=service)
    return Recognised(person=person, notice=known.notice)


def typed(visit: Visit) -> dict[str, object]:
    """What to show again; a My Number typed by mistake is not."""
    number, boxes = visit.form.text(NUMBER), visit.form.birthday(BIRTHDAY)
    if any(map(holds_individual_number, (boxes.era, boxes.year, boxes.month, boxes.day))):
        boxes = TypedBirthday()
    number = "" if holds_individual_number(number) else number
    return {"number": Own(number), "birthday": boxes.as_typed(Own)}


def _code(code: str, *fields: str) -> str:
    """What is wrong with the fields: above all, a My Number in one of them."""
    return "individual-number" if any(map(holds_individual_number, fields)) else code


def _origin(visit: Visit) -> str:
    client = visit.request.client
    return client.host if client else ""
