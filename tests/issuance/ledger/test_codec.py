"""The stored form: what is written is what is read, under a name that never changes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issuance.ledger.codec import FactHoldsNumberError, decode, encode
from issuance.ledger.facts import Json, Recorded, fact
from tests.issuance.ledger.tallies import AT, TALLY, Remarked
from tests.support.declared import fact_classes, made_up

VALID_NUMBER = "123456789018"  # made up; its check digit is right


def recorded(happened, at=AT):
    return Recorded(stream_id=TALLY, version=1, position=7, at=at, by="staff:K01", fact=happened)


def read_again(original):
    topic, state = encode(original)
    return decode(original.stream_id, original.version, original.position, topic, state)


@pytest.mark.parametrize("cls", fact_classes(), ids=lambda cls: cls.__name__)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_fact_comes_back_as_it_was_written(cls, data):
    original = recorded(data.draw(made_up(cls)))
    assert read_again(original) == original


def test_the_stored_form_is_plain_json():
    topic, state = encode(recorded(Remarked(text="済")))
    assert topic == "test.remarked"
    assert msgspec.json.decode(state) == {
        "v": 1,
        "at": "2026-11-22T00:30:00Z",
        "by": "staff:K01",
        "fact": {"text": "済"},
    }


def test_times_are_stored_in_utc():
    jst = timezone(timedelta(hours=9))
    read = read_again(recorded(Remarked(text=""), at=datetime(2026, 11, 22, 9, 30, tzinfo=jst)))
    assert read.at == AT
    assert read.at.tzinfo is UTC


def test_a_time_without_zone_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="zone"):
        encode(recorded(Remarked(text=""), at=datetime(2026, 11, 22)))  # noqa: DTZ001 - on purpose


def _split(body: dict[str, Json]) -> dict[str, Json]:
    name, _, floor = str(body["place"]).partition("/")
    return {"name": name, "floor": floor}


def _numbered(body: dict[str, Json]) -> dict[str, Json]:
    return {**body, "floor": int(str(body["floor"]))}


@fact("test.placed", version=3, upcasters={1: _split, 2: _numbered})
class Placed:
    name: str
    floor: int
    tags: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("version", "body"),
    [
        (1, b'{"place":"A/3"}'),
        (2, b'{"name":"A","floor":"3"}'),
        (3, b'{"name":"A","floor":3}'),
    ],
)
def test_older_versions_are_lifted_step_by_step(version, body):
    state = b'{"v":%d,"at":"2026-11-22T00:30:00Z","by":"worker","fact":%s}' % (version, body)
    assert decode(TALLY, 1, 1, "test.placed", state).fact == Placed(name="A", floor=3)


@dataclass(frozen=True, kw_only=True)
class Line:
    words: tuple[str, ...]


@fact("test.listed")
class Listed:
    lines: tuple[Line, ...]
    of: UUID


@pytest.mark.parametrize(
    "text",
    [
        VALID_NUMBER,
        f"番号は{VALID_NUMBER}です",
        "1234-5678-9018",
        "１２３４ ５６７８ ９０１８",
    ],
)
def test_no_individual_number_enters_the_log(text):
    with pytest.raises(FactHoldsNumberError, match=r"^Remarked\.text$"):
        encode(recorded(Remarked(text=text)))


def test_nor_does_one_that_lies_deeper():
    deep = Listed(lines=(Line(words=("a", VALID_NUMBER)),), of=UUID(int=5))
    with pytest.raises(FactHoldsNumberError, match=r"^Listed\.lines$") as refused:
        encode(recorded(deep))
    assert VALID_NUMBER not in str(refused.value)


@pytest.mark.parametrize("text", ["123456789019", "1234567890123", "12345678901", "A12345678901B"])
def test_other_numbers_do(text):
    assert read_again(recorded(Remarked(text=text))).fact == Remarked(text=text)
