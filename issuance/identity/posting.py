"""郵送できるか: when the card may travel by post, and when it waits at the counter."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from issuance.identity.documents import DocumentKind, DocumentTier, Holder, tier_of
from issuance.identity.shown import ShownDocument, address_differs
from issuance.identity.situations import Proof
from issuance.identity.sufficiency import proof_gap


class Declaration(StrEnum):
    """What the person at the counter declares, or the clerk sees; stored in facts."""

    APPEARED_IN_PERSON = "appeared-in-person"  # 本人が来庁
    NO_CHANGE_EXPECTED = "no-change-expected"  # 2〜3か月以内に住所・氏名の変更予定なし
    NO_FORWARDING = "no-forwarding"  # 転送届を出していない
    CAN_RECEIVE = "can-receive"  # 自宅で書留を受け取れる
    ACCEPTS_PIN_SETTING = "accepts-pin-setting"  # 職員による暗証番号設定に同意
    OLD_CARD_RETURNED = "old-card-returned"  # 旧カード等を返納(または持っていない)


@dataclass(frozen=True, kw_only=True)
class MayBePosted:
    """By registered or addressee-only mail; `rule` says which documents allowed it."""

    rule: str


@dataclass(frozen=True, kw_only=True)
class CounterOnly:
    """Handed over at the counter: what is not declared, and whether documents fall short.

    `address_differs`: a chip has another address than the resident record, so the post might
    not find its reader; first one of the two has to be put right.
    """

    undeclared: tuple[Declaration, ...]
    documents_fall_short: bool
    address_differs: bool = False


@dataclass(frozen=True, kw_only=True)
class PostingWay:
    """One way to be sufficient for the post; `beside` are papers that count for no proof.

    `chip`: only with a document whose chip the holder's own PIN opened.
    """

    id: str
    proof: Proof
    beside: tuple[DocumentKind, ...] = ()
    chip: bool = False


POSTING_WAYS = (
    PostingWay(id="MAIL/A1-CHIP", proof=Proof(name="A1", a=1), chip=True),
    PostingWay(id="MAIL/A2", proof=Proof(name="A2", a=2)),
    PostingWay(id="MAIL/A1B1", proof=Proof(name="A1B1", a=1, b=1)),
    PostingWay(
        id="MAIL/N1B2",
        proof=Proof(name="B2", b=2),
        beside=(DocumentKind.NOTIFICATION_CARD,),
    ),
)
"""Source: domain.md §3.1. The notification card is the third paper, not one of the B×2."""


def may_be_posted(
    declarations: Collection[Declaration],
    shown: Sequence[ShownDocument],
    *,
    today: date,
    pinless: bool = False,
) -> MayBePosted | CounterOnly:
    """Decide whether the card may be posted after this visit.

    Documents: A×2, A×1+B×1, the notification card with B×2, or one A document whose chip the
    holder's own PIN opened. A pinless card needs no consent to the office setting PINs. Where a
    chip's address differs from the record nothing is posted (§3.5, record changed).

    Source: domain.md §3.1 (Nagoya, Akitakata, Oita), cards.md §11.
    """
    asked = [each for each in Declaration if _is_asked(each, pinless=pinless)]
    undeclared = tuple(each for each in asked if each not in declarations)
    rule = _documents_rule(_of_applicant(shown, today))
    differs = address_differs(shown)
    if undeclared or rule is None or differs:
        return CounterOnly(
            undeclared=undeclared, documents_fall_short=rule is None, address_differs=differs
        )
    return MayBePosted(rule=rule)


def _is_asked(declaration: Declaration, *, pinless: bool) -> bool:
    return not (pinless and declaration is Declaration.ACCEPTS_PIN_SETTING)


def _of_applicant(shown: Sequence[ShownDocument], today: date) -> list[ShownDocument]:
    return [each for each in shown if each.holder is Holder.APPLICANT and each.counts(today)]


def _documents_rule(shown: Sequence[ShownDocument]) -> str | None:
    """The first way that these documents go."""
    return next((way.id for way in POSTING_WAYS if _goes(way, shown)), None)


def _goes(way: PostingWay, shown: Sequence[ShownDocument]) -> bool:
    proving = [each for each in shown if each.kind not in way.beside]
    if way.chip:
        proving = [
            each
            for each in proving
            if each.chip_read_with_pin and tier_of(each.kind) is DocumentTier.A
        ]
    kinds = {each.kind for each in shown}
    return kinds.issuperset(way.beside) and proof_gap(way.proof, proving) is None
