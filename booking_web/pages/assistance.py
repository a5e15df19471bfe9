"""What helps at the counter: asked before the time is chosen, so that a hold stays short."""

from dataclasses import dataclass, replace
from typing import Final

from litestar.di import NamedDependency

from booking_web.letters.addresses import is_plausible, plain
from booking_web.pages.quick_door import quick_get, quick_post
from booking_web.pages.visit import OWN_GUARD, Page, Visit
from booking_web.texts.messages import NEEDS, SPOKEN
from issuance.ledger.guard import holds_individual_number

LONGEST_MEMO: Final = 200


@quick_get("/book/help")
async def ask_needs(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    answers = _Answers(spoken=draft.spoken, needs=draft.needs, memo=draft.memo, email=draft.email)
    return _page(visit, answers)


@quick_post("/book/help", opt={OWN_GUARD: True})
async def note_needs(visit: NamedDependency[Visit]) -> Page:
    """Keep the answers in the resident's own cookie; a memo with a My Number is dropped."""
    draft, answers = visit.signed_in(), _read(visit)
    if visit.switching:
        return _page(visit, _shown_again(answers))
    wrong = _mistake(answers)
    if wrong is not None:
        return _page(visit, _shown_again(answers), wrong)
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


def _mistake(answers: _Answers) -> tuple[str, str] | None:
    """The first field that is wrong, and the code of its mistake."""
    if holds_individual_number(answers.memo):
        return "memo", "individual-number"
    if len(answers.memo) > LONGEST_MEMO:
        return "memo", "memo-too-long"
    if holds_individual_number(answers.email):
        return "email", "individual-number"
    if answers.email and not is_plausible(answers.email):
        return "email", "email-invalid"
    return None


def _shown_again(answers: _Answers) -> _Answers:
    """What was typed, without a field that holds a My Number."""
    memo, email = (
        "" if holds_individual_number(each) else each for each in (answers.memo, answers.email)
    )
    return replace(answers, memo=memo, email=email)


def _page(visit: Visit, answers: _Answers, wrong: tuple[str, str] | None = None) -> Page:
    """*wrong*: the field, and the code of its mistake."""
    context = {
        "answers": answers,
        "all_needs": [(code, visit.words(words)) for code, words in NEEDS.items()],
        "all_spoken": list(SPOKEN.items()),
        "found": [visit.wrong(*wrong)] if wrong else [],
    }
    # What somebody typed is shown to them alone, and is kept nowhere.
    untouched = answers == _Answers(spoken=answers.spoken, needs=(), memo="", email="")
    status = 422 if wrong else 200
    return visit.page("help.html", context, status=status, alike=untouched and not wrong)


HANDLERS = (ask_needs, note_needs)
