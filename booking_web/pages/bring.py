"""持ち物: one question a page, then the list of what to bring; advice, never a gate."""

from dataclasses import dataclass, replace
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.documents.facts import APPLICANT, REPRESENTATIVE, DocumentsPublished, Kind
from booking_web.documents.questions import Who, asked, asks_for_notice, situation_of
from booking_web.pages.sheets import chosen, marked, sheets
from booking_web.pages.visit import Page, Visit
from booking_web.sessions import Checklist, Draft
from booking_web.texts.documents import WHO, document_words
from booking_web.timetable.notices import Stage

MOST_LISTS: Final = 6
_FIRST_FOR: Final = {Who.FOREIGN: ("residence-card", "special-resident-certificate")}


@get("/bring")
async def ask_who(visit: NamedDependency[Visit]) -> Page:
    rules = await visit.site.shelf.rules()
    if rules is None:
        return visit.go("/bring/list")
    return _who_page(visit, rules)


@post("/bring")
async def note_who(visit: NamedDependency[Visit]) -> Page:
    rules = await visit.site.shelf.rules()
    if rules is None:
        return visit.go("/bring/list")
    if visit.switching:
        return _who_page(visit, rules, typed=visit.form.text("who"))
    who = next((each for each in asked(rules) if each == visit.form.text("who")), None)
    if who is None:
        return _who_page(visit, rules, wrong=True)
    draft = replace(_draft(visit), asking=Checklist(edition=rules.edition, who=who))
    asks = asks_for_notice(rules, who)
    return visit.go("/bring/notice" if asks else "/bring/documents", draft)


@get("/bring/notice")
async def ask_notice(visit: NamedDependency[Visit]) -> Page:
    asking = await _asking(visit)
    return visit.page("bring_notice.html", {}) if asking else visit.go("/bring")


@post("/bring/notice")
async def note_notice(visit: NamedDependency[Visit]) -> Page:
    asking = await _asking(visit)
    if asking is None:
        return visit.go("/bring")
    if visit.switching:
        return visit.page("bring_notice.html", {"typed": visit.form.text("notice")})
    if visit.form.text("notice") not in ("yes", "no"):
        found = [visit.wrong("notice", "choose-one")]
        return visit.page("bring_notice.html", {"found": found}, status=422)
    answers = replace(asking.answers, notice=visit.form.text("notice") == "yes")
    if situation_of(asking.who, notice=answers.notice) is None:
        return visit.go("/bring/list", _kept(visit, answers))
    return visit.go("/bring/documents", replace(_draft(visit), asking=answers))


@get("/bring/documents")
async def ask_documents(visit: NamedDependency[Visit]) -> Page:
    asking = await _asking(visit)
    return _documents_page(visit, asking, APPLICANT) if asking else visit.go("/bring")


@post("/bring/documents")
async def note_documents(visit: NamedDependency[Visit]) -> Page:
    asking = await _asking(visit)
    if asking is None:
        return visit.go("/bring")
    answers = replace(asking.answers, applicant=_ticked(visit, asking.rules))
    if visit.switching:
        return _documents_page(visit, replace(asking, answers=answers), APPLICANT)
    if asking.asks(REPRESENTATIVE):
        return visit.go("/bring/representative", replace(_draft(visit), asking=answers))
    return visit.go("/bring/list", _kept(visit, answers))


@get("/bring/representative")
async def ask_representative(visit: NamedDependency[Visit]) -> Page:
    asking = await _asking(visit)
    return _documents_page(visit, asking, REPRESENTATIVE) if asking else visit.go("/bring")


@post("/bring/representative")
async def note_representative(visit: NamedDependency[Visit]) -> Page:
    asking = await _asking(visit)
    if asking is None:
        return visit.go("/bring")
    answers = replace(asking.answers, representative=_ticked(visit, asking.rules))
    if visit.switching:
        return _documents_page(visit, replace(asking, answers=answers), REPRESENTATIVE)
    return visit.go("/bring/list", _kept(visit, answers))


