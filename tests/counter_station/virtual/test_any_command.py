"""Whatever bytes arrive, a card answers with a status word and loses no more than its tries."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from counter_station.virtual.apdu import RefusedError, parse
from tests.counter_station.virtual.made_up import fresh_card

SELECTS = [
    bytes.fromhex("00A4040C0A" + aid)
    for aid in ("D3921000310001010100", "D3921000310001010408", "D392F000260100000001")
]
headers = st.builds(
    lambda cla, ins, p1, p2: bytes((cla, ins, p1, p2)),
    st.sampled_from([0x00, 0x80]),
    st.sampled_from([0xA4, 0xB0, 0xB2, 0xCA, 0x20, 0x24, 0x32, 0x2A]),
    st.sampled_from([0x00, 0x01, 0x02, 0x04, 0x80, 0x88, 0xFF]),
    st.sampled_from([0x00, 0x04, 0x0C, 0x80, 0x88, 0x97, 0x98, 0x9B, 0xFF]),
)
commands = st.one_of(
    st.binary(max_size=300),
    st.sampled_from(SELECTS),
    st.builds(lambda header, body: header + body, headers, st.binary(max_size=20)),
    st.builds(
        lambda header, body: header + bytes((len(body),)) + body,
        headers,
        st.binary(min_size=1, max_size=40),
    ),
)


@given(sent=st.lists(commands, max_size=12))
def test_is_answered(sent):
    card = fresh_card()
    before = card.snapshot()["pins"]
    for command in sent:
        answer = card.process(command)
        assert len(answer) >= 2
        assert answer[-2] & 0xF0 in {0x60, 0x90}
    after = card.snapshot()["pins"]
    assert before.keys() == after.keys()
    assert all(0 <= pin["tries"] <= pin["full"] for pin in after.values())


@given(
    data=st.binary(max_size=400),
    expected=st.one_of(st.none(), st.integers(1, 0x10000)),
    extended=st.booleans(),
)
def test_is_taken_apart_as_it_was_put_together(data, expected, extended):
    if not extended and (len(data) > 255 or (expected or 0) > 256):
        return
    width = 2 if extended else 1
    raw = bytes.fromhex("00B20104")
    if extended and (data or expected):
        raw += b"\0"
    if data:
        raw += len(data).to_bytes(width, "big") + data
    if expected:
        raw += (expected % (1 << 8 * width)).to_bytes(width, "big")
    command = parse(raw)
    assert (command.data, command.expected) == (data, expected)


@given(raw=st.binary(max_size=40))
def test_is_taken_apart_or_refused(raw):
    with suppress(RefusedError):
        assert len(parse(raw).data) < len(raw)
