"""閲覧の記録: who at the office looked at my data, when, and what for."""

from litestar import get
from litestar.di import NamedDependency

from booking_web.pages.visit import Page, Visit
from booking_web.texts.viewing import PURPOSES, ROLES, SECTIONS


@get("/mine/views")
async def show(visit: NamedDependency[Visit]) -> Page:
    """Each person who is signed in with their own number sees their own."""
    people = visit.signed_in().people
    views = await visit.site.views.of([each.notice_id for each in people], visit.now)
    words = visit.words
    shown = [
        (
            each.tail,
            [
                (view.at, words(SECTIONS[view.section]), words(ROLES[view.role]),
                 words(PURPOSES[view.purpose]))
                for view in views[each.notice_id]
            ],
        )
        for each in people
    ]  # fmt: skip
    return visit.page("views.html", {"shown": shown})


HANDLERS = (show,)
