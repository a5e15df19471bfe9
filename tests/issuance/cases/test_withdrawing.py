"""申請の取下げ: its holder does not want the card, unless the post already has it."""

import pytest

from issuance.cases.facts import ApplicationWithdrawn
from issuance.cases.lapsing import note_withdrawn
from issuance.cases.posting import hand_to_post
from issuance.cases.refusals import ApplicationWithdrawnError, WrongStageError
from issuance.cases.state import FINAL
from tests.support.facts import AWAITING_PINS, EVERYWHERE, PINS_VOIDED, POSTED, SEALED, case

WITHDRAWAL = ApplicationWithdrawn()
NOTHING_LEFT = {*FINAL, "void"}
WITH_PINS = {"pins-taken", "delivery-chosen", "awaiting-pins", "setting", "uncertain"}
PLAIN = set(EVERYWHERE) - NOTHING_LEFT - WITH_PINS - {"unknown", "posted"}


@pytest.mark.parametrize("stage", sorted(PLAIN))
def test_makes_the_card_void_wherever_it_lies(stage):
    case.given(*EVERYWHERE[stage]).when(note_withdrawn).then(WITHDRAWAL)


def test_destroys_the_sealed_pins():
    case.given(*AWAITING_PINS).when(note_withdrawn).then(WITHDRAWAL, PINS_VOIDED)


@pytest.mark.parametrize("stage", sorted(NOTHING_LEFT))
def test_adds_nothing_where_it_is_over(stage):
    case.given(*EVERYWHERE[stage]).when(note_withdrawn).then_nothing()


@pytest.mark.parametrize("history", [(), POSTED])
def test_is_refused_for_what_nobody_knows_or_the_post_has(history):
    case.given(*history).when(note_withdrawn).then_refused(WrongStageError)


def test_what_comes_after_is_refused_with_the_reason():
    asked = case.given(*SEALED, WITHDRAWAL).when(hand_to_post, address_version=1)
    asked.then_refused(ApplicationWithdrawnError)
