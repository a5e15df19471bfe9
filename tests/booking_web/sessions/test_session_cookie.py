"""The residents' session: what of a cookie is believed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from booking_web.sessions import MOST_CHARACTERS, Person, SessionSeal

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))
PERSON = Person(notice_id=UUID(int=7), tail="9QXM")


@pytest.fixture
def seal() -> SessionSeal:
    return SessionSeal(KEY)


def test_a_planted_id_is_never_accepted(seal: SessionSeal):
    planted = "attacker-chosen"
    assert seal.open(planted, NOW) is None
    # Nor does it live on in what the site makes of the visit.
    fresh = seal.fresh(NOW)
    assert planted not in (fresh.session_id, seal.close(fresh))


def test_signing_in_leaves_the_session_that_was_there_behind(seal: SessionSeal):
    planted = replace(seal.fresh(NOW), people=(Person(notice_id=UUID(int=666), tail="EVIL"),))
    signed_in = seal.signed_in(PERSON, NOW)
    assert signed_in.people == (PERSON,)
    assert signed_in.session_id != planted.session_id


def test_what_was_sealed_comes_back(seal: SessionSeal):
    draft = replace(
        seal.signed_in(PERSON, NOW), spoken="en", needs=("wheelchair",), memo="耳が遠い"
    )
    assert seal.open(seal.close(draft), NOW) == draft


def test_two_cookies_of_one_draft_differ(seal: SessionSeal):
    draft = seal.fresh(NOW)
    assert seal.close(draft) != seal.close(draft)


def test_a_cookie_of_another_key_is_foreign(seal: SessionSeal):
    foreign = SessionSeal(bytes(32)).close(seal.signed_in(PERSON, NOW))
    assert seal.open(foreign, NOW) is None


def test_nothing_of_it_can_be_read_without_the_key(seal: SessionSeal):
    cookie = seal.close(seal.signed_in(PERSON, NOW))
    raw = urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    assert PERSON.tail.encode() not in raw


@pytest.mark.parametrize("place", [0, 11, 12, 40, -1])
def test_a_changed_byte_ends_it(seal: SessionSeal, place: int):
    cookie = seal.close(seal.signed_in(PERSON, NOW))
    raw = bytearray(urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)))
    raw[place] ^= 1
    assert seal.open(urlsafe_b64encode(raw).rstrip(b"=").decode(), NOW) is None


def test_it_ends_after_a_day(seal: SessionSeal):
    cookie = seal.close(seal.signed_in(PERSON, NOW))
    assert seal.open(cookie, NOW + timedelta(hours=23, minutes=59)) is not None
    assert seal.open(cookie, NOW + timedelta(hours=24)) is None


@pytest.mark.parametrize(
    "cookie", ["", "a", "====", "\0", "ünïcode", "💥" * 9, "A" * 16, "A" * 100_000, "../../etc"]
)
def test_nonsense_is_nothing(seal: SessionSeal, cookie: str):
    assert seal.open(cookie, NOW) is None


def test_the_fullest_draft_fits_a_cookie(seal: SessionSeal):
    people = tuple(Person(notice_id=UUID(int=n), tail="ABCD") for n in range(6))
    full = replace(seal.fresh(NOW), people=people, memo="😀" * 200, needs=("sign-language",) * 6)
    assert len(seal.close(full)) <= MOST_CHARACTERS


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        SessionSeal(b"short")
