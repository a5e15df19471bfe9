"""Delivery lists written for tests."""

import csv
from io import StringIO

GOOD = {
    "application_id": "12345678901234567890123",
    "card_serial": "123456789012345",
    "name": "葛城　花子",
    "name_kana": "カツラギ　ハナコ",
    "former_name": "",
    "alias": "",
    "birth_date": "1996-02-29",
    "sex": "女",
    "postcode": "132-0021",
    "address": "東京都江戸川区中央１丁目４番１号",
    "box": "EDG2611-0001",
    "kind": "新規",
    "expires_on": "2036-02-29",
    "flags": "",
}
ENGLISH = ",".join(GOOD)
JAPANESE = (
    "申請書ID,製造番号,氏名,フリガナ,旧氏,通称,生年月日,性別,郵便番号,住所,"
    "箱番号,交付区分,有効期限,特記"
)


def card(number=0, **cells):
    """A good line, some of its cells replaced; other numbers for each *number*."""
    numbers = {
        "application_id": f"{12345678901234567890123 + number}",
        "card_serial": f"{123456789012345 + number}",
    }
    return GOOD | numbers | cells


def written(lines, headings=ENGLISH, encoding="utf-8-sig", line_end="\r\n"):
    """The file's bytes."""
    text = StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    text.write(headings + line_end)
    writer.writerows(line.values() for line in lines)
    return text.getvalue().encode(encoding)
