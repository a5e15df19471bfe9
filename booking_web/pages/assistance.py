"""What helps at the counter: asked before the time is chosen, so that a hold stays short."""

from dataclasses import dataclass, replace
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.pages.visit import Page, Visit
from booking_web.texts.messages import NEEDS, SPOKEN
from issuance.ledger.guard import holds_individual_number

LONGEST_MEMO: Final = 200


@get("/book/help")
async def ask_needs(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    return _page(visit, _Answers(spoken=draft.spoken, needs=draft.needs, memo=draft.memo))


@post("/book/help")
async def note_needs(visit: NamedDependency[Visit]) -> Page:
    """Keep the answers in the resident's own cookie; a memo with a My Number is dropped."""
    draft, answers = visit.signed_in(), _read(visit)
    if holds_individual_number(answers.memo):
        return _page(visit, replace(answers, memo=""), "individual-number")
    if len(answers.memo) > LONGEST_MEMO:
        return _page(visit, answers, "memo-too-long")
    answered = replace(
        draft, needs=answers.needs, spoken=answers.spoken, memo=answers.memo, helped=True
    )
    return visit.go("/book/check" if answered.chosen else "/book/day", answered)


@dataclass(frozen=True, kw_only=True)
class _Answers:
    spoken: str
    needs: tuple[str, ...]
    memo: str


def _read(visit: Visit) -> _Answers:
    """What was chosen of what was offered; anything else is dropped."""
    asked, spoken = visit.form.several("needs"), visit.form.text("spoken")
    return _Answers(
        spoken=spoken if spoken in SPOKEN else visit.signed_in().spoken,
        needs=tuple(need for need in NEEDS if need in asked),
        memo=visit.form.lines("memo"),
    )


def _page(visit: Visit, answers: _Answers, wrong: str = "") -> Page:
    context = {
        "answers": answers,
        "all_needs": [(code, visit.words(words)) for code, words in NEEDS.items()],
        "all_spoken": list(SPOKEN.items()),
        "found": [visit.wrong("memo", wrong)] if wrong else [],
    }
    return visit.page("help.html", context, status=422 if wrong else 200)


HANDLERS = (ask_needs, note_needs)
