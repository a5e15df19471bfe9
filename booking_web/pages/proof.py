"""The confirmation: on the page, as QR code, as calendar file."""

from io import BytesIO
from urllib.parse import urlsplit

import segno
from litestar import Response, get
from litestar.di import NamedDependency

from booking_web.desk import Venue
from booking_web.letters.mailbox import Mailbox
from booking_web.pages.alike import Own, own_moment
from booking_web.pages.calendar_file import calendar_file, event_of
from booking_web.pages.choosing import coming_of
from booking_web.pages.quick_door import quick_get
from booking_web.pages.sheets import sheets
from booking_web.pages.visit import Page, Visit
from booking_web.texts.messages import NEEDS
from booking_web.timetable.notices import Appointment, Stage


async def booked(visit: Visit) -> Appointment | None:
    """The visitor's confirmed appointment, vouched for; DeskAwayError is better than a guess."""
    leader = visit.signed_in().notice_ids[0]
    return _confirmed(await visit.site.desk.vouched_appointment(leader))


def _confirmed(appointment: Appointment | None) -> Appointment | None:
    stands = appointment is not None and appointment.stage is Stage.CONFIRMED
    return appointment if stands else None


def venue_of(visit: Visit, appointment: Appointment) -> Venue | None:
    venues = visit.site.desk.venues()
    return next((each for each in venues if each.venue_id == appointment.place.venue_id), None)


async def mailbox_of(visit: Visit, appointment: Appointment) -> Mailbox | None:
    """Where its letters go and what became of them; None where none are sent or wanted."""
    mailboxes = visit.site.mailboxes
    if mailboxes is None:
        return None
    return await mailboxes.of(appointment.party.party_id, now=visit.now)


async def proof(visit: Visit, appointment: Appointment) -> dict[str, object]:
    """What pages say of an appointment."""
    rules, draft = await visit.site.shelf.rules(), visit.signed_in()
    return {
        "sheets": sheets(visit.words, rules, draft.lists),
        "asks_documents": rules is not None,
        "appointment": appointment,
        "coming": len(await coming_of(visit.site.desk, appointment)),
        "venue": venue_of(visit, appointment),
        "needs": [visit.words(NEEDS[each.value]) for each in appointment.needs],
        "mailbox": await mailbox_of(visit, appointment),
    }


@quick_get("/book/done")
async def done(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    appointment = _confirmed(await visit.site.desk.answered(draft.notice_ids[0], vouch=True))
    if appointment is None:
        return visit.go("/mine")
    told = await proof(visit, appointment)
    own: dict[str, object] = {
        "appointment": None,
        "starts": own_moment(visit.words, appointment.starts_at),
        "minutes": appointment.minutes,
        "reference": Own(appointment.reference),
        "memo": Own(draft.memo),
        "letters_to": Own(draft.letters_to),
        "mailbox": told["mailbox"] is not None,
    }
    return visit.page("done.html", {**told, **own}, alike=not told["sheets"])


@get("/book/qr.svg")
async def qr_code(visit: NamedDependency[Visit]) -> Response[bytes]:
    """予約番号 for the scanner at the reception; it tells nothing else."""
    appointment = await booked(visit)
    if appointment is None:
        return Response(b"", status_code=404, media_type="image/svg+xml")
    image = BytesIO()
    segno.make(appointment.reference, error="m").save(
        image, kind="svg", border=2, svgclass=None, lineclass=None, omitsize=True
    )
    return Response(image.getvalue(), media_type="image/svg+xml")


@get("/book/appointment.ics")
async def calendar(visit: NamedDependency[Visit]) -> Response[bytes] | Page:
    appointment = await booked(visit)
    if appointment is None:
        return visit.go("/mine")
    venue = venue_of(visit, appointment)
    host = urlsplit(visit.site.public_url).hostname or "localhost"
    event = event_of(appointment, visit.signed_in().services)
    file = calendar_file(event, venue, visit.words, host=host, now=visit.now)
    return Response(
        file,
        media_type="text/calendar; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="appointment.ics"'},
    )


HANDLERS = (done, qr_code, calendar)
