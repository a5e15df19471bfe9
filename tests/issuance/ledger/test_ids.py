"""Ids that follow from a name are those of the standard library."""

from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from issuance.ledger.ids import named_id


@given(st.uuids(), st.text())
def test_the_same_as_the_standard_librarys(namespace, name):
    assert named_id(namespace, name) == uuid5(namespace, name)
