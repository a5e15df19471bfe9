"""What the clerk's page shows of the line: groups of the queue, undo, other actions, words."""

from typing import Final

from counter_station.screens import clerk_view
from counter_station.screens.near_now import near_now
from counter_station.screens.station import Seat
from counter_station.settings import StationSettings
from counter_station.texts import line as words_of_line
from counter_station.texts.script import SCRIPT
from counter_station.visit.line_facts import FiveSteps

_PANELS: Final = frozenset({"other", "times"})


async def line_context(
    seat: Seat, rows: list[clerk_view.Row], here: clerk_view.AtCounter | None
) -> dict[str, object]:
    station = seat.station
    last = await station.line.last_done()
    left = last.seconds_left(station.now()) if last else 0.0
    asked = seat.request.query_params
    panel = asked.get("panel", "")
    shown = rows if asked.get("queue") == "whole" else near_now(rows, station.now())
    return {
        "l": words_of_line,
        "groups": _groups(shown),
        "not_shown": len(rows) - len(shown),
        "undo": last if left > 0 else None,
        "undo_seconds": int(left),
        "panel": panel if panel in _PANELS else "",
        "chosen": "visit" in asked,
        "destinations": destinations(station.settings),
        "script": SCRIPT[here.step] if here else (),
        "steps": list(FiveSteps),
        "blank_after": station.settings.blank_after_minutes,
        "recalls_needed": station.settings.no_show_recalls,
    }


def start_stopwatch(seat: Seat, here: object) -> None:
    """The step on this page is being looked at from now on."""
    if isinstance(here, clerk_view.AtCounter):
        whose = None if here.step is FiveSteps.DONE else here.person.due.case_id
        seat.station.stopwatch.shown(here.visit_id, here.step, whose)


def _groups(rows: list[clerk_view.Row]) -> list[tuple[str, list[clerk_view.Row]]]:
    """Booked, without a booking, on hold; a heading only where there is somebody."""
    held = [row for row in rows if row.stage == "held"]
    booked = [row for row in rows if row.booked and row not in held]
    walk_ins = [row for row in rows if not row.booked and row not in held]
    named = (("booked", booked), ("walk-in", walk_ins), ("held", held))
    return [(name, group) for name, group in named if group]


def destinations(settings: StationSettings) -> tuple[str, ...]:
    """Where a party can be handed on to."""
    named = (each.strip() for each in settings.other_stations.split(","))
    return ("supervisor", "consultation", *(each for each in named if each))
