"""Batches between the zones: only the one that must come next is opened, nothing else ever."""

import base64
import json
from contextlib import suppress
from hashlib import sha256
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from issuance.ledger.batches import (
    FIRST,
    MAX_BYTES,
    Batch,
    BatchRefusedError,
    Envelope,
    Item,
    open_batch,
    sign_batch,
)
from tests.issuance.ledger.tallies import AT

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
PURPOSE = b"madoguchi batch v1\0"


def item(position):
    return Item(
        position=position,
        stream_id=UUID(int=position),
        topic="tally.counted",
        at=AT,
        body=msgspec.Raw(b'{"amount":%d}' % position),
    )


def batch(number=1, previous=FIRST, *, upto=9, positions=(3, 5, 5, 8), sender="booking"):
    items = tuple(map(item, positions))
    return Batch(sender=sender, number=number, previous=previous, upto=upto, items=items)


def signed(what=None, key=KEY):
    return sign_batch(what or batch(), key)[0]


def sealed(payload, key=KEY):
    """Bytes that the right key signed, whatever they are."""
    return msgspec.json.encode(Envelope(payload=payload, signature=key.sign(PURPOSE + payload)))


def opened(data, *, number=1, previous=FIRST, after=0):
    return open_batch(
        data, KEY.public_key(), sender="booking", number=number, previous=previous, after=after
    )


def refused(data, **expected):
    with pytest.raises(BatchRefusedError) as refusal:
        opened(data, **expected)
    return refusal.value.reason


def test_a_batch_opens_as_it_was_signed():
    data, digest = sign_batch(batch(), KEY)
    assert opened(data) == (batch(), digest)


def test_batches_follow_each_other():
    _, digest = sign_batch(batch(), KEY)
    second = batch(2, digest, upto=20, positions=(10, 20))
    data = signed(second)
    assert opened(data, number=2, previous=digest, after=9)[0] == second


def test_the_same_batch_is_always_the_same_bytes():
    assert signed() == signed()


def test_a_batch_may_say_nothing_and_only_move_on():
    empty = batch(upto=2_000, positions=())
    assert opened(signed(empty))[0] == empty


def test_one_that_came_before_is_replayed():
    assert refused(signed(), number=2, previous=sha256(b"").digest(), after=9) == "replayed"


def test_one_that_comes_too_early_leaves_a_gap():
    assert refused(signed(batch(3))) == "gap"


def test_one_that_follows_another_history_does_not_chain():
    assert refused(signed(batch(2)), number=2, previous=b"x" * 32, after=0) == "chain"


def test_a_foreign_sender_is_not_listened_to():
    assert refused(signed(batch(sender="office"))) == "sender"


def test_a_foreign_key_signs_nothing():
    assert refused(signed(key=OTHER_KEY)) == "signature"


def test_a_signature_for_another_purpose_is_none():
    payload = msgspec.json.encode(batch())
    plain = Envelope(payload=payload, signature=KEY.sign(payload))
    assert refused(msgspec.json.encode(plain)) == "signature"


def test_items_stand_in_the_order_of_the_log():
    assert refused(signed(batch(positions=(5, 3)))) == "order"


def test_no_item_was_told_before():
    assert refused(signed(batch(positions=(3,))), after=3) == "order"


def test_no_item_stands_behind_the_batchs_own_end():
    assert refused(signed(batch(upto=7))) == "order"


@pytest.mark.parametrize("length", [0, 1, 40, -1])
def test_a_cut_batch_is_unreadable(length):
    assert refused(signed()[:length]) == "unreadable"


def test_a_huge_one_is_not_even_looked_at():
    assert refused(b" " * (MAX_BYTES + 1)) == "too-large"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(msgspec.json.encode(batch()) + b" ", id="a space more"),
        pytest.param(b" " + msgspec.json.encode(batch()), id="a space before"),
        pytest.param(msgspec.json.encode(batch()).replace(b":1,", b":1.0,", 1), id="1.0"),
        pytest.param(msgspec.json.encode(batch(), order="sorted"), id="sorted keys"),
        pytest.param(msgspec.json.encode(batch())[:-1] + b',"more":1}', id="one field more"),
        pytest.param(msgspec.json.encode(batch()).replace(b"tally", b"\\u0074ally"), id="escaped"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"sender":' * 50_000, id="deep objects"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"null", id="nothing"),
        pytest.param(msgspec.json.encode(batch()).replace(b":9,", b":%d," % 2**70), id="huge"),
        pytest.param(msgspec.json.encode(batch()).replace(b":9,", b":%d," % 2**63), id="no bigint"),
        pytest.param(msgspec.json.encode(batch()).replace(b":3,", b":-3,", 1), id="negative"),
        pytest.param(msgspec.json.encode(batch()).replace(b":30:00Z", b":30:00"), id="no zone"),
    ],
)
def test_other_than_canonical_bytes_are_unreadable_even_when_signed(payload):
    assert refused(sealed(payload)) == "unreadable"


def test_a_deep_body_is_no_harm():
    deep = b"[" * 50_000 + b"]" * 50_000
    payload = msgspec.json.encode(batch(positions=(3,))).replace(b'{"amount":3}', deep)
    assert refused(sealed(payload)) == "unreadable"


@given(st.binary())
def test_any_bytes_are_opened_or_refused(data):
    assert refused(data) == "unreadable"


@given(st.binary())
def test_any_signed_bytes_are_opened_or_refused(payload):
    assert refused(sealed(payload)) == "unreadable"


@given(st.integers(0), st.binary(min_size=1, max_size=4))
def test_no_byte_can_be_changed(place, instead):
    whole = signed()
    at = place % len(whole)
    changed = whole[:at] + instead + whole[at + len(instead) :]
    if _means_the_same(changed, whole):
        assert opened(changed)[0] == batch()
    else:
        assert refused(changed) in {"unreadable", "signature"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(
    st.fixed_dictionaries(
        {
            "sender": st.just("booking") | JSON,
            "number": st.just(1) | JSON,
            "previous": st.just(base64.b64encode(FIRST).decode()) | JSON,
            "upto": st.integers() | JSON,
            "items": st.just([]) | st.lists(JSON) | JSON,
        }
    )
)
def test_any_signed_shape_is_opened_or_refused(shape):
    # Python's own JSON: it writes integers of any size.
    with suppress(BatchRefusedError):
        opened(sealed(json.dumps(shape, separators=(",", ":")).encode()))


def _means_the_same(changed, whole):
    """Base64 has spare bits at its end: other letters may stand for the same bytes."""
    try:
        return msgspec.json.decode(changed, type=Envelope) == msgspec.json.decode(
            whole, type=Envelope
        )
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
