"""入力時間・項目数: how long each step is on the screen, from showing it to recording it.

The three parts are those of the Digital Agency's study (001): typing into fields, moving and
pressing, understanding. Its script tells them; without it only the whole is known, from here.
Nothing of what was typed is kept: counts and milliseconds, in memory until the step is recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from counter_station.screens.http import Form
from counter_station.visit.line_facts import FiveSteps, Measured

_LONGEST_MS: Final = 86_400_000
_SLACK_MS: Final = 2_000
"""The browser's clock and ours; more than this and its figures are not believed."""

_PRESET_DECLARATION: Final = "appeared-in-person"
_PRESET: Final = {
    "situation": {"", "SELF_N", "U15_BOTH"},
    "mode": {"", "registered-mail"},
}
_TEXTS: Final = ("reason", "to", "real_at", "document_number", "supervisor", "supervisor_pin")

Which = tuple[FiveSteps, UUID | None]


@dataclass(kw_only=True)
class _Running:
    shown_at: datetime
    parts_ms: list[int] | None
    keys: int | None
    fields: int = 0


class Stopwatch:
    """The steps of the party at this counter."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._running: dict[UUID, dict[Which, _Running]] = {}

    def shown(self, visit_id: UUID, step: FiveSteps, case_id: UUID | None) -> None:
        """The step is on the screen; of several times the first counts."""
        steps = self._running.setdefault(visit_id, {})
        steps.setdefault(
            (step, case_id), _Running(shown_at=self._now(), parts_ms=[0, 0, 0], keys=0)
        )

    def add(self, visit_id: UUID, form: Form | None) -> None:
        """A form of the step shown last came in: its fields, and what the script counted."""
        steps = self._running.get(visit_id)
        if not steps or form is None:
            return
        running = next(reversed(steps.values()))
        running.fields = max(running.fields, fields_of(form))
        told = _told(form)
        if told is None or running.parts_ms is None or running.keys is None:
            running.parts_ms, running.keys = None, None
            return
        running.parts_ms = [
            known + more for known, more in zip(running.parts_ms, told[:3], strict=True)
        ]
        running.keys += told[3]

    def called(self, visit_id: UUID, form: Form | None) -> None:
        """The call began with the keys that asked for it; waiting for somebody is no part of it."""
        told = _told(form) if form else None
        took = timedelta(milliseconds=told[0] + told[1] if told else 0)
        # The next step may be on the screen already: the office was asked meanwhile.
        others = self._running.pop(visit_id, {})
        until = min((each.shown_at for each in others.values()), default=self._now())
        call = _Running(shown_at=until - took, parts_ms=[0, 0, 0], keys=0)
        self._running[visit_id] = {(FiveSteps.CALL, None): call}
        self.add(visit_id, form)
        self._running[visit_id] |= others

    def take(self, visit_id: UUID) -> list[Measured]:
        """Everything measured of this party; its clocks stop."""
        steps = self._running.pop(visit_id, {})
        begins = [running.shown_at for running in steps.values()]
        ends = [*begins, self._now()][1:]
        return [
            _measured(which, running, until)
            for (which, running), until in zip(steps.items(), ends, strict=True)
        ]


def fields_of(form: Form) -> int:
    """How many fields the clerk filled in: boxes ticked, choices other than the page's, texts."""
    ticked = sum(len(form.all(name)) for name in ("document", "void", "declared"))
    preset = len({_PRESET_DECLARATION} & set(form.all("declared")))
    chosen = sum(form.one(name) not in known for name, known in _PRESET.items())
    texts = sum(bool(form.one(name)) for name in _TEXTS)
    return ticked - preset + chosen + texts


def _measured(which: Which, running: _Running, until: datetime) -> Measured:
    total = min(_LONGEST_MS, max(0, round((until - running.shown_at).total_seconds() * 1000)))
    parts = running.parts_ms
    if parts is not None and parts[0] + parts[1] > total + _SLACK_MS:
        parts = None
    return Measured(
        step=which[0],
        case_id=which[1],
        total_ms=total,
        input_ms=parts[0] if parts else None,
        operation_ms=parts[1] if parts else None,
        # Whatever of the time was neither typing nor moving: reading, listening, thinking.
        understanding_ms=max(0, total - parts[0] - parts[1]) if parts else None,
        fields=running.fields,
        keys=running.keys,
    )


def _told(form: Form) -> tuple[int, int, int, int] | None:
    """Input, operation and understanding in ms, and keys; None where the script did not say."""
    told = [form.one(f"m_{name}") for name in ("input", "operation", "understanding", "keys")]
    if not all(each.isascii() and each.isdecimal() and len(each) < 9 for each in told):
        return None
    typing, moving, thinking, keys = map(int, told)
    return typing, moving, thinking, keys
