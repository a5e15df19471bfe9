"""Documents as people hold them: rendered at 150 dpi, codes and bars read, words extracted."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
import zxingcpp
from babel.messages.pofile import read_po

import counter_station
import issuance.printing
from infra.sample import names
from issuance import printing
from issuance.notices.numbers import format_notice_number, notice_number
from issuance.pins.sheets import numbered
from issuance.printing.customer_barcode import customer_barcode
from issuance.printing.labels import SHEETS, Address, Placing
from issuance.printing.wording import WordingError
from tests.support import bars_read, printed

NOW = datetime(2026, 11, 22, 1, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SENDER = printing.Sender(office="見本区 カード窓口", phone="03-0000-0000", site="https://y.example")
WORDS = Path(issuance.printing.__file__).parent / "words"
PUBLISHED = [
    ("1000013", "東京都千代田区霞が関1丁目3番2号　郵便プラザ503室", "10000131-3-2-503"),
    ("9100067", "福井県福井市新田塚3丁目80-25　J1ビル2-B", "91000673-80-25J1-2"),
    ("6230011", "京都府綾部市青野町綾部6-7　LプラザB106", "62300116-7LB106"),
]


NOTICE = printing.Notice(
    name="葛\U000e0100城　葵",
    postcode="1320021",
    address="東京都江戸川区中央一丁目4番1号　メゾン辻\U000e0101本　203号",
    number=format_notice_number(notice_number(b"n" * 32, UUID(int=7), 1)),
    round=2,
    deadline=date(2027, 2, 20),
    pinless=False,
    under_15=True,
    reissue=False,
)


def notices(letter, edition=printing.Edition.STANDARD, words=None):
    words = words or printing.wording(None)
    return printing.notices([letter], words, edition, SENDER, printed_at=NOW)


@pytest.mark.parametrize("size", [12, 24])
def test_the_customer_barcode_of_a_label_reads_as_published(size):
    sheet = SHEETS[size]
    addresses = [Address(postcode=code, address=text, name="某") for code, text, _ in PUBLISHED]
    (pdf,) = printing.labels(addresses, Placing(sheet=sheet, start=2), printed_at=NOW)
    picture = printed.picture(pdf, dpi=150)
    for place, (_, _, expected) in enumerate(PUBLISHED, start=1):
        label = bars_read.cut(picture, sheet, place)
        assert bars_read.read(label, point=sheet.point, pitch=sheet.pitch) == expected
    assert bars_read.bars(bars_read.cut(picture, sheet, 0)) == []  # the first was used before


def test_labels_go_on_with_new_files_and_new_sheets():
    placing = Placing(sheet=SHEETS[24], start=20)
    assert printing.label_parts(1300, placing) == [slice(0, 1181), slice(1181, 1300)]
    assert printing.label_parts(0, placing) == []
    data = [Address(postcode="1320021", address="中央1-4-1", name=f"第{n}") for n in range(7)]
    (pdf,) = printing.labels(data, placing, printed_at=NOW)
    assert printed.pages(pdf) == 2
    assert printed.words(pdf).endswith("第6様")


def test_a_labels_place_follows_the_printers_offset():
    def left(right_mm):
        placing = Placing(sheet=SHEETS[12], right_mm=right_mm)
        pdf = printing.calibration(placing, words="", printed_at=NOW)
        dark = printed.picture(pdf, dpi=60).point(lambda grey: 255 * (grey < 160))
        box = dark.getbbox()
        assert box is not None
        return box[0] * 25.4 / 60

    assert left(5) - left(0) == pytest.approx(5, abs=0.5)


def test_a_notice_hides_number_and_place_under_the_fold():
    pdf = notices(NOTICE)
    number = NOTICE.number
    assert printed.pages(pdf) == 2
    outside, inside = printed.words(pdf, 1), printed.words(pdf, 2)
    assert "転送不要" in outside
    assert "様" in outside
    assert number not in outside
    for words in (number, "2027年2月20日", "手続きの場所", "法定代理人", "2回目のお知らせ"):
        assert words in inside
    assert "様" not in inside
    front = printed.picture(pdf, 1)
    barcode = bars_read.cut_mm(front, 60, 74, 86, 8)
    assert bars_read.read(barcode, point=10, pitch=0.12) == "13200211-4-1-203"
    assert [code.text for code in zxingcpp.read_barcodes(front)] == []
    (code,) = zxingcpp.read_barcodes(printed.picture(pdf, 2))
    assert code.text == SENDER.site


def test_the_easy_edition_has_readings_and_the_ward_its_own_words(tmp_path):
    text = (WORDS / "notice.toml").read_text("utf-8")
    mine = tmp_path / "notice.toml"
    mine.write_text(text.replace("sender = []", 'sender = ["見本区長"]'), "utf-8")
    pdf = notices(replace(NOTICE, pinless=True), printing.Edition.EASY, printing.wording(mine))
    words = printed.words(pdf)
    assert "見本区長" in words
    assert "まどぐち" in words
    assert "はつか" in words
    assert "あんしょう" not in words  # a card without PINs
    (tmp_path / "broken.toml").write_text(text.replace("place =", "plaice ="), "utf-8")
    with pytest.raises(WordingError):
        printing.wording(tmp_path / "broken.toml")


def test_no_picture_of_a_pin_sheet_shows_name_and_pins():
    number = numbered(4711)
    pdf = printing.pin_sheets([number], printed_at=NOW)
    name_side, pin_side = printed.words(pdf, 1), printed.words(pdf, 2)
    assert "氏名（署名）" in name_side
    assert "署名用電子証明書" not in name_side
    assert "氏名" not in pin_side
    for kind in ("署名用電子証明書", "利用者証明用", "住民基本台帳用", "券面事項入力補助用"):
        assert kind in pin_side
    for legend in ("0／O", "1／I", "2／Z", "5／S", "8／B"):
        assert legend in pin_side
    read = zxingcpp.read_barcodes(printed.picture(pdf, 1))
    assert {(code.text, code.format.name) for code in read} == {
        (number, "QRCode"), (number, "Code128"),
    }  # fmt: skip


def test_lists_have_their_rows_sums_and_lines_to_sign_on():
    posted = printing.Posted(
        tracking_number="13112383852", mail_class="簡易書留", name="渡邉\U000e0102　彩"
    )
    pdf = printing.posting_list([posted] * 60, office="見本区", posted_on=TODAY, printed_at=NOW)
    text = printed.words(pdf)
    assert text.count("131-12-38385-2") == 60
    assert "60通" in text
    assert text.count("お問い合わせ番号") == printed.pages(pdf)
    destroyed = printing.Destroyed(number="5000", what="カード", reason="転出", since=TODAY)
    text = printed.words(
        printing.destruction_list([destroyed], office="見本区", on=TODAY, printed_at=NOW)
    )
    assert "1人目の職員" in text
    assert "2人目の職員" in text
    picked = [
        printing.Picked(shelf=shelf, card_serial=f"50{shelf}", when="10:00") for shelf in "CAB"
    ]
    text = printed.words(printing.pick_list(picked, office="区", on=TODAY, printed_at=NOW))
    assert text.index("50A") < text.index("50B") < text.index("50C")


@pytest.mark.parametrize("language", printing.receipt_languages())
def test_a_receipt_fits_one_page_in_every_language(language):
    content = printing.Receipt(
        on=TODAY,
        reference="A2B3C4D5",
        pins=("authentication", "resident-register", "card-info-input", "signature"),
        travel="addressee-only-mail",
    )
    pdf = printing.receipt(
        content, language, office="区", phone="03-1", site=SENDER.site, printed_at=NOW
    )
    assert printed.pages(pdf) == 1
    assert "A2B3-C4D5" in printed.words(pdf)


def test_the_receipts_words_are_those_of_the_counter():
    receipt = tomllib.loads((WORDS / "receipt.toml").read_text("utf-8"))
    texts = Path(counter_station.__file__).parent / "texts" / "resident"
    for language, words in receipt.items():
        if language == "ja":
            continue
        with (texts / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            catalogue = read_po(file)
        for key, source in _sentences(receipt["ja"]):
            message = catalogue.get(source)
            assert message is not None, source
            assert dict(_sentences(words))[key] == message.string, (language, key)


def _sentences(words, path=""):
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _sentences(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def test_every_name_of_the_sample_ward_is_printed_without_a_box():
    people = [each.written for each in (*names.AWKWARD_SURNAMES, *names.ORDINARY_SURNAMES)]
    people += [*names.FORMER_SURNAMES, *(each.name for each in names.FOREIGNERS)]
    people += [given.written for given in _given_names()]
    addresses = [
        Address(postcode="1320021", address="江戸川区葛\U000e0100西二丁目", name=name)
        for name in people
    ]
    (pdf,) = printing.labels(addresses, Placing(sheet=SHEETS[24]), printed_at=NOW)
    assert printed.missing_glyphs(pdf) == 0
    # The measure finds a box where there is one: a code point that is nobody's.
    nobody = Address(postcode="1320021", address="\U000e0fff\U0005ffff", name="某")
    (pdf,) = printing.labels([nobody], Placing(), printed_at=NOW)
    assert printed.missing_glyphs(pdf) > 0


def _given_names():
    for generation in (names.YOUNG_NAMES, names.MIDDLE_NAMES, names.OLD_NAMES):
        yield from (*generation.female, *generation.male)


def test_no_barcode_leaves_the_label_without_one():
    assert customer_barcode("1320000", "中央1-4-1") is None
    address = Address(postcode="1320000", address="中央1-4-1", name="某")
    (pdf,) = printing.labels([address], Placing(), printed_at=NOW)
    assert bars_read.bars(bars_read.cut(printed.picture(pdf), SHEETS[12], 0)) == []
