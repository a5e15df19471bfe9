"""Alerts, told by example: once when a figure rises, once when it is back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.alerts.rules import (
    USUAL_LIMITS,
    AlertKind,
    AlertLimitSet,
    AlertRaised,
    AlertResolved,
    LimitError,
    Watch,
    evolve,
    look,
    set_limit,
)
from tests.support.given import Specification

WATCH = Specification(Watch(), evolve)
WAIT, MISSING = AlertKind.WAITING, AlertKind.MISSING_CARDS
RAISED = AlertRaised(kind=WAIT, figure=31, limit=30)


def test_a_figure_at_its_limit_is_no_alert_and_one_above_is():
    WATCH.given().when(look, {WAIT: 30, MISSING: 0}).then_nothing()
    WATCH.given().when(look, {WAIT: 31, MISSING: 0}).then(RAISED)


def test_it_is_said_once_however_long_it_lasts_and_however_high_it_goes():
    WATCH.given(RAISED).when(look, {WAIT: 90}).then_nothing()


def test_a_figure_that_trembles_about_its_limit_says_nothing():
    WATCH.given(RAISED).when(look, {WAIT: 30}).then_nothing()
    WATCH.given(RAISED).when(look, {WAIT: 25}).then_nothing()
    WATCH.given(RAISED).when(look, {WAIT: 24}).then(AlertResolved(kind=WAIT, figure=24))


def test_a_missing_card_is_over_when_it_is_found():
    raised = AlertRaised(kind=MISSING, figure=1, limit=0)
    WATCH.given().when(look, {MISSING: 1}).then(raised)
    WATCH.given(raised).when(look, {MISSING: 2}).then_nothing()
    WATCH.given(raised).when(look, {MISSING: 0}).then(AlertResolved(kind=MISSING, figure=0))


def test_after_it_was_over_it_can_rise_again():
    over = AlertResolved(kind=WAIT, figure=10)
    WATCH.given(RAISED, over).when(look, {WAIT: 31}).then(RAISED)


def test_a_figure_that_nobody_knows_changes_nothing():
    WATCH.given().when(look, {}).then_nothing()
    WATCH.given(RAISED).when(look, {}).then_nothing()


def test_what_is_watched_no_more_is_resolved_and_never_raised():
    unwatched = AlertLimitSet(kind=WAIT, limit=None)
    WATCH.given(unwatched).when(look, {WAIT: 999}).then_nothing()
    WATCH.given(RAISED, unwatched).when(look, {WAIT: 999}).then(
        AlertResolved(kind=WAIT, figure=999)
    )


def test_limits_are_set_once_and_nonsense_is_refused():
    WATCH.given().when(set_limit, kind=WAIT, limit=20).then(AlertLimitSet(kind=WAIT, limit=20))
    WATCH.given().when(set_limit, kind=WAIT, limit=USUAL_LIMITS[WAIT]).then_nothing()
    for limit in (-1, 10_001):
        WATCH.given().when(set_limit, kind=WAIT, limit=limit).then_refused(LimitError)


@settings(max_examples=80)
@given(st.lists(st.dictionaries(st.sampled_from(AlertKind), st.integers(0, 200)), max_size=25))
def test_whatever_the_figures_do_raised_and_resolved_take_turns(moments):
    watch, told = Watch(), dict[AlertKind, list[type]]()
    for figures in moments:
        found = look(watch, figures)
        for each in found:
            told.setdefault(each.kind, []).append(type(each))
            watch = evolve(watch, each)
        assert not look(watch, figures)
    for kinds in told.values():
        assert kinds == [AlertRaised, AlertResolved] * (len(kinds) // 2) + [AlertRaised] * (
            len(kinds) % 2
        )
