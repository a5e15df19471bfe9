"""Everything the clerk's page needs, as one context."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from litestar import Response

from counter_station.screens import clerk_view, wording
from counter_station.screens.chip_view import chip_version
from counter_station.screens.delivery_form import delivery_context, reasons
from counter_station.screens.http import Form
from counter_station.screens.identity_page import identity_context
from counter_station.screens.line_page import line_context, start_stopwatch
from counter_station.screens.sessions import ClerkSession
from counter_station.screens.station import Seat
from counter_station.texts import WORDS, messages
from counter_station.visit.refusals import MayNotBePostedError, OldCardRefusedError
from counter_station.visit.state import Person
from counter_station.visit.turn import next_party
from issuance.calendar import age_on
from issuance.errors import Refusal
from issuance.identity.documents import WORDS as DOCUMENTS

UNPROCESSABLE = 422


async def show_screen(
    seat: Seat,
    *,
    refusal: Refusal | None = None,
    form: Form | None = None,
) -> Response[str]:
    """The whole page; after a refusal with what was ticked, and with what is missing."""
    context = await page_context(seat, form)
    start_stopwatch(seat, context["here"])
    return seat.page(
        "clerk/screen.html",
        status=UNPROCESSABLE if refusal else 200,
        refusal=_said(refusal),
        details=_details(refusal, seat),
        form=form,
        version=live_version(context),
        context=context,
    )


async def page_context(seat: Seat, form: Form | None = None) -> dict[str, object]:
    """What screen and live fragments have in common."""
    station = seat.station
    here = await clerk_view.at_counter(station, _number(seat, form))
    rows = await clerk_view.rows(station)
    looked_at = None if here else _looked_at(seat, rows)
    person = here.person if here else None
    bar = await clerk_view.bar(station)
    return {
        "m": messages,
        "documents": DOCUMENTS,
        "session": seat.session,
        "today": station.today(),
        "bar": bar,
        "rows": rows,
        "here": here,
        "looked_at": looked_at,
        **await line_context(seat, rows, here),
        "entry": _entry(seat, person),
        "on_paper": station.settings.pins == "paper",
        "question": station.entries.document(),
        "screen_is_silent": station.entries.screen_is_silent,
        "pairing_code": station.pairing.code,
        "unsent_for": wording.duration(bar.unsent_for_seconds, WORDS[seat.language()]),
        "age": _age(here, station.today()),
        **identity_context(seat, person),
        **delivery_context(person, WORDS[seat.language()], today=station.today()),
    }


def live_version(context: dict[str, object]) -> str:
    """Changes when the page as a whole has to be shown anew."""
    here, chip = context["here"], context["chip"]
    state, known = "", ""
    if isinstance(here, clerk_view.AtCounter):
        # That somebody came changes nothing on the page, and must not disturb who is ticking.
        visit = replace(here.visit, came=False)
        state, known = repr(visit), str([each is None for each in here.residents])
    parts = (
        state,
        known,
        str(context["entry"] is None),
        str(context["looked_at"]),
        str(session.began_at) if isinstance(session := context["session"], ClerkSession) else "",
        chip_version(chip),
    )
    return sha256("|".join(parts).encode()).hexdigest()[:16]


def _age(here: clerk_view.AtCounter | None, today: date) -> int | None:
    resident = here.resident if here else None
    return age_on(today, resident.birth_on) if resident and resident.birth_on else None


def _entry(seat: Seat, person: Person | None) -> object:
    entry = seat.station.entries.current()
    return entry if entry and person and entry.case_id == person.due.case_id else None


def _looked_at(seat: Seat, rows: list[clerk_view.Row]) -> clerk_view.Row | None:
    """The party the clerk looks at in the queue, else the one whose turn it is."""
    station = seat.station
    wanted = seat.request.query_params.get("visit", "")
    chosen = next((each for each in rows if str(each.visit_id) == wanted), None)
    if chosen is not None:
        return chosen
    line = clerk_view.in_line(rows)
    party = next_party(line, station=station.settings.station_id, now=station.now())
    return next((each for each in rows if party and each.visit_id == party.visit_id), None)


def _number(seat: Seat, form: Form | None) -> int | None:
    asked = form.one("person") if form else seat.request.query_params.get("person", "")
    return int(asked) if asked.isdecimal() and len(asked) < 3 else None


def _said(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    code = refusal.because if isinstance(refusal, OldCardRefusedError) else refusal.code
    return messages.REFUSALS.get(code, messages.REFUSALS["refused"])


def _details(refusal: Refusal | None, seat: Seat) -> list[str]:
    """What exactly is missing, a line each."""
    words = WORDS[seat.language()]
    match refusal:
        case MayNotBePostedError(answer=answer):
            return reasons(answer, words)
        case _:
            return []
