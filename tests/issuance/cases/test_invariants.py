"""What must hold whatever happens (domain.md 3.8), and that these tests would notice."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from issuance.cases import facts as f
from issuance.cases.state import Case, Stage
from issuance.custody.facts import CardMoved
from tests.issuance.cases.any_day.law import RULES
from tests.issuance.cases.any_day.office import Office, OfficeWithSecondThoughts

USUAL = settings(
    max_examples=120,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
HUNT = settings(
    USUAL,
    max_examples=6_000,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
)

TestAnyDayAtTheOffice = OfficeWithSecondThoughts.TestCase
TestAnyDayAtTheOffice.settings = USUAL


def _without_looking_at(field: str, pretended: Callable[[Case, Any], Any]) -> Callable[..., Any]:
    """Sealing, told that what it looks at is as it should be; the fact says what really was."""

    def seal_envelope(case: Case, sealing: Any) -> Iterable[f.CaseFact]:
        good = replace(sealing, **{field: pretended(case, sealing)})
        sealed = RULES.seal_envelope(case, good)
        return [replace(each, **{field: getattr(sealing, field)}) for each in sealed]

    return seal_envelope


def _seal_before_pins_are_set(case: Case, sealing: Any) -> Any:
    hasty = replace(case, stage=Stage.READY_TO_GO) if case.stage is Stage.SETTING else case
    return RULES.seal_envelope(hasty, sealing)


def _forget_four_eyes(case: Case, *, officers: tuple[str, str], four_eyes: bool) -> Any:
    begun = RULES.begin_setting(case, officers=officers, four_eyes=False)
    return [replace(each, four_eyes=four_eyes) for each in begun]


def _forget_the_address(case: Case, *, address_version: int) -> Any:
    sealed_for = case.shipment.address_version if case.shipment else address_version
    return RULES.hand_to_post(case, address_version=sealed_for)


def _book_twice(case: Case, booked: f.AppointmentNoted) -> Any:
    if case.stage is Stage.BOOKED and case.appointment != booked:
        return [booked]
    return RULES.note_appointment(case, booked)


def _die_after_the_end(case: Case) -> Any:
    return [f.HolderDied()] if case.stage is Stage.DELIVERED else RULES.note_died(case)


def _take_any_card(case: Case, expected: f.CardExpected) -> Any:
    return [] if case.card == expected else [expected]


def _move_from_anywhere(card: Any, *, to_place: str) -> Any:
    moved = RULES.move(card, to_place=to_place)
    return [CardMoved(from_place="desk", to_place=each.to_place) for each in moved]


def _call_again(visit: Any, *, station: str, clerk: str) -> Any:
    del visit
    return RULES.call(
        type("Fresh", (), {"stage": None, "station": None})(), station=station, clerk=clerk
    )


def _utc_date(at: datetime) -> Any:
    return at.astimezone(UTC).date()


BROKEN: dict[str, dict[str, Callable[..., Any]]] = {
    "another card in the case": {"expect_card": _take_any_card},
    "two appointments": {"note_appointment": _book_twice},
    "sealed before the PINs were set": {"seal_envelope": _seal_before_pins_are_set},
    "another card in the envelope": {
        "seal_envelope": _without_looking_at("card_serial_read", lambda case, _: case.card_serial)
    },
    "two eyes at the PIN desk": {"begin_setting": _forget_four_eyes},
    "two eyes at the sealing desk": {
        "seal_envelope": _without_looking_at("sealers", lambda *_: ("X01", "X02"))
    },
    "an old address": {"hand_to_post": _forget_the_address},
    "an end that is none": {"note_died": _die_after_the_end},
    "a movement from nowhere": {"move": _move_from_anywhere},
    "two counters call": {"call": _call_again},
    "days counted in UTC": {"office_date": _utc_date},
}


NEAR = {
    "two counters call": 5,
    "sealed before the PINs were set": 11,
    "another card in the envelope": 12,
    "an old address": 13,
}
"""How far cases are where a rule is rarely asked: its control need not search all of the course."""


@pytest.mark.parametrize("what", BROKEN)
def test_control_a_broken_rule_is_found_out(what):
    class Careless(Office):
        law = SimpleNamespace(**{**vars(RULES), **BROKEN[what]})
        far = st.just(NEAR[what]) if what in NEAR else Office.far

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Careless, settings=HUNT)
