"""One request of a member of staff at the phone desk: who asks, what was typed, how to answer."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

from litestar import Response
from litestar.datastructures import Cookie
from litestar.datastructures.state import State
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.exceptions import PermissionDeniedException

from booking_web.desk import FreeTime
from booking_web.letters.contacts import Contact
from booking_web.pages.cookies import FORM_TOKEN, LANGUAGE
from booking_web.pages.form_token import FIELD
from booking_web.pages.forms import Form
from booking_web.pages.visit import SAFE, Page, Web, form_of, language_of
from booking_web.phone_desk.calls import Call
from booking_web.phone_desk.messages import MISTAKES
from booking_web.phone_desk.room import PhoneDesk
from booking_web.phone_desk.sessions import Session
from booking_web.phone_desk.texts import TEXTS
from booking_web.texts.languages import SOURCE
from booking_web.timetable.commands import Command
from booking_web.timetable.facts import Channel
from booking_web.timetable.outcomes import Outcome

SESSION: Final = "phone-desk"
"""The cookie's name; no resident's page looks at it."""
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class NotSignedInError(Exception):
    """There is no session, or it is over."""


class StaffVisit:
    """Made once a request; `session` is None only where somebody signs in."""

    def __init__(self, room: PhoneDesk, request: Web, form: Form, session: Session | None) -> None:
        self.room, self.request, self.form, self.session = room, request, form, session
        self.site = room.site
        self.now: datetime = room.clock()
        asked = language_of(request, request.cookies.get(self.site.cookies.name(LANGUAGE)))
        self.language = asked if asked in TEXTS else SOURCE
        self.words = TEXTS[self.language]

    @property
    def signed_in(self) -> Session:
        """Raises NotSignedInError."""
        if self.session is None:
            raise NotSignedInError
        return self.session

    @property
    def origin(self) -> str:
        """Whose failures are counted together: not those of the whole call centre."""
        return f"phone desk {self.signed_in.staff}"

    @property
    def cookie(self) -> str | None:
        return self.request.cookies.get(self.site.cookies.name(SESSION))

    async def call(self, call_id: UUID) -> Call:
        """Raises CallOverError."""
        return await self.room.calls.open(self.signed_in, call_id, at=self.now)

    def slot(self, slot_id: UUID) -> FreeTime | None:
        """The slot as the phone desk may book it; None if nobody ever offered it."""
        return self.site.desk.slot(slot_id, at=self.now, channel=Channel.PHONE)

    async def submit(
        self,
        command: Command,
        action: str,
        call: Call,
        slot_id: UUID | None = None,
        contact: Contact | None = None,
    ) -> Outcome:
        """Ask the desk; the same form again gets the answer of the first.

        Raises the desk's refusals.
        """
        leader = call.notice_ids[0]
        key = f"phone-desk:{action}:{leader}:{slot_id}:{self.form.key}"
        by = f"phone:{self.signed_in.staff}"
        return await self.site.desk.submit(command, key=key, at=self.now, by=by, contact=contact)

    def page(
        self, template: str, context: Mapping[str, object] = _NOTHING, *, status: int = 200
    ) -> Page:
        """A page that nobody else may see or keep (no-store is the default of every answer)."""
        cookies: list[Cookie] = []
        token = self._form_token(cookies)
        if self.request.query_params.get("lang") == self.language:
            cookies.append(self.site.cookies.language(self.language))
        common = {
            "path": self.request.url.path if self.request.method in SAFE else "/phone-desk",
            "form_token": token,
            "form_key": uuid4(),
            "staff": self.session.staff if self.session else "",
            "venues": self.site.desk.venues(),
            "found": [],
            "said": "",
        }
        html = self.room.renderer.render(
            f"phone_desk/{template}", self.language, {**common, **context}
        )
        return Response(html, media_type=MediaType.HTML, status_code=status, cookies=cookies)

    def go(self, path: str, cookies: Iterable[Cookie] = ()) -> Page:
        """See other: what was posted is done, a reload repeats nothing."""
        return Response("", status_code=303, headers={"location": path}, cookies=list(cookies))

    def wrong(self, field: str, code: str) -> tuple[str, str]:
        """A mistake for the error summary: the field's id, and the words of the code."""
        return field, self.words(MISTAKES[code])

    def session_cookie(self, value: str) -> Cookie:
        return replace(self.site.cookies.kept(SESSION, value), samesite="strict")

    def _form_token(self, cookies: list[Cookie]) -> str:
        """The session's own; before there is one, that of a cookie."""
        if self.session is not None:
            return self.session.form_token
        token = self.request.cookies.get(self.site.cookies.name(FORM_TOKEN))
        if token is None or not self.site.tokens.is_ours(token):
            token = self.site.tokens.fresh()
            cookies.append(self.site.cookies.kept(FORM_TOKEN, token))
        return token


async def open_staff_visit(request: Web, phone_desk: NamedDependency[PhoneDesk]) -> StaffVisit:
    """The visit of somebody signed in, after the form was found to be of this session.

    Raises:
        NotSignedInError: there is no session, or it is over.
        PermissionDeniedException: the form is from elsewhere.
    """
    form = await form_of(request)
    cookie = request.cookies.get(phone_desk.site.cookies.name(SESSION))
    session = await phone_desk.sessions.open(cookie, at=phone_desk.clock())
    if session is None:
        raise NotSignedInError
    brought = form.text(FIELD).encode()
    if request.method not in SAFE and not hmac.compare_digest(brought, session.form_token.encode()):
        raise PermissionDeniedException
    return StaffVisit(phone_desk, request, form, session)


async def open_door(request: Web, phone_desk: NamedDependency[PhoneDesk]) -> StaffVisit:
    """The visit of somebody who wants to sign in.

    Raises PermissionDeniedException for a form from elsewhere, or of a browser without cookies.
    """
    form = await form_of(request)
    cookie = request.cookies.get(phone_desk.site.cookies.name(FORM_TOKEN))
    if request.method not in SAFE and not phone_desk.site.tokens.agree(cookie, form.text(FIELD)):
        raise PermissionDeniedException
    return StaffVisit(phone_desk, request, form, None)


def the_phone_desk(state: State) -> PhoneDesk:
    room: PhoneDesk = state.phone_desk
    return room
