"""鍵の交代: a key is replaced, kept while anything needs it, retired, destroyed; never back."""

import pytest

from issuance.errors import NotFoundError
from issuance.pins.key_course import (
    PinKeyDestroyed,
    PinKeyNeededError,
    PinKeyPublished,
    PinKeyRetired,
    PinKeyRetiredError,
    PinKeys,
    evolve,
    note_destroyed,
    publish,
    retire,
)
from issuance.pins.keys import OpeningKey
from tests.support.given import Specification

FIRST, SECOND, THIRD = (OpeningKey.generate().sealing_key for _ in range(3))
keys: Specification[PinKeys, PinKeyPublished | PinKeyRetired | PinKeyDestroyed] = Specification(
    PinKeys(), evolve
)


def published(key):
    return PinKeyPublished(key_id=key.key_id, public_key_pem=key.to_pem().decode())


RETIRED = PinKeyRetired(key_id=FIRST.key_id)
GONE = PinKeyDestroyed(key_id=FIRST.key_id)
TWO = (published(FIRST), published(SECOND))


def asked(history, key=FIRST, *, sealed=0, in_grace=False):
    return keys.given(*history).when(retire, key.key_id, sealed=sealed, in_grace=in_grace)


def test_with_the_second_key_the_first_is_known_too():
    keys.given().when(publish, SECOND, first=FIRST).then(*TWO)
    keys.given().when(publish, FIRST, first=FIRST).then(published(FIRST))
    keys.given(*TWO).when(publish, THIRD, first=FIRST).then(published(THIRD))
    keys.given(*TWO).when(publish, SECOND, first=FIRST).then_nothing()
    state = keys.given(*TWO).state
    assert state.current == published(SECOND)


def test_a_replaced_key_nothing_needs_is_retired_once():
    asked(TWO).then(RETIRED)
    asked((*TWO, RETIRED)).then_nothing()


@pytest.mark.parametrize("why", [{"sealed": 1}, {"in_grace": True}])
def test_a_key_that_is_needed_is_kept(why):
    asked(TWO, **why).then_refused(PinKeyNeededError)


def test_the_key_in_use_is_never_retired():
    asked(TWO, SECOND).then_refused(PinKeyNeededError)
    asked((), FIRST).then_refused(NotFoundError)


def test_a_retired_key_never_comes_back():
    keys.given(*TWO, RETIRED).when(publish, FIRST, first=FIRST).then_refused(PinKeyRetiredError)


def test_what_is_destroyed_was_retired_before():
    keys.given(*TWO, RETIRED).when(note_destroyed, FIRST.key_id).then(GONE)
    keys.given(*TWO, RETIRED, GONE).when(note_destroyed, FIRST.key_id).then_nothing()
    keys.given(*TWO).when(note_destroyed, FIRST.key_id).then_refused(PinKeyNeededError)
