"""The station's parts together, and one request's seat at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from litestar import Response
from litestar.enums import MediaType
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.response import Redirect

from counter_station.desk import CounterDesk
from counter_station.identity_desk import IdentityDesk
from counter_station.line_desk import LineDesk
from counter_station.screens.chip_desk import ChipDesk
from counter_station.screens.entry_desk import EntryDesk
from counter_station.screens.http import (
    FORM,
    LANGUAGE,
    SCREEN,
    SESSION,
    AnyRequest,
    Cookies,
    Form,
    read_form,
    refuse_foreign,
)
from counter_station.screens.identity_memory import IdentityMemory
from counter_station.screens.passkeys import Passkeys
from counter_station.screens.reader_eye import ReaderEye
from counter_station.screens.rendering import Renderer
from counter_station.screens.screen_language import ScreenLanguage
from counter_station.screens.sessions import ClerkSession, FormTokens, Pairing, Sessions
from counter_station.screens.staff import Staff
from counter_station.screens.stopwatch import Stopwatch
from counter_station.settings import StationSettings
from counter_station.texts import LANGUAGES, SOURCE, resident_messages
from counter_station.texts.residents import language_asked
from issuance.calendar import office_date


@dataclass(frozen=True, kw_only=True)
class Station:
    """Everything the screens speak to."""

    settings: StationSettings
    desk: CounterDesk
    line: LineDesk
    stopwatch: Stopwatch
    identity: IdentityDesk
    identity_memory: IdentityMemory
    chips: ChipDesk
    entries: EntryDesk
    eye: ReaderEye
    staff: Staff
    passkeys: Passkeys
    sessions: Sessions
    pairing: Pairing
    tokens: FormTokens
    cookies: Cookies
    pages: Renderer
    tongue: ScreenLanguage
    now: Callable[[], datetime]

    def today(self) -> date:
        return office_date(self.now())

    def forget_people(self) -> None:
        """Nobody works here just now: nobody's data in memory; the journal has the visit."""
        self.entries.stop()
        self.chips.stop()
        self.identity_memory.forget()
        self.desk.office.forget_people()

    def language_of(self, visit_id: UUID | None) -> str:
        """In which a party's screen and receipt are."""
        booked = self.desk.office.language(visit_id) if visit_id else ""
        return self.tongue.of(visit_id, booked)


class StalePageError(ClientException):
    """The page was opened by a clerk who is not the one signed in now."""

    status_code = 409
    detail = "stale-page"


class Seat:
    """One request: who asks, in which language, with which form token."""

    def __init__(self, station: Station, request: AnyRequest, *, touch: bool = True) -> None:
        self.station = station
        self.request = request
        self._fresh_token: str | None = None
        token = station.cookies.read(request, FORM)
        if token is None or not station.tokens.is_ours(token):
            token = self._fresh_token = station.tokens.fresh()
        self.form_token = token
        self.session: ClerkSession | None = station.sessions.find(self.session_token, touch=touch)

    @property
    def session_token(self) -> str | None:
        return self.station.cookies.read(self.request, SESSION)

    @property
    def is_resident_screen(self) -> bool:
        token = self.station.cookies.read(self.request, SCREEN)
        return self.station.pairing.is_paired(token, self.station.today())

    def language(self) -> str:
        """The clerk's."""
        chosen = self.request.query_params.get("lang") or self.station.cookies.read(
            self.request, LANGUAGE
        )
        return chosen if chosen in LANGUAGES else SOURCE

    @property
    def chooses_language(self) -> bool:
        """Whether this is somebody's choice on the paired screen; it is kept for the visit."""
        asked = language_asked(self.request.query_params.get("lang"))
        if asked is not None:
            self.station.tongue.choose(asked, self.station.desk.at_counter)
        return asked is not None

    def screen_language(self) -> str:
        """The resident's: of the visit, or of the address before the screen is paired."""
        if not self.is_resident_screen:
            return language_asked(self.request.query_params.get("lang")) or SOURCE
        return self.station.language_of(self.station.desk.at_counter)

    async def form(self) -> Form:
        """The form, if it is our own.

        Raises:
            PermissionDeniedException: it comes from elsewhere, or from before a restart.
            StalePageError: somebody else has signed in since the page was opened.
        """
        refuse_foreign(self.request)
        form = await read_form(self.request)
        cookie = self.station.cookies.read(self.request, FORM)
        token, mark = _unmarked(form.token)
        if not self.station.tokens.agree(cookie, token):
            raise PermissionDeniedException(detail="form-token")
        if mark and self.session and mark != self.station.sessions.mark(self.session_token):
            raise StalePageError
        return form

    def page(
        self,
        template: str,
        *,
        status: int = 200,
        context: Mapping[str, object] | None = None,
        **more: object,
    ) -> Response[str]:
        """A page for the clerk."""
        language = self.language()
        shown = {**self._common, **self._of_clerks, **(context or {}), **more}
        response = self.station.pages.page(template, language, status=status, **shown)
        if "lang" in self.request.query_params:
            self.station.cookies.set(response, LANGUAGE, language)
        return self._with_token(response)

    def resident_page(
        self, name: str, context: Mapping[str, object], *, status: int = 200
    ) -> Response[str]:
        """A page for the resident, in one of eight languages."""
        return self.paper(name, self.screen_language(), context, status=status)

    def paper(
        self, name: str, language: str, context: Mapping[str, object], *, status: int = 200
    ) -> Response[str]:
        """A page in a resident's words, also where the clerk looks at it."""
        shown = {**self._common, "r": resident_messages, **context}
        template = f"resident/{name}.html"
        return self._with_token(self.station.pages.page(template, language, status=status, **shown))

    @property
    def _common(self) -> dict[str, object]:
        return {"form_token": self.form_token, "station_id": self.station.settings.station_id}

    @property
    def _of_clerks(self) -> dict[str, object]:
        passkeys = {"passkeys_here": self.passkeys_here, "passkey_url": self.station.passkeys.url}
        return {"form_token": self.clerks_token, **passkeys}

    @property
    def passkeys_here(self) -> bool:
        """Whether this browser is at the address that passkeys are made for."""
        return self.request.headers.get("host") == urlsplit(self.station.passkeys.url).netloc

    @property
    def clerks_token(self) -> str:
        """In a clerk's forms it says whose page they stand on."""
        mark = self.station.sessions.mark(self.session_token)
        return f"{self.form_token}.{mark}" if mark else self.form_token

    def _with_token(self, response: Response[str]) -> Response[str]:
        if self._fresh_token is not None:
            self.station.cookies.set(response, FORM, self._fresh_token)
        return response


def as_json(content: object) -> Response[bytes]:
    """For our own scripts."""
    return Response(msgspec.json.encode(content), media_type=MediaType.JSON)


def go(to: str) -> Redirect:
    """After a POST, so that going back or reloading sends nothing again."""
    return Redirect(to, status_code=303)


def _unmarked(token: str) -> tuple[str, str]:
    """A form's token, and the mark of the session its page was opened in, where it has one."""
    nonce, dot, rest = token.partition(".")
    seal, _, mark = rest.partition(".")
    return f"{nonce}{dot}{seal}", mark
