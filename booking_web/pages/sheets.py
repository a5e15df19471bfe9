"""What a page shows of a checklist: things to bring, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from booking_web.documents.checking import Brought, Enough, Gap, check, gaps_of, owns
from booking_web.documents.facts import (
    APPLICANT,
    REPRESENTATIVE,
    DocumentsPublished,
    Kind,
    Situation,
    Way,
)
from booking_web.documents.questions import NOTICE, Who, situation_of
from booking_web.sessions import Checklist
from booking_web.texts import N_, Words
from booking_web.texts.documents import HOLDERS, WHO, document_words

_FOR: Final = "for"
CALL: Final = N_(
    "交付通知書がないときは、本人が来てください。来られないときは、下の電話番号に相談してください。"
)


@dataclass(frozen=True, kw_only=True)
class Thing:
    """`shape` is how it looks: photo, card or paper; `note` is said beside it."""

    words: str
    shape: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One checklist. `call`: not possible like this, it needs a telephone call."""

    number: int
    title: str
    foreign: bool
    call: bool = False
    asked: bool = False
    enough: bool = False
    things: tuple[tuple[str, tuple[Thing, ...]], ...] = ()
    """By heading: of the card holder, of who comes, papers."""
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By whose it is: any one of these is enough."""
    posting: str = ""
    """enough, or lacking, or nothing where the card is not posted after this visit."""
    posting_lacking: tuple[str, ...] = ()


def sheets(
    words: Words, rules: DocumentsPublished | None, lists: Iterable[Checklist]
) -> list[Sheet]:
    """Lists that were made from an older edition are not shown: the rules are others now."""
    if rules is None:
        return []
    mine = [(n, each) for n, each in enumerate(lists) if each.edition == rules.edition]
    return [_Writer(words, rules, each).sheet(n) for n, each in mine]


def brought(lists: Iterable[Checklist], services: Iterable[str] = ()) -> str:
    """Who comes, with or without the notice, and for what: what a letter may know."""
    listed = [f"{each.who}:{int(each.notice)}" for each in lists]
    others = set(services) - {"collect"}
    return ",".join([*listed, *(f"{_FOR}:{each}" for each in sorted(services) if others)])


def services_of(bring: str) -> list[str]:
    """What the letter's party comes for; letters from before this was kept are of collecting."""
    pairs = (each.partition(":") for each in bring.split(","))
    return [code for what, _, code in pairs if what == _FOR] or ["collect"]


def checklists(rules: DocumentsPublished | None, bring: str) -> list[Checklist]:
    """The other way round, under the rules in force; what is not understood is left out."""
    if rules is None:
        return []
    pairs = (each.partition(":") for each in bring.split(","))
    return [
        Checklist(edition=rules.edition, who=who, notice=notice == "1")
        for who, _, notice in pairs
        if who in WHO
    ]


def ways_of(situation: Situation, *, notice: bool) -> list[Way]:
    return [each for each in situation.ways if notice or NOTICE not in each.papers]


def chosen(rules: DocumentsPublished, marks: int) -> list[str]:
    """The codes of the kinds that were ticked; kept as one number to keep the cookie small."""
    return [each.code for n, each in enumerate(rules.kinds) if marks >> n & 1]


def marked(rules: DocumentsPublished, codes: Iterable[str]) -> int:
    wanted = set(codes)
    return sum(1 << n for n, each in enumerate(rules.kinds) if each.code in wanted)


