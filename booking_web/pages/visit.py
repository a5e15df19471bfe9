"""One request of a resident: language, answers so far, what was typed, and the way to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid4

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.datastructures.state import State
from litestar.enums import MediaType
from litestar.exceptions import PermissionDeniedException

from booking_web.announcements import Board
from booking_web.availability import Availability
from booking_web.buckets import COMMANDS, Buckets
from booking_web.desk import Desk
from booking_web.documents.shelf import Shelf
from booking_web.letters.contacts import Contact, ContactSeal
from booking_web.letters.mailbox import Mailboxes
from booking_web.notices import Identification
from booking_web.notices.views import Views
from booking_web.pages.alike import AlikePages, Own
from booking_web.pages.cookies import DEVICE, DRAFT, FORM_TOKEN, LANGUAGE, Cookies, brought
from booking_web.pages.form_token import FIELD, FormTokens
from booking_web.pages.forms import Form, parse_form
from booking_web.pages.parties import Parties
from booking_web.pages.rendering import Renderer
from booking_web.queue.congestion import Congestion
from booking_web.queue.places import Queue
from booking_web.refusals import IndividualNumberError
from booking_web.sessions import Draft, SessionSeal
from booking_web.texts import ALL, Words, language_asked
from booking_web.texts.languages import SOURCE
from booking_web.texts.messages import FIELDS
from booking_web.texts.services import matters_of
from booking_web.timetable.commands import Command
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.policy import Policy

Web = Request[Any, Any, State]
Page = Response[str]
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
OWN_GUARD: Final = "guards_individual_numbers"
"""An option of handlers that refuse My Numbers themselves, field by field."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, kw_only=True)
class Site:
    """The parts every page works with; put together in `booking_web.app`."""

    desk: Desk
    shelf: Shelf
    availability: Availability
    identification: Identification
    buckets: Buckets
    seal: SessionSeal
    tokens: FormTokens
    cookies: Cookies
    renderer: Renderer
    alike: AlikePages
    clock: Callable[[], datetime]
    public_url: str
    largest_party: int
    parties: Parties
    policy: Policy
    queue: Queue
    board: Board
    congestion_url: str
    """Where the public sees how busy the counters are; "" where nobody shows it."""
    congestion: Congestion
    contacts: ContactSeal | None
    """Seals e-mail addresses; None where no letters are sent, and none is asked for."""
    mailboxes: Mailboxes | None
    views: Views


class SessionLostError(Exception):
    """The page needs answers that this browser does not bring (any more)."""


