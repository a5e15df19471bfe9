"""配達状況の取り込み: the post's file of what became of envelopes, only read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Final

from issuance.intake import cells
from issuance.intake.problems import CellError, FileRefusedError, Problem
from issuance.intake.reading import LineReader
from issuance.intake.tables import Column, Line, read_table
from issuance.shipments.mail import ReturnReason
from issuance.shipments.status import PostStatus, Reported
from issuance.shipments.tracking import TrackingNumberError, parse_tracking_number

COLUMNS: Final = (
    Column(
        name="tracking_number",
        headings=("tracking_number", "引受番号", "お問い合わせ番号", "追跡番号"),
    ),
    Column(name="status", headings=("status", "状態", "配達状況")),
    Column(name="on", headings=("on", "日付", "状態発生日")),
    Column(name="held_until", headings=("held_until", "保管期限")),
    Column(name="reason", headings=("reason", "返戻理由", "返還理由")),
)
STATUS_WORDS: Final = {
    **{status.value: status for status in PostStatus},
    "引受": PostStatus.ACCEPTED,
    "保管": PostStatus.HELD,
    "不在": PostStatus.HELD,
    "ご不在のため持ち戻り": PostStatus.HELD,
    "配達": PostStatus.DELIVERED,
    "お届け済み": PostStatus.DELIVERED,
    "お届け先にお届け済み": PostStatus.DELIVERED,
    "返戻": PostStatus.RETURNED,
    "返送": PostStatus.RETURNED,
    "差出人に返送": PostStatus.RETURNED,
    "紛失": PostStatus.LOST,
    "亡失": PostStatus.LOST,
}
REASON_WORDS: Final = {
    **{reason.value: reason for reason in ReturnReason},
    "保管期間経過": ReturnReason.RETENTION_EXPIRED,
    "あて所に尋ねあたりません": ReturnReason.ADDRESSEE_UNKNOWN,
    "あて所に尋ねあたらず": ReturnReason.ADDRESSEE_UNKNOWN,
    "転居先不明": ReturnReason.MOVED,
    "受取拒否": ReturnReason.REFUSED,
    "受取拒絶": ReturnReason.REFUSED,
    "転送不要のため返還": ReturnReason.NOT_FORWARDED,
}


class PostStatusRefusedError(FileRefusedError):
    """The file has problems; nothing of it was taken in."""

    code = "post-status-refused"


@dataclass(frozen=True, kw_only=True)
class PostReport:
    rows: Sequence[Reported]
    digest: str
    """SHA-256 of the file, in hexadecimal."""


def parse_post_status(content: bytes) -> PostReport:
    """Read a file of the post: UTF-8 with or without BOM, or CP932.

    Raises PostStatusRefusedError with every problem of the file.
    """
    table = read_table(content, COLUMNS)
    problems = list(table.problems)
    rows = [row for line in table.lines if (row := _read_row(line, problems)) is not None]
    if problems:
        raise PostStatusRefusedError(problems)
    return PostReport(rows=rows, digest=sha256(content).hexdigest())


def _read_row(line: Line, problems: list[Problem]) -> Reported | None:
    reader = LineReader(line, problems)
    number = reader.read("tracking_number", _number, instead="")
    status = reader.read("status", partial(cells.choice, words=STATUS_WORDS), instead=None)
    on = reader.read("on", cells.day, instead=date.min)
    day = cells.day if status is PostStatus.HELD else cells.nothing
    why = (
        partial(cells.choice, words=REASON_WORDS)
        if status is PostStatus.RETURNED
        else cells.nothing
    )
    held_until = reader.read("held_until", day, instead=None)
    reason = reader.read("reason", why, instead=None)
    if status is None or not reader.is_clean:
        return None
    return Reported(
        line=line.number,
        tracking_number=number,
        status=status,
        on=on,
        held_until=held_until,
        reason=reason,
    )


def _number(cell: str) -> str:
    try:
        return parse_tracking_number(cells.required(cell))
    except TrackingNumberError as error:
        raise CellError(error.code) from error
