from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.applicants.application_ids import case_id, is_application_id

SECRET = bytes(range(32))
application_ids = st.from_regex(r"[0-9]{23}", fullmatch=True).filter(str.isascii)


def test_the_same_application_has_always_the_same_case():
    """Everything the log holds depends on it: this value never changes."""
    assert case_id(SECRET, "1" * 23) == UUID("8ec262bd-db33-8027-a32c-0a6ebc2ffc1d")


@given(application_ids, application_ids)
def test_other_applications_have_other_cases(one, other):
    assert (case_id(SECRET, one) == case_id(SECRET, other)) is (one == other)
    assert case_id(SECRET, one) != case_id(bytes(32), one)


@given(application_ids)
def test_the_id_is_a_proper_uuid(number):
    assert case_id(SECRET, number).version == 8


@pytest.mark.parametrize("text", ["", "1" * 22, "1" * 24, "１" * 23, "1" * 22 + "\n", "x" * 23])
def test_anything_else_is_refused_without_repeating_it(text):
    assert not is_application_id(text)
    with pytest.raises(ValueError, match=r"^not an application id$"):
        case_id(SECRET, text)


def test_a_short_secret_is_no_secret():
    with pytest.raises(ValueError, match="32 bytes"):
        case_id(b"short", "1" * 23)
