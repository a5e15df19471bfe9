"""Whatever bytes arrive, a document answers with a status word and loses no more than its tries."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_station.virtual.documents import Document
from counter_station.virtual.residence_data import Generation
from tests.counter_station.virtual.made_up_documents import licence, passport, residence_card

SELECTS = [
    bytes.fromhex(f"00A4040C{len(aid) // 2:02X}{aid}")
    for aid in (
        "A00000023101" + "00" * 10,
        "A00000023102" + "00" * 10,
        "D392F0004F02" + "00" * 10,
        "D392F0004F03" + "00" * 10,
        "A0000002471001",
    )
] + [bytes.fromhex(file) for file in ("00A40000", "00A4020C020001", "00A4020C022F01")]
headers = st.builds(
    lambda cla, ins, p1, p2: bytes((cla, ins, p1, p2)),
    st.sampled_from([0x00, 0x08, 0x0C, 0x80]),
    st.sampled_from([0xA4, 0xB0, 0x20, 0x82, 0x84, 0xCA]),
    st.sampled_from([0x00, 0x01, 0x02, 0x04, 0x80, 0x85, 0x8A, 0xFF]),
    st.sampled_from([0x00, 0x04, 0x0C, 0x80, 0x81, 0x82, 0x86, 0xFF]),
)
commands = st.one_of(
    st.binary(max_size=300),
    st.sampled_from(
        [*SELECTS, bytes.fromhex("0084000008"), bytes.fromhex("08B08300000004960200000000")]
    ),
    st.builds(lambda header, body: header + body, headers, st.binary(max_size=20)),
    st.builds(
        lambda header, body: header + bytes((len(body),)) + body,
        headers,
        st.binary(min_size=1, max_size=48),
    ),
)
KINDS: dict[str, Callable[[], Document]] = {
    "licence": licence,
    "residence-1": lambda: residence_card(Generation.FIRST, under_16=True),
    "residence-2": lambda: residence_card(Generation.SECOND, under_16=True),
    "passport": passport,
}


@pytest.mark.parametrize("kind", KINDS)
@given(sent=st.lists(commands, max_size=12))
def test_is_answered(kind, sent):
    card = KINDS[kind]()
    before = card.snapshot()["pins"]
    for command in sent:
        answer = card.process(command)
        assert len(answer) >= 2
        assert answer[-2] & 0xF0 in {0x60, 0x90}
    after = card.snapshot()["pins"]
    assert before.keys() == after.keys()
    assert all(0 <= pin["tries"] <= pin["full"] for pin in after.values())
