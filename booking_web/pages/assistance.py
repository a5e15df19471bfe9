"""What helps at the counter: asked before the time is chosen, so that a hold stays short."""

from dataclasses import dataclass, replace
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.letters.addresses import is_plausible, plain
from booking_web.pages.visit import OWN_GUARD, Page, Visit
from booking_web.texts.messages import NEEDS, SPOKEN
from issuance.ledger.guard import holds_individual_number

LONGEST_MEMO: Final = 200


@get("/book/help")
async def ask_needs(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    answers = _Answers(spoken=draft.spoken, needs=draft.needs, memo=draft.memo, email=draft.email)
    return _page(visit, answers)


@post("/book/help", opt={OWN_GUARD: True})
async def note_needs(visit: NamedDependency[Visit]) -> Page:
    """Keep the answers in the resident's own cookie; a memo with a My Number is dropped."""
    draft, answers = visit.signed_in(), _read(visit)
    if holds_individual_number(answers.memo):
        return _page(visit, replace(answers, memo=""), ("memo", "individual-number"))
    if len(answers.memo) > LONGEST_MEMO:
        return _page(visit, answers, ("memo", "memo-too-long"))
    if holds_individual_number(answers.email):
        return _page(visit, replace(answers, email=""), ("email", "individual-number"))
    if answers.email and not is_plausible(answers.email):
        return _page(visit, answers, ("email", "email-invalid"))
    answered = replace(
        draft,
        needs=answers.needs,
        spoken=answers.spoken,
        memo=answers.memo,
        email=answers.email,
        helped=True,
    )
    return visit.go("/book/check" if answered.chosen else "/book/day", answered)


@dataclass(frozen=True, kw_only=True)
class _Answers:
    spoken: str
    needs: tuple[str, ...]
    memo: str
    email: str


def _read(visit: Visit) -> _Answers:
    """What was chosen of what was offered; anything else is dropped."""
    asked, spoken = visit.form.several("needs"), visit.form.text("spoken")
    return _Answers(
        spoken=spoken if spoken in SPOKEN else visit.signed_in().spoken,
        needs=tuple(need for need in NEEDS if need in asked),
        memo=visit.form.lines("memo"),
        email=plain(visit.form.text("email")) if visit.site.contacts else "",
    )


def _page(visit: Visit, answers: _Answers, wrong: tuple[str, str] | None = None) -> Page:
    """*wrong*: the field, and the code of its mistake."""
    context = {
        "answers": answers,
        "all_needs": [(code, visit.words(words)) for code, words in NEEDS.items()],
        "all_spoken": list(SPOKEN.items()),
        "found": [visit.wrong(*wrong)] if wrong else [],
    }
    return visit.page("help.html", context, status=422 if wrong else 200)


HANDLERS = (ask_needs, note_needs)
