"""四つの目の原則: over the whole course of one card, by person."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.cases.four_eyes import (
    Pair,
    involved,
    require_sealers,
    require_setters,
    require_two,
    verifiers,
)
from issuance.cases.refusals import FourEyesError
from issuance.cases.state import Case
from tests.support.facts import AWAITING_PINS, READY_TO_GO, VERIFIER, VERIFYING, case

SUPERVISOR = "S01"
people = st.sampled_from(["K01", "K02", "S01", "B01", "B02"])
pairs = st.tuples(people, people)


def verified(by: str, *, after_a_doubt: str = "") -> Case:
    return Case(identity=replace(VERIFYING, verified_by=by, approved_by=after_a_doubt))


def allows(rule, *asked, **how) -> bool:
    try:
        rule(*asked, **how)
    except FourEyesError:
        return False
    return True


def test_who_decided_a_doubt_has_verified_the_identity_too():
    assert verifiers(verified("K01", after_a_doubt=SUPERVISOR)) == {"K01", SUPERVISOR}
    assert not allows(require_setters, verified("K01", after_a_doubt="S01"), ("B01", "S01"))


def test_everybody_who_ever_opened_the_pins_is_involved():
    assert involved(case.given(*READY_TO_GO).state) == {VERIFIER, "B01", "B02"}
    assert involved(case.given(*AWAITING_PINS).state) == {VERIFIER}


@settings(max_examples=60, deadline=None)
@given(verifier=people, officers=pairs, others=st.frozensets(people), sealers=pairs)
def test_no_course_leaves_one_person_to_watch_over_themselves(
    verifier: str, officers: Pair, others: frozenset[str], sealers: Pair
):
    """Whoever is allowed all along, the sealed card was seen by three people or more."""
    at_hand = verified(verifier)
    opened = replace(at_hand, openers=others | set(officers))
    set_by_others = allows(require_setters, at_hand, officers)
    assert set_by_others == (len({verifier, *officers}) == 3)
    sealed_by_a_third = allows(require_sealers, opened, sealers)
    fresh = set(sealers) - {verifier, *officers, *others}
    assert sealed_by_a_third == (bool(fresh) and sealers[0] != sealers[1])
    if set_by_others and sealed_by_a_third:
        assert len({verifier, *officers, *sealers}) >= 4


@pytest.mark.parametrize("rule", [require_setters, require_sealers])
def test_a_small_venue_may_switch_it_off(rule):
    assert allows(rule, verified("K01"), ("K01", "K01"), four_eyes=False)


def test_destruction_by_two_is_never_switched_off():
    assert not allows(require_two, ("B01", "B01"))
    assert allows(require_two, ("B01", "B02"))
