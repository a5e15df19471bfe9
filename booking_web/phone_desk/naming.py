"""Who is named on the telephone: number and birthday, as the caller reads them out."""

from uuid import UUID

from booking_web.pages.birthday import birthday_in_line
from booking_web.pages.signing_in import NotRecognised, Recognised, recognised
from booking_web.pages.who import joining
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.phone_desk.typed import Typed
from booking_web.refusals import NoticeDoneError, NoticeWithdrawnError


async def named(visit: StaffVisit, typed: Typed) -> Recognised | NotRecognised:
    """Raises LockedOutError and DeskAwayError, as `recognised`."""
    return await recognised(
        visit,
        typed.number,
        birthday_in_line(typed.birthday),
        identification=visit.room.identification,
        origin=visit.origin,
    )


async def companion(
    visit: StaffVisit, typed: Typed, members: tuple[UUID, ...]
) -> Recognised | NotRecognised:
    """As `named`, of somebody who can come with these."""
    answer = await named(visit, typed)
    if isinstance(answer, NotRecognised):
        return answer
    try:
        return joining(visit, members, answer)
    except (NoticeDoneError, NoticeWithdrawnError) as refusal:
        return NotRecognised(found=[visit.wrong("number", refusal.code)])