class Visit:
    """Made once a request; `form` is empty for a request that only looks."""

    def __init__(self, site: Site, request: Web, form: Form) -> None:
        self.site, self.request, self.form = site, request, form
        self.now = site.clock()
        self._brought = brought(request.scope)
        self.language = language_of(request, self._brought.get(site.cookies.name(LANGUAGE)))
        self.words: Words = ALL[self.language]
        self.news = site.board.now(self.words, self.now)
        """What the office announces now."""
        self._device = ""
        self.draft = site.seal.open(self._cookie(DRAFT), self.now)

    def page(
        self,
        template: str,
        context: Mapping[str, object] = _NOTHING,
        *,
        status: int = 200,
        draft: Draft | None = None,
        alike: bool = False,
    ) -> Page:
        """A page that nobody else may see or keep (no-store is the default of every answer).

        `alike`: many see the same one, but for their own texts (`Own`).
        """
        cookies: list[Cookie] = [] if draft is None else [self._sealed(draft)]
        token = self.form_token
        if token is None or not self.site.tokens.is_ours(token):
            token = self.site.tokens.fresh()
            cookies.append(self.site.cookies.kept(FORM_TOKEN, token))
        if language_asked(self.request.query_params.get("lang")) is not None:
            cookies.append(self.site.cookies.language(self.language))
        known = draft or self.draft
        common = {
            "path": self.request.scope["path"],
            "form_token": Own(token),
            "form_key": Own(uuid4()),
            "venues": self.site.desk.venues(),
            "matters": matters_of(self.words, known.services - {"collect"} if known else ()),
            "collects": known is None or not known.people or "collect" in known.services,
            "signed_in": self.draft is not None and bool(self.draft.people),
            "found": [],
            "urgent": [each for each in self.news if each.urgent],
            "letters": self.site.contacts is not None,
        }
        page = self.site.alike.page if alike else self.site.renderer.render
        html = page(template, self.language, {**common, **context})
        return Response(html, media_type=MediaType.HTML, status_code=status, cookies=cookies)

    def go(self, path: str, draft: Draft | None = None) -> Page:
        """See other: what was posted is done, a reload repeats nothing."""
        changed = draft is not None and draft != self.draft
        cookies = [self._sealed(draft)] if draft is not None and changed else []
        cookies += [self.site.cookies.device(self._device)] if self._device else []
        return Response("", status_code=303, headers={"location": path}, cookies=cookies)

    def leave(self, path: str) -> Page:
        dropped = [self.site.cookies.dropped(DRAFT)]
        return Response("", status_code=303, headers={"location": path}, cookies=dropped)

    @property
    def form_token(self) -> str | None:
        """As this browser brought it, ours or not."""
        return self._cookie(FORM_TOKEN)

    @property
    def device(self) -> str | None:
        """The cookie of a browser in which somebody signed in before."""
        return self._cookie(DEVICE)

    def remember_device(self, number: str) -> None:
        """Number and birthday agreed: the next page's answer lets the browser know."""
        self._device = self.site.identification.devices.remember(self.device, number)

    @property
    def switching(self) -> bool:
        """Whether only the language was switched, with what was typed sent along to be kept."""
        return self.form.text("switch") == "1"

    def signed_in(self) -> Draft:
        """The draft of a visitor whose number and birthday agreed.

        Raises SessionLostError otherwise.
        """
        if self.draft is None or not self.draft.people:
            raise SessionLostError
        return self.draft

    async def submit(
        self,
        command: Command,
        action: str,
        slot_id: UUID | None = None,
        contact: Contact | None = None,
    ) -> Outcome:
        """Ask the desk; a second tap of the same button gets the answer of the first.

        Raises the desk's refusals.
        """
        leader = self.signed_in().notice_ids[0]
        await self.site.buckets.draw(COMMANDS, str(leader), self.now)
        key = f"{action}:{leader}:{slot_id}:{self.form.key}"
        return await self.site.desk.submit(command, key=key, at=self.now, contact=contact)

    def wrong(self, field: str, code: str) -> tuple[str, str]:
        """A mistake for the error summary: the field's id, and the words of the code."""
        return field, self.words(FIELDS[code])

    def _cookie(self, of: str) -> str | None:
        return self._brought.get(self.site.cookies.name(of))

    def _sealed(self, draft: Draft) -> Cookie:
        return self.site.cookies.kept(DRAFT, self.site.seal.close(draft))


async def open_visit(request: Web) -> Visit:
    """The visit, after the form (if any) was read and found to be from a page of ours.

    Raises PermissionDeniedException for a form from elsewhere, or of a browser without cookies.
    """
    site: Site = request.app.state.site
    form = await form_of(request)
    visit = Visit(site, request, form)
    if request.method not in SAFE and not site.tokens.agree(visit.form_token, form.text(FIELD)):
        raise PermissionDeniedException
    if OWN_GUARD not in request.route_handler.opt and form.holds_individual_number():
        raise IndividualNumberError
    return visit


async def form_of(request: Web) -> Form:
    """What the request brought; an empty form for one that only looks."""
    if request.method in SAFE:
        return Form([])
    return parse_form(request.headers.get("content-type", ""), await request.body())


def language_of(request: Web, kept: str | None) -> str:
    """Asked for in the address, else *kept* from before, else Japanese."""
    asked = request.query_params.get("lang")
    return language_asked(asked) or language_asked(kept) or SOURCE