class _Writer:
    def __init__(self, words: Words, rules: DocumentsPublished, answers: Checklist) -> None:
        self.words, self._rules, self._answers = words, rules, answers
        self._who = Who(answers.who)
        self._owned = {
            APPLICANT: owns(rules, chosen(rules, answers.applicant)),
            REPRESENTATIVE: owns(rules, chosen(rules, answers.representative)),
        }

    def sheet(self, number: int) -> Sheet:
        code = situation_of(self._who, notice=self._answers.notice)
        situation = self._rules.situation(code) if code else None
        title, foreign = self.words(WHO[self._who]), self._who is Who.FOREIGN
        if situation is None:
            return Sheet(number=number, title=title, foreign=foreign, call=True)
        ways = ways_of(situation, notice=self._answers.notice)
        found = check(ways, self._owned)
        enough = isinstance(found, Enough)
        # While documents are missing, the papers of the first way are what to look for.
        way = found.way if isinstance(found, Enough) else ways[0]
        proofs = self._proofs(found.documents) if isinstance(found, Enough) else ()
        by_post = self._posting() if enough and situation.in_person else None
        return Sheet(
            number=number,
            title=title,
            foreign=foreign,
            asked=any(self._owned.values()),
            enough=enough,
            things=(*proofs, *self._papers(situation, ways, way)),
            lacking=() if enough else self._lacking(ways),
            posting="" if by_post is None else "lacking" if by_post else "enough",
            posting_lacking=by_post or (),
        )

    def _posting(self) -> tuple[str, ...]:
        """What the card's holder would need besides, to have the card sent."""
        chip = self.words("暗証番号を使えるマイナンバーカードなど、ICチップを読めるもの")
        ways = [each for each in self._rules.posting if not each.chip]
        gaps = gaps_of(APPLICANT, ways, self._owned)
        with_chip = len(ways) < len(self._rules.posting)
        return (*map(self._gap, gaps), *([chip] if gaps and with_chip else []))

    def _lacking(self, ways: list[Way]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        found = ((each, gaps_of(each, ways, self._owned)) for each in (APPLICANT, REPRESENTATIVE))
        return tuple(
            (self.words(HOLDERS[holder]), tuple(map(self._gap, gaps)))
            for holder, gaps in found
            if gaps
        )

    def _proofs(self, documents: tuple[Brought, ...]) -> tuple[tuple[str, tuple[Thing, ...]], ...]:
        found: list[tuple[str, tuple[Thing, ...]]] = []
        for holder in (APPLICANT, REPRESENTATIVE):
            things = tuple(self._thing(each.kind) for each in documents if each.holder == holder)
            if things:
                found.append((self.words(HOLDERS[holder]), things))
        return tuple(found)

    def _papers(
        self, situation: Situation, ways: list[Way], way: Way
    ) -> tuple[tuple[str, tuple[Thing, ...]], ...]:
        """What the office can look up itself is only said beside the paper it stands for."""
        looked_up = {
            paper
            for each in ways
            if each.proofs == way.proofs
            for paper in each.papers
            if (kind := self._rules.kind(paper)) and kind.on_record
        }
        shared = set(way.papers).intersection(*(each.papers for each in ways)) | {NOTICE}
        codes = [*situation.given, *way.papers]
        kinds = [kind for each in codes if (kind := self._rules.kind(each)) and not kind.on_record]
        note = self.words("同じ世帯か、本籍がこの区なら、いりません")
        things = tuple(
            self._thing(each, note if looked_up and each.code not in shared else "")
            for each in kinds
        )
        return ((self.words("いっしょに持ってくる紙"), things),) if things else ()

    def _thing(self, kind: Kind, note: str = "") -> Thing:
        shape = "photo" if kind.photo else "paper" if kind.tier == "paper" else "card"
        said = note or (self.words("期限が切れていないもの") if kind.expires else "")
        return Thing(
            words=document_words(self.words, kind.code, kind.name_ja), shape=shape, note=said
        )

    def _gap(self, gap: Gap) -> str:
        said: list[str] = []
        if gap.a:
            said.append(self.words("写真つきの公的な書類: %(n)s", n=gap.a))
        if gap.b:
            said.append(self.words("名前と、住所か誕生日が書いてある書類: %(n)s", n=gap.b))
        beside = (each for each in self._rules.kinds if each.code in gap.beside)
        said += [document_words(self.words, each.code, each.name_ja) for each in beside]
        if gap.photo:
            said.append(self.words("写真のあるものを1つ入れてください"))
        return self.words.listed(said)
