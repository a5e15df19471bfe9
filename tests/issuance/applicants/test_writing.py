import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.applicants.writing import as_written, length


@pytest.mark.parametrize(
    "name",
    [
        "葛\U000e0100飾",
        "渡邉\U000e0102",
        "\U00020bb7田",
        "山﨑",
        "髙橋",
        "\ufa19谷",  # NFC would write U+795E
        "\U0002f80f",  # a compatibility ideograph outside the BMP
        "①㈱ｶﾅ",  # NFKC would change all of these
    ],
)
def test_every_variant_of_a_character_is_kept(name):
    assert as_written(name) == name


def test_marks_are_composed_and_edges_trimmed():
    assert as_written(" か\u3099　") == "が"
    assert as_written("JOSE\u0301") == "JOSÉ"


@given(st.text())
def test_writing_twice_changes_nothing(text):
    assert as_written(as_written(text)) == as_written(text)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", 0),
        ("葛\U000e0100飾", 2),
        ("\U00020bb7田", 2),
        ("か\u3099", 1),
        ("ｶﾞ", 1),
        ("नेपाल", 3),
        ("👩\u200d👧", 1),
        ("JOSÉ", 4),
    ],
)
def test_characters_are_counted_as_a_reader_counts(text, characters):
    assert length(text) == characters
