"""Declaring facts, and what a stream's facts add up to."""

import pytest

from issuance.ledger.facts import Recorded, Stream, class_of, fact, form_of
from tests.issuance.ledger.tallies import AT, TALLY, Counted, Remarked, Tally, counted, evolve


def test_a_fact_is_found_by_its_stored_name():
    assert class_of("test.counted") is Counted
    assert form_of(Counted).topic == "test.counted"
    assert form_of(Counted).version == 1


def test_two_facts_never_share_a_stored_name():
    with pytest.raises(TypeError, match="two facts are named"):

        @fact("test.counted")
        class CountedAgain:
            amount: int


def test_each_older_version_needs_its_upcaster():
    with pytest.raises(TypeError, match="needs its upcaster"):
        fact("test.never-declared", version=3, upcasters={1: lambda body: body})


def test_an_unknown_name_is_not_guessed():
    with pytest.raises(KeyError):
        class_of("test.nobody-declared-this")


def test_new_facts_go_after_what_the_stream_holds():
    stream = Stream(TALLY, Tally(), evolve).replay(counted(3, 4))
    recorded = stream.record([Remarked(text="half"), Counted(amount=1)], at=AT, by="staff:K01")
    assert stream.state == Tally(total=7)
    assert [each.version for each in recorded] == [3, 4]
    assert recorded[0] == Recorded(
        stream_id=TALLY, version=3, position=0, at=AT, by="staff:K01", fact=Remarked(text="half")
    )


def test_nothing_to_record_leaves_no_trace():
    assert Stream(TALLY, Tally(), evolve).record([], at=AT, by="worker") == []
