"""Parties behave as a plain mapping would, and leave what was there as it was."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from booking_web.timetable.parties import Parties

CHANGES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), max_size=120)


@given(CHANGES)
def test_as_a_plain_mapping(changes):
    parties = Parties()
    plain: dict[UUID, int] = {}
    for number, count in changes:
        before, was = parties, dict(plain)
        parties = parties.with_party(UUID(int=number), count)
        plain[UUID(int=number)] = count
        plain = {each: places for each, places in plain.items() if places}
        assert dict(before) == was
        assert dict(parties) == plain
        assert len(parties) == len(plain)
        assert (UUID(int=number) in parties) == (count > 0)
