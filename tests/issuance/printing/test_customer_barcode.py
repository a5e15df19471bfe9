"""カスタマバーコード: Japan Post's own examples, and addresses as a ward has them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.printing.address_numbers import address_number, kanji_number
from issuance.printing.customer_barcode import BARS, codes_of, customer_barcode, with_check

# 郵便番号・バーコードマニュアル, page 25; the last code is the check code.
PUBLISHED = [
    ("2630023", "千葉市稲毛区緑町3丁目30-8　郵便ビル403号", "3-30-8-403", 5),
    ("0140113", "秋田県大仙市堀見内　南田茂木　添60-1", "60-1", 18),
    ("1100016", "東京都台東区台東5-6-3　ABCビル10F", "5-6-3-10", 9),
    ("0600906", "北海道札幌市東区北六条東4丁目　郵便センター6号館", "4-6", 9),
    ("0650006", "北海道札幌市東区北六条東8丁目　郵便センター10号館", "8-10", 9),
    ("4070033", "山梨県韮崎市龍岡町下條南割　韮崎400", "400", 10),
    ("2730102", "千葉県鎌ケ谷市右京塚　東3丁目-20-5　郵便・A&bコーポB604号", "3-20-5B604", 0),
    ("1980036", "東京都青梅市河辺町十一丁目六番地一号　郵便タワー601", "11-6-1-601", 18),
    ("0270203", "岩手県宮古市大字津軽石第二十一地割大淵川480", "21-480", 15),
    ("5900016", "大阪府堺市堺区中田出井町四丁六番十九号", "4-6-19", 12),
    ("0800831", "北海道帯広市稲田町南七線　西28", "7-28", 17),
    ("3170055", "茨城県日立市宮田町6丁目7-14　ABCビル2F", "6-7-14-2", 11),
    ("6500046", "神戸市中央区港島中町9丁目7-6　郵便シティA棟1F1号", "9-7-6A1-1", 5),
    ("6230011", "京都府綾部市青野町綾部6-7　LプラザB106", "6-7LB106", 4),
    ("0640804", "札幌市中央区南四条西29丁目1524-23　第2郵便ハウス501", "29-1524-23-2-501", 3),
    ("9100067", "福井県福井市新田塚3丁目80-25　J1ビル2-B", "3-80-25J1-2B", 9),
    ("1000013", "東京都千代田区霞が関1丁目3番2号　郵便プラザ503室", "1-3-2-503", 9),
]


@pytest.mark.parametrize(("postcode", "address", "number", "check"), PUBLISHED)
def test_agrees_with_the_published_example(postcode, address, number, check):
    assert address_number(address) == number
    codes = with_check(codes_of(postcode + number))
    assert codes[-1] == check
    drawn = customer_barcode(postcode, address)
    assert drawn is not None
    assert (len(drawn), drawn[:2], drawn[-2:]) == (67, "13", "31")
    assert drawn[-5:-2] == BARS[check]


def test_is_cut_at_twenty_codes_and_keeps_the_control_code_of_a_letter():
    assert codes_of("91000673-80-25J1-2B")[-5:] == [9, 1, 10, 2, 11]
    assert codes_of("064080429-1524-23-2-501")[-4:] == [3, 10, 2, 10]
    assert codes_of("1000013")[7:] == [14] * 13


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("東京都江戸川区中央一丁目４番１号", "1-4-1"),
        ("東京都江戸川区西一之江三丁目２−１０", "3-2-10"),
        ("江戸川区船堀４ー１ー１", "4-1-1"),
        ("江戸川区一之江７丁目　メゾン葛\U000e0100西Ⅱ　２０３", "7-203"),
        ("江戸川区平井5-10-1 SunnyCourt 1203", "5-10-1-1203"),
        ("千代田区四番町5-6", "5-6"),
        ("中央区八丁堀3-4", "3-4"),
        ("仙台市若林区六丁の目東町1-2", "1-2"),
        ("何町百二番地", "102"),
        ("何町千二十三番地の4", "1023-4"),
        ("葛西三丁目二番地の一の二号", "3-2-1-2"),
        ("中葛西1-2-3 C/O ABC", "1-2-3"),
    ],
)
def test_takes_the_numbers_out_of_an_address(address, number):
    assert address_number(address) == number


@pytest.mark.parametrize(
    ("postcode", "address"),
    [
        ("1320000", "東京都江戸川区中央1-4-1"),  # stands for all that is not listed
        ("132", "東京都江戸川区中央1-4-1"),
        ("1320021", "東京都江戸川区中央"),  # no number
        ("1100011", "東京都台東区三ノ輪"),
        ("1100011", "東京都台東区三ノ輪1-2"),  # a lot, or the town's name
    ],
)
def test_no_barcode_is_an_answer_too(postcode, address):
    assert customer_barcode(postcode, address) is None


def test_reads_chinese_figures_with_and_without_units():
    assert [kanji_number(text) for text in ("十", "二十一", "二一", "百一", "三〇五")] == [
        10, 21, 21, 101, 305,
    ]  # fmt: skip


@given(st.from_regex(r"[0-9]{7}[0-9A-Z-]{0,20}", fullmatch=True))
@settings(max_examples=60)
def test_every_barcode_has_a_sum_divisible_by_nineteen(text):
    codes = with_check(codes_of(text))
    assert len(codes) == 21
    assert sum(codes) % 19 == 0
    assert all(0 <= code < len(BARS) for code in codes)
