"""差出票, 受渡票, 廃棄一覧, 取り出し一覧: what goes from hand to hand, on paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from issuance.printing.dates import day
from issuance.printing.listing import Column, Listing, listing

_TWO_OFFICERS: Final = ("1人目の職員", "2人目の職員")


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One item for the post; *tracking_number* has eleven digits."""

    tracking_number: str
    mail_class: str
    """As the post calls it: 簡易書留, 本人限定受取."""
    name: str = field(repr=False)


def posting_list(
    items: Sequence[Posted], *, office: str, posted_on: date, number: int = 1, printed_at: datetime
) -> bytes:
    """差出票: goes to the post with the items and comes back with its stamp."""
    kinds = Counter(each.mail_class for each in items)
    facts = [
        ("差出日", day(posted_on)),
        ("その日の何枚目", str(number)),
        *((kind, f"{count}通") for kind, count in sorted(kinds.items())),
        ("合計", f"{len(items)}通"),
    ]
    columns = (
        Column(name="お問い合わせ番号"),
        Column(name="種別"),
        Column(name="お届け先のお名前", wide=True, person=True),
        Column(name="摘要"),
    )
    rows = [
        [tracking(each.tracking_number), each.mail_class, f"{each.name}　様", ""] for each in items
    ]
    content = Listing(
        title="書留郵便物等差出票",
        office=office,
        facts=facts,
        columns=columns,
        rows=rows,
        signatures=("差し出した職員", "引受郵便局（日付印）"),
    )
    return listing(content, printed_at=printed_at)


def tracking(digits: str) -> str:
    """131-12-38385-2, as the post's labels show it; what is not eleven digits, as it is."""
    if len(digits) != 11:
        return digits
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:10]}-{digits[10]}"


@dataclass(frozen=True, kw_only=True)
class Carried:
    """One thing in the locked box: the number it is scanned by, and what it is."""

    number: str
    what: str


def handover_manifest(
    items: Sequence[Carried],
    *,
    office: str,
    origin: str,
    destination: str,
    on: date,
    printed_at: datetime,
) -> bytes:
    """受渡票: counted and signed for at both ends of the way between venue and office."""
    facts = [
        ("どこから", origin),
        ("どこへ", destination),
        ("運ぶ日", day(on)),
        ("数", f"{len(items)}点"),
    ]
    content = Listing(
        title="受渡票",
        office=office,
        facts=facts,
        columns=(Column(name="番号", wide=True), Column(name="種類")),
        rows=[[each.number, each.what] for each in items],
        ticks=("出すとき", "着いたとき"),
        note="鍵のかかる箱に入れて運びます。出すときと着いたときに、1点ずつ数えて印をつけます。"
        "数が合わないときは、箱を開けたまま責任者に知らせます。",
        signatures=("渡した職員", "運んだ職員", "受け取った職員", "数を確かめた職員"),
    )
    return listing(content, printed_at=printed_at)


@dataclass(frozen=True, kw_only=True)
class Destroyed:
    """One card or sheet to destroy, and why."""

    number: str
    what: str
    reason: str
    since: date


def destruction_list(
    items: Sequence[Destroyed], *, office: str, on: date, printed_at: datetime
) -> bytes:
    """廃棄一覧: two people tick each item as it is destroyed, and both sign."""
    facts = [("廃棄する日", day(on)), ("数", f"{len(items)}点"), ("方法", "裁断")]
    columns = (
        Column(name="番号", wide=True),
        Column(name="種類"),
        Column(name="理由"),
        Column(name="いつから"),
    )
    content = Listing(
        title="廃棄一覧",
        office=office,
        facts=facts,
        columns=columns,
        rows=[[each.number, each.what, each.reason, day(each.since)] for each in items],
        ticks=("1人目", "2人目"),
        signatures=_TWO_OFFICERS,
    )
    return listing(content, printed_at=printed_at)


def destruction_record(
    card_serials: Sequence[str],
    *,
    office: str,
    on: date,
    witnesses: tuple[str, str],
    printed_at: datetime,
) -> bytes:
    """廃棄簿: what two people destroyed, by their codes; they sign what is filed."""
    content = Listing(
        title="廃棄簿",
        office=office,
        facts=[("廃棄した日", day(on)), ("枚数", f"{len(card_serials)}枚"), ("方法", "裁断")],
        columns=(Column(name="カード製造番号", wide=True),),
        rows=[[each] for each in card_serials],
        note="上のカードを、2人の立会いで廃棄しました。",
        signatures=tuple(
            f"{which}（{code}）" for which, code in zip(_TWO_OFFICERS, witnesses, strict=True)
        ),
    )
    return listing(content, printed_at=printed_at)


@dataclass(frozen=True, kw_only=True)
class Picked:
    """One card to take from its place; *when* and *whither* tell for which visit."""

    shelf: str
    card_serial: str
    when: str
    whither: str = ""


def pick_list(items: Sequence[Picked], *, office: str, on: date, printed_at: datetime) -> bytes:
    """取り出し一覧: in the order of the shelves, one walk."""
    ordered = sorted(items, key=lambda each: (each.shelf, each.card_serial))
    columns = (
        Column(name="棚"),
        Column(name="カード製造番号", wide=True),
        Column(name="来庁"),
        Column(name="行き先"),
    )
    content = Listing(
        title="取り出し一覧",
        office=office,
        facts=[("来庁日", day(on)), ("枚数", f"{len(items)}枚")],
        columns=columns,
        rows=[[each.shelf, each.card_serial, each.when, each.whither] for each in ordered],
        ticks=("取り出した",),
        signatures=("取り出した職員", "確かめた職員"),
    )
    return listing(content, printed_at=printed_at)
