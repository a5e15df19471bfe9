"""Facts of the line and around the steps, as the office's station API wants to hear them."""

from typing import assert_never

from counter_station.visit import line_facts as f
from issuance.ledger.facts import Json


def line_content(happened: f.LineFact) -> dict[str, Json]:
    match happened:
        case f.PartyRecalled():
            return {"kind": "recalled"}
        case f.PartyHeld(reason=reason):
            return {"kind": "held", "reason": reason}
        case f.PartyReturned():
            return {"kind": "returned"}
        case f.PartyTransferred(to=to, reason=why):
            return {"kind": "transferred", "to": to, "reason": why}
        case f.PriorityGiven(need=need):
            return {"kind": "priority-given", "need": need}
        case f.PartyCame(sign=sign):
            return {"kind": "came", "sign": sign}
        case f.ConsultantCalled():
            return {"kind": "consultant-called"}
        case _:
            return _course_content(happened)


def _course_content(
    happened: f.VisitBrokenOff | f.StepUndone | f.TimeCorrected | f.VisitMeasured,
) -> dict[str, Json]:
    match happened:
        case f.VisitBrokenOff(reason=reason):
            return {"kind": "broken-off", "reason": reason}
        case f.StepUndone(case_id=None):
            return {"kind": "end-undone"}
        case f.StepUndone(step=step, case_id=case_id):
            return {"kind": "step-undone", "step": step, "case_id": str(case_id)}
        case f.TimeCorrected(mark=mark, real_at=real_at, reason=why):
            return {
                "kind": "time-corrected",
                "mark": mark,
                "real_at": real_at.isoformat(),
                "reason": why,
            }
        case f.VisitMeasured(steps=steps):
            return {"kind": "visit-measured", "steps": [_measured(each) for each in steps]}
        case _:
            assert_never(happened)


def _measured(step: f.Measured) -> Json:
    return {
        "case_id": None if step.case_id is None else str(step.case_id),
        "step": step.step,
        "total_ms": step.total_ms,
        "input_ms": step.input_ms,
        "operation_ms": step.operation_ms,
        "understanding_ms": step.understanding_ms,
        "fields": step.fields,
        "keys": step.keys,
    }
