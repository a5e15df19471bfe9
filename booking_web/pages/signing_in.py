"""Number and birthday: read, compared, answered with every mistake at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from booking_web.notices import NoticeKnown, NumberInvalidError, parse_number
from booking_web.pages.birthday import BirthdayError, TypedBirthday
from booking_web.pages.visit import Visit
from booking_web.refusals import NotRecognisedError
from booking_web.sessions import Person
from issuance.calendar import office_date

NUMBER: Final = "number"
BIRTHDAY: Final = "birthday"
_TAIL: Final = 4
UNTYPED: Final[Mapping[str, object]] = MappingProxyType({"number": "", "birthday": TypedBirthday()})
"""The empty boxes."""


@dataclass(frozen=True, kw_only=True)
class Recognised:
    person: Person
    notice: NoticeKnown


@dataclass(frozen=True, kw_only=True)
class NotRecognised:
    """`found`: field id and words, in the order of the page; `status` of the answer."""

    found: list[tuple[str, str]]
    status: int = 422


async def recognise(visit: Visit) -> Recognised | NotRecognised:
    """Whether number and birthday of the form agree; the comparison is made only for both."""
    found: list[tuple[str, str]] = []
    text, number = visit.form.text(NUMBER), None
    try:
        number = parse_number(text)
    except NumberInvalidError as error:
        found.append(visit.wrong(NUMBER, error.code if text else "number-missing"))
    try:
        born_on = visit.form.birthday(BIRTHDAY).as_date(office_date(visit.now))
    except BirthdayError as error:
        found.append(visit.wrong(BIRTHDAY, error.code))
        return NotRecognised(found=found)
    if number is None:
        return NotRecognised(found=found)
    try:
        notice = await visit.site.identification.identify(
            text, born_on, origin=_origin(visit), at=visit.now
        )
    except NotRecognisedError:
        return NotRecognised(found=[visit.wrong(NUMBER, "not-recognised")])
    return Recognised(
        person=Person(notice_id=notice.notice_id, tail=number[-_TAIL:]), notice=notice
    )


def typed(visit: Visit) -> dict[str, object]:
    """What to show again."""
    return {"number": visit.form.text(NUMBER), "birthday": visit.form.birthday(BIRTHDAY)}


def _origin(visit: Visit) -> str:
    client = visit.request.client
    return client.host if client else ""
