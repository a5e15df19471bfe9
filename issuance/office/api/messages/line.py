"""What a station says of the line, of steps taken back, and of times."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import asdict

from issuance.cases.facts import CounterStep
from issuance.office.api.messages.fields import At, AtStation, Count, Milliseconds, StationName
from issuance.visits import line_facts as f


class Recalled(AtStation, frozen=True, kw_only=True, tag="recalled"):
    pass


class Held(AtStation, frozen=True, kw_only=True, tag="held"):
    reason: f.HoldReason


class Returned(AtStation, frozen=True, kw_only=True, tag="returned"):
    pass


class Transferred(AtStation, frozen=True, kw_only=True, tag="transferred"):
    to: StationName
    reason: f.TransferReason


class Priority(AtStation, frozen=True, kw_only=True, tag="priority-given"):
    need: f.PriorityReason


class Came(AtStation, frozen=True, kw_only=True, tag="came"):
    sign: f.Sign


class Consultant(AtStation, frozen=True, kw_only=True, tag="consultant-called"):
    pass


class BrokenOff(AtStation, frozen=True, kw_only=True, tag="broken-off"):
    reason: f.BreakOffReason


class Undone(AtStation, frozen=True, kw_only=True, tag="step-undone"):
    case_id: UUID
    step: CounterStep


class EndUndone(AtStation, frozen=True, kw_only=True, tag="end-undone"):
    pass


class Corrected(AtStation, frozen=True, kw_only=True, tag="time-corrected"):
    mark: f.Mark
    real_at: At
    reason: f.TimeReason


class MeasuredStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counts and milliseconds; nothing of what was typed."""

    case_id: UUID | None
    step: f.MeasuredStep
    total_ms: Milliseconds
    input_ms: Milliseconds | None
    operation_ms: Milliseconds | None
    understanding_ms: Milliseconds | None
    fields: Count
    keys: Count | None

    def fact(self) -> f.StepMeasured:
        return f.StepMeasured(**asdict(self))


class Measured(AtStation, frozen=True, kw_only=True, tag="visit-measured"):
    steps: Annotated[tuple[MeasuredStep, ...], Meta(min_length=1, max_length=40)]


OfLine = (
    Recalled
    | Held
    | Returned
    | Transferred
    | Priority
    | Came
    | Consultant
    | BrokenOff
    | Undone
    | EndUndone
    | Corrected
    | Measured
)
