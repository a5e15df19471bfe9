"""What a station reports of the line, of steps taken back, and of times."""

from functools import partial
from typing import assert_never
from uuid import UUID

from issuance.application import Order
from issuance.application.line import Line
from issuance.application.parties import Seat
from issuance.office.api.messages import line as m
from issuance.visits import line as rules


async def take_of_line(
    line: Line, order: Order, visit_id: UUID, station: str, happened: m.OfLine
) -> None:
    """Carry it out; raises the office's refusals."""
    note = partial(line.note, order, visit_id)
    match happened:
        case m.Recalled():
            await note(lambda visit: rules.recall(visit, station=station))
        case m.Held(reason=reason):
            await note(lambda visit: rules.hold(visit, station=station, reason=reason))
        case m.Returned():
            await note(rules.bring_back)
        case m.Transferred(to=to, reason=why):
            await note(lambda visit: rules.transfer(visit, station=station, to=to, reason=why))
        case m.Priority(need=need):
            await note(lambda visit: rules.give_priority(visit, need=need))
        case m.Came(sign=sign):
            await note(lambda visit: rules.note_came(visit, station=station, sign=sign))
        case m.Consultant():
            await note(lambda visit: rules.call_consultant(visit, station=station))
        case _:
            await _take_of_course(line, order, visit_id, station, happened)


async def _take_of_course(
    line: Line,
    order: Order,
    visit_id: UUID,
    station: str,
    happened: m.BrokenOff | m.Undone | m.EndUndone | m.Corrected | m.Measured,
) -> None:
    match happened:
        case m.BrokenOff(reason=reason):
            await line.break_off(order, visit_id, station, reason)
        case m.Undone(case_id=case_id, step=step):
            seat = Seat(visit_id=visit_id, case_id=case_id, station=station)
            await line.undo(order, seat, step)
        case m.EndUndone():
            await line.undo_end(order, visit_id, station)
        case m.Corrected(mark=mark, real_at=real_at, reason=why):
            await line.correct_time(order, visit_id, mark, real_at, why)
        case m.Measured():
            await line.measure(order, visit_id, [each.fact() for each in happened.steps])
        case _:
            assert_never(happened)