@get("/bring/list")
async def show_list(visit: NamedDependency[Visit]) -> Page:
    rules, draft = await visit.site.shelf.rules(), _draft(visit)
    context = {
        "sheets": sheets(visit.words, rules, draft.lists),
        "room": rules is not None and len(draft.lists) < MOST_LISTS,
        "kinds": _kinds(visit, rules) if rules else [],
        "onward": await _onward(visit, draft),
    }
    return visit.page("bring_list.html", context)


@post("/bring/remove")
async def remove_list(visit: NamedDependency[Visit]) -> Page:
    draft, number = _draft(visit), visit.form.text("number")
    stay = tuple(each for n, each in enumerate(draft.lists) if str(n) != number)
    return visit.go("/bring/list", replace(draft, lists=stay))


@dataclass(frozen=True, kw_only=True)
class _Asking:
    rules: DocumentsPublished
    answers: Checklist

    @property
    def who(self) -> Who:
        return Who(self.answers.who)

    def asks(self, holder: str) -> bool:
        code = situation_of(self.who, notice=self.answers.notice)
        situation = self.rules.situation(code) if code else None
        return situation is not None and self.rules.asks(situation, holder)


async def _asking(visit: Visit) -> _Asking | None:
    """The list being answered; None where there is none, or the rules have changed meanwhile."""
    rules, answers = await visit.site.shelf.rules(), _draft(visit).asking
    if rules is None or answers is None or answers.edition != rules.edition:
        return None
    return _Asking(rules=rules, answers=answers)


def _draft(visit: Visit) -> Draft:
    """Also somebody who has not said who they are may look what to bring."""
    return visit.draft or visit.site.seal.fresh(visit.now)


def _kept(visit: Visit, answers: Checklist) -> Draft:
    """The answered list takes the place of an earlier one of the same kind."""
    draft = _draft(visit)
    others = [each for each in draft.lists if each.who != answers.who]
    return replace(draft, asking=None, lists=(*others, answers)[-MOST_LISTS:])


def _ticked(visit: Visit, rules: DocumentsPublished) -> int:
    return marked(rules, visit.form.several("kind"))


async def _onward(visit: Visit, draft: Draft) -> str:
    """Where the journey goes on."""
    if not draft.people:
        return "/book/who"
    if draft.chosen is not None and draft.helped:
        return "/book/check"
    booked = await visit.site.desk.appointment(draft.notice_ids[0])
    if booked is not None and booked.stage is Stage.CONFIRMED:
        return "/mine"
    return "/book/day" if draft.helped else "/book/help"


def _who_page(
    visit: Visit, rules: DocumentsPublished, *, typed: str = "", wrong: bool = False
) -> Page:
    context = {
        "choices_of_who": [(each.value, visit.words(WHO[each])) for each in asked(rules)],
        "typed": typed,
        "later": _draft(visit).people and not _draft(visit).helped,
        "found": [visit.wrong("who", "choose-one")] if wrong else [],
    }
    return visit.page("bring_who.html", context, status=422 if wrong else 200)


def _documents_page(visit: Visit, asking: _Asking, holder: str) -> Page:
    """Those with a photo first; a foreign resident's own card before all others."""
    first = _FIRST_FOR.get(asking.who, ())
    marks = asking.answers.applicant if holder == APPLICANT else asking.answers.representative
    context = {
        "holder": holder,
        "foreign": asking.who is Who.FOREIGN and holder == APPLICANT,
        "kinds": _kinds(visit, asking.rules, first),
        "ticked": chosen(asking.rules, marks),
    }
    return visit.page("bring_documents.html", context)


def _kinds(
    visit: Visit, rules: DocumentsPublished, first: tuple[str, ...] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    def named(tier: str) -> list[tuple[str, str]]:
        found: list[Kind] = [each for each in rules.kinds if each.tier == tier]
        found.sort(key=lambda each: each.code not in first)
        return [(each.code, document_words(visit.words, each.code, each.name_ja)) for each in found]

    return [("a", named("a")), ("b", named("b"))]


HANDLERS = (
    ask_who,
    note_who,
    ask_notice,
    note_notice,
    ask_documents,
    note_documents,
    ask_representative,
    note_representative,
    show_list,
    remove_list,
)
