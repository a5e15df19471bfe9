"""照合: the same, another, or not told; whatever the way of writing."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_station.cards.reading import Attributes, ChipKind, ChipReading, SecretUsed, Signature
from counter_station.comparison import Likeness, compare, side_by_side
from counter_station.office_answers import Resident
from issuance.identity.chip import Attribute
from issuance.identity.variants import Variants, VariantsFileError

VARIANTS = Variants()
SAME, DIFFERS, ABSENT = Likeness


def resident(name="試験 太郎", address="江戸川区架空町1丁目2番3号", **more):
    fields = {"name": name, "address": address, "birth_on": date(1985, 4, 8), **more}
    return Resident(case_id=UUID(int=1), **fields)


def reading(**attributes):
    return ChipReading(
        kind=ChipKind.LICENCE,
        secret=SecretUsed.PIN,
        attributes=Attributes(**attributes),
        signature=Signature.ABSENT,
    )


def likeness(attribute, known, told, variants=VARIANTS):
    fields = {Attribute.NAME: "name", Attribute.KANA: "kana", Attribute.ADDRESS: "address"}
    records = {Attribute.NAME: "name", Attribute.KANA: "name_kana", Attribute.ADDRESS: "address"}
    chip = reading(**{fields[attribute]: told})
    return compare(chip, resident(**{records[attribute]: known}), variants)[attribute]


@pytest.mark.parametrize(
    ("record", "chip", "expected"),
    [
        ("試験 太郎", "試験　太郎", SAME),
        ("高橋 恵", "髙橋　惠", SAME),
        ("渡辺 真", "渡邉　眞", SAME),
        ("葛\U000e0101城 花", "葛城 花", SAME),
        ("ＫＩＭ　ＭＩＮＡ", "KIM MINA", SAME),
        ("KIM MINA", "KIM<<MINA", SAME),
        ("試験 太郎", "試験 次郎", DIFFERS),
        ("KIM MINA", "KIM MINO", DIFFERS),
        ("試験 太郎", "SHIKEN TARO", ABSENT),
        ("", "試験 太郎", ABSENT),
        ("試験 太郎", None, ABSENT),
    ],
)
def test_names(record, chip, expected):
    assert likeness(Attribute.NAME, record, chip) is expected


@pytest.mark.parametrize(
    ("record", "chip", "expected"),
    [
        ("シケン タロウ", "ｼｹﾝ　ﾀﾛｳ", SAME),
        ("シケン タロウ", "しけん たろう", SAME),
        ("シケン タロウ", "シケン ジロウ", DIFFERS),
    ],
)
def test_readings_of_names(record, chip, expected):
    assert likeness(Attribute.KANA, record, chip) is expected


@pytest.mark.parametrize(
    ("record", "chip", "expected"),
    [
        ("江戸川区見本町1丁目2番3号", "東京都江戸川区見本町一丁目２番３号", SAME),
        ("江戸川区見本町1丁目2番3号", "江戸川区見本町１－２－３", SAME),
        ("江戸川区見本町12丁目2番3号", "江戸川区見本町十二丁目2-3", SAME),
        ("霞ケ関市緑町20番地5", "霞ヶ関市緑町二十番地の5", SAME),
        ("見本市中央1-2-3 見本荘101号室", "見本市中央一丁目２番３号　見本荘１０１", SAME),
        ("江戸川区見本町1丁目2番3号", "江戸川区見本町1丁目2番4号", DIFFERS),
        ("江戸川区見本町1丁目23番", "江戸川区見本町12丁目3番", DIFFERS),
        ("三重県四日市市見本町3番", "四日市市見本町3番", SAME),
        ("江戸川区見本町1丁目2番3号", None, ABSENT),
    ],
)
def test_addresses(record, chip, expected):
    assert likeness(Attribute.ADDRESS, record, chip) is expected


def test_birth_dates():
    born = reading(birth_on=date(1985, 4, 8))
    assert compare(born, resident(), VARIANTS)[Attribute.BIRTH] is SAME
    assert compare(born, resident(birth_on=date(1985, 4, 9)), VARIANTS)[Attribute.BIRTH] is DIFFERS
    assert compare(born, resident(birth_on=None), VARIANTS)[Attribute.BIRTH] is ABSENT


def test_without_the_offices_record_nothing_is_compared():
    chip = reading(name="試験 太郎", birth_on=date(1985, 4, 8))
    assert set(compare(chip, None, VARIANTS).values()) == {ABSENT}


def test_an_office_may_say_which_characters_are_one():
    assert likeness(Attribute.NAME, "穂積 空", "穗積 空") is DIFFERS
    assert (
        likeness(Attribute.NAME, "穂積 空", "穗積 空", Variants("穂穗  # as in the record")) is SAME
    )
    with pytest.raises(VariantsFileError):
        Variants("高髙\n孝髙")


def test_both_texts_stand_side_by_side_but_in_no_log():
    sides = side_by_side(reading(name="試験 次郎"), resident(), VARIANTS)
    assert (sides[0].record, sides[0].chip) == ("試験 太郎", "試験 次郎")
    assert "試験" not in repr(sides)
    assert "架空町" not in repr(sides)


texts = st.text(
    st.sampled_from("試験髙高太郎一二1２丁目番号-ーのケヶ県 　A"), min_size=1, max_size=12
)


@given(text=texts, attribute=st.sampled_from([Attribute.NAME, Attribute.KANA, Attribute.ADDRESS]))
def test_everything_is_like_itself(text, attribute):
    assert likeness(attribute, text, text) is SAME


@given(
    one=texts,
    other=texts,
    attribute=st.sampled_from([Attribute.NAME, Attribute.KANA, Attribute.ADDRESS]),
)
def test_it_does_not_matter_which_side_says_it(one, other, attribute):
    assert likeness(attribute, one, other) is likeness(attribute, other, one)
