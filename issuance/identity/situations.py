"""Who has come for the card, and what then has to be shown. Rules are data (domain.md §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from issuance.identity.documents import DocumentKind, Holder


class Situation(StrEnum):
    """Who comes; the value is the rule's name in the sources and is stored in facts."""

    SELF_N = "SELF_N"  # 本人 + 交付通知書
    SELF_X = "SELF_X"  # 本人、交付通知書なし
    U15_BOTH = "U15_BOTH"  # 15歳未満の本人 + 法定代理人
    GUARDIAN = "GUARDIAN"  # 成年被後見人など + 後見人など
    AGENT_ANY = "AGENT_ANY"  # 任意代理人のみ (やむを得ない理由)
    AGENT_LEGAL = "AGENT_LEGAL"  # 法定代理人のみ
    AGENT_INFANT = "AGENT_INFANT"  # 1歳未満の法定代理人のみ
    AGENT_GUARDIAN = "AGENT_GUARDIAN"  # 後見人などのみ


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What one person must show: so many A, so many B, one with a photo; `name` as in rule ids.

    An A document may stand for a B document, never the other way round.
    """

    name: str
    holder: Holder = Holder.APPLICANT
    a: int = 0
    b: int = 0
    with_photo: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way to be sufficient: all proofs and all papers; `id` goes into the facts."""

    id: str
    proofs: tuple[Proof, ...]
    papers: tuple[DocumentKind, ...] = ()


def _proofs(holder: Holder, *names: str) -> tuple[Proof, ...]:
    return tuple(_proof(holder, name) for name in names)


def _proof(holder: Holder, name: str) -> Proof:
    """`A1`, `B2`, `A1B1`; a trailing `P`: one of them with a photo."""
    counts = dict.fromkeys("AB", 0)
    for letter, digit in zip(name[::2], name[1::2], strict=False):
        counts[letter] += int(digit)
    photo = name.endswith("P")
    return Proof(name=name, holder=holder, a=counts["A"], b=counts["B"], with_photo=photo)


_EASY = ("A1", "B2")  # with the notice in hand, or for a legal representative
_HARD = ("A2", "A1B1")  # without the notice, or for an appointed proxy
_ABSENT = (*_HARD, "B3P")  # for somebody who does not come
_REPRESENTATION = (DocumentKind.FAMILY_REGISTER, DocumentKind.REPRESENTATION_ON_RECORD)
_NOTICE = DocumentKind.ISSUANCE_NOTICE


def _rules(
    situation: Situation,
    *people: Iterable[Proof],
    papers: Iterable[tuple[DocumentKind, ...]] = ((),),
) -> tuple[Rule, ...]:
    """Every combination of what each person may show with every accepted set of papers."""
    return tuple(
        Rule(
            id=f"{situation}/{'+'.join(proof.name for proof in proofs)}",
            proofs=proofs,
            papers=accepted,
        )
        for proofs in product(*people)
        for accepted in papers
    )


def _agents() -> dict[Situation, tuple[Rule, ...]]:
    """Somebody comes alone: notice, mandate and the reason why are never missing."""
    mandate = ((_NOTICE, DocumentKind.POWER_OF_ATTORNEY, DocumentKind.REASON_PROOF),)
    legal = tuple((_NOTICE, each, DocumentKind.REASON_PROOF) for each in _REPRESENTATION)
    infant = tuple((_NOTICE, each) for each in _REPRESENTATION)
    absent = _proofs(Holder.APPLICANT, *_ABSENT)
    representative = _proofs(Holder.REPRESENTATIVE, *_EASY)
    proxy = _proofs(Holder.REPRESENTATIVE, *_HARD)
    any_, alone, baby = Situation.AGENT_ANY, Situation.AGENT_LEGAL, Situation.AGENT_INFANT
    guardian = Situation.AGENT_GUARDIAN
    # Guardianship is itself a reason not to come; its certificate proves both.
    guarded = ((_NOTICE, DocumentKind.GUARDIANSHIP_CERTIFICATE),)
    return {
        any_: _rules(any_, absent, proxy, papers=mandate),
        alone: _rules(alone, absent, representative, papers=legal),
        baby: _rules(baby, _proofs(Holder.APPLICANT, *_HARD, "B2"), representative, papers=infant),
        guardian: _rules(guardian, absent, representative, papers=guarded),
    }


def _under_15() -> tuple[Rule, ...]:
    """The child proves itself as an adult would, with or without the notice."""
    situation = Situation.U15_BOTH
    parent = _proofs(Holder.REPRESENTATIVE, *_EASY)
    with_notice = tuple((_NOTICE, each) for each in _REPRESENTATION)
    without = tuple((each,) for each in _REPRESENTATION)
    child = Holder.APPLICANT
    return (
        *_rules(situation, _proofs(child, *_EASY), parent, papers=with_notice),
        *_rules(situation, _proofs(child, *_HARD), parent, papers=without),
    )


def _guardian() -> tuple[Rule, ...]:
    return _rules(
        Situation.GUARDIAN,
        _proofs(Holder.APPLICANT, *_ABSENT),
        _proofs(Holder.REPRESENTATIVE, *_EASY),
        papers=((DocumentKind.GUARDIANSHIP_CERTIFICATE,),),
    )


RULES: Mapping[Situation, tuple[Rule, ...]] = {
    # In SELF_N the notice is the situation itself: nobody has to tick it a second time.
    Situation.SELF_N: _rules(Situation.SELF_N, _proofs(Holder.APPLICANT, *_EASY)),
    Situation.SELF_X: _rules(Situation.SELF_X, _proofs(Holder.APPLICANT, *_HARD)),
    Situation.U15_BOTH: _under_15(),
    Situation.GUARDIAN: _guardian(),
    **_agents(),
}
"""Source: Kyoto, Numazu, Kumamoto lists; Hasami for guardians; table in domain.md §4."""

IN_PERSON = frozenset({Situation.SELF_N, Situation.SELF_X, Situation.U15_BOTH, Situation.GUARDIAN})
"""The card's future holder stands at the counter; only then may the card be posted (§3.1)."""

_OF_CHILDREN = frozenset({Situation.U15_BOTH, Situation.AGENT_INFANT})
_SELF = frozenset({Situation.SELF_N, Situation.SELF_X})


def fitting(*, under_15: bool) -> tuple[Situation, ...]:
    """Who can come for such a card: nobody under 15 by themselves, no adult as a child would.

    A minor of 15 or more may be represented by a parent, as a child may.
    """
    never = _SELF if under_15 else _OF_CHILDREN
    return tuple(each for each in Situation if each not in never)


def needs_representative(situation: Situation) -> bool:
    """Whether a second person has to prove who they are."""
    return any(p.holder is Holder.REPRESENTATIVE for rule in RULES[situation] for p in rule.proofs)


def papers_asked(situation: Situation) -> tuple[DocumentKind, ...]:
    """The papers any of the situation's rules asks for, in the documents' own order."""
    asked = {paper for rule in RULES[situation] for paper in rule.papers}
    return tuple(kind for kind in DocumentKind if kind in asked)
