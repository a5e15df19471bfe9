"""配達状況の取り込み: the post's file is read whole or refused with every problem."""

from datetime import date

import pytest

from issuance.intake.post_status import PostStatusRefusedError, parse_post_status
from issuance.shipments.mail import ReturnReason
from issuance.shipments.status import PostStatus

HEAD = "お問い合わせ番号,状態,日付,保管期限,返戻理由\r\n"
GOOD = (
    HEAD
    + "345-67-89012-5,引受,2026/12/01,,\r\n"
    + "34567890125,ご不在のため持ち戻り,2026年12月2日,2026-12-09,\r\n"
    + "34567890125,差出人に返送,20261210,,保管期間経過\r\n"
    + "34567890136,お届け済み,2026-12-02,,\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_file_is_read_as_spreadsheets_write_it(encoding):
    rows = parse_post_status(GOOD.encode(encoding)).rows
    assert [(each.line, each.tracking_number, each.status) for each in rows] == [
        (2, "34567890125", PostStatus.ACCEPTED),
        (3, "34567890125", PostStatus.HELD),
        (4, "34567890125", PostStatus.RETURNED),
        (5, "34567890136", PostStatus.DELIVERED),
    ]
    assert rows[1].held_until == date(2026, 12, 9)
    assert rows[2].reason is ReturnReason.RETENTION_EXPIRED


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("34567890126,引受,2026-12-01,,", "tracking_number", "tracking-check-digit"),
        ("3456789012,引受,2026-12-01,,", "tracking_number", "tracking-length"),
        (",引受,2026-12-01,,", "tracking_number", "empty"),
        ("34567890125,消えた,2026-12-01,,", "status", "choice-unknown"),
        ("34567890125,引受,2026-02-30,,", "on", "no-such-date"),
        ("34567890125,保管,2026-12-01,,", "held_until", "empty"),
        ("34567890125,返戻,2026-12-01,,", "reason", "empty"),
        ("34567890125,引受,2026-12-01,2026-12-09,", "held_until", "not-wanted"),
        ("34567890125,配達,2026-12-01,,受取拒否", "reason", "not-wanted"),
        ('34567890125,配達,2026-12-01,,"=HYPERLINK(1)"', "reason", "formula-like"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(row, column, code):
    with pytest.raises(PostStatusRefusedError) as refusal:
        parse_post_status((HEAD + row + "\r\n").encode())
    problems = [(each.line, each.column, each.code) for each in refusal.value.problems]
    assert (2, column, code) in problems


def test_another_kind_of_file_is_refused():
    with pytest.raises(PostStatusRefusedError):
        parse_post_status("氏名,住所\r\n江戸川,東京\r\n".encode())
    with pytest.raises(PostStatusRefusedError):
        parse_post_status(b"\xff\xfe\x00")
