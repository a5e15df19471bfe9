"""A browser without pictures: it follows links and sends the forms that a page really has."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

Attributes = Mapping[str, str]
_NOT_NOW = 503
_WITHOUT_END = frozenset({"input", "meta", "link", "br", "img", "hr", "wbr", "source", "col"})


class PageError(Exception):
    """A page is not what a person would expect there; says which, and its heading."""


@dataclass(kw_only=True)
class Link:
    href: str
    text: str = ""


@dataclass(kw_only=True)
class Form:
    """What would be sent if nothing were changed, and what the buttons add."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    buttons: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    names: set[str] = field(default_factory=set[str])


class Page(HTMLParser):
    """A page's forms, links and text."""

    def __init__(self, url: str, status: int, html: str) -> None:
        super().__init__()
        self.url, self.status = url, status
        self.forms: list[Form] = []
        self.links: list[Link] = []
        self.heading = ""
        self.text: list[str] = []
        self.alerts: list[str] = []
        """What the page says went wrong."""
        self._form: Form | None = None
        self._select = self._area = ""
        self._in: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _WITHOUT_END:
            self._in.append((tag, given.get("role") == "alert" and "hidden" not in given))
        match tag:
            case "form":
                action = urljoin(self.url, given.get("action", self.url))
                self._form = Form(action=action, method=given.get("method", "get").lower())
                self.forms.append(self._form)
            case "a" if "href" in given:
                self.links.append(Link(href=urljoin(self.url, given["href"])))
            case "input" | "button" | "select" | "textarea" | "option" if self._form:
                self._control(tag, given, self._form)
            case _:
                pass

    def _control(self, tag: str, given: Attributes, form: Form) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        form.names.add(name)
        if tag == "button" or given.get("type") == "submit":
            form.buttons.append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            form.fields.append((self._select, value))
        elif tag == "textarea":
            form.fields.append((name, ""))
        elif tag == "input" and (
            given.get("type") not in {"checkbox", "radio"} or "checked" in given
        ):
            form.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        while self._in and self._in.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._in}
        if "h1" in tags:
            self.heading += data.strip()
        if "a" in tags and self.links:
            self.links[-1].text += data
        if data.strip() and "script" not in tags:
            self.text.append(data.strip())
            if any(alert for _, alert in self._in):
                self.alerts.append(data.strip())

    def link(self, text: str = "", *, to: str = "") -> str:
        """The address of the first link that says this, or leads there.

        Raises:
            PageError: the page has no such link.
        """
        for link in self.links:
            if text in link.text and to in link.href:
                return link.href
        raise PageError(f"{self.url} ({self.heading!r}): no link {text} {to}")

    def form(self, ending: str = "", having: str = "") -> Form:
        """The form whose address ends so, or that has this field.

        Raises:
            PageError: the page has no such form.
        """
        for form in self.forms:
            if form.action.partition("?")[0].endswith(ending) and (
                not having or having in form.names
            ):
                return form
        raise PageError(f"{self.url} ({self.status}, {self.heading!r}): no form {ending} {having}")


class Browser:
    """Keeps cookies, follows redirects. Use it in a `with` block.

    A person whose page does not come taps again: a request without an answer, or answered
    "not now" (503), is sent again as it was, for as long as *patience_seconds*.
    """

    def __init__(self, base_url: str, *, patience_seconds: float = 15.0) -> None:
        self._client = httpx.Client(
            base_url=base_url, follow_redirects=False, timeout=20, trust_env=False
        )
        self._patience_seconds = patience_seconds

    def get(self, path: str) -> Page:
        return self._page(self._answer("GET", path))

    def send(
        self, form: Form, values: Mapping[str, str | Sequence[str]] | None = None, button: str = ""
    ) -> Page:
        """Fill the form in and press the button with this name, by default the first.

        Raises:
            PageError: the form has no field of that name.
        """
        values = values or {}
        if unknown := values.keys() - form.names:
            raise PageError(f"{form.action}: no field {sorted(unknown)}")
        data = [(name, value) for name, value in form.fields if name and name not in values]
        for name, value in values.items():
            data += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        pressed = [each for each in form.buttons if each[0] and each[0] == button]
        if pressed and button not in values:
            data.append(pressed[0])
        if form.method == "get":
            return self._page(self._answer("GET", form.action, params=tuple(data)))
        fields: dict[str, list[str]] = {}
        for name, value in data:
            fields.setdefault(name, []).append(value)
        return self._page(self._answer("POST", form.action, fields=fields))

    def _answer(
        self,
        method: str,
        address: str,
        *,
        params: tuple[tuple[str, str], ...] | None = None,
        fields: dict[str, list[str]] | None = None,
    ) -> httpx.Response:
        reply = self._patiently(method, address, params=params, fields=fields)
        while reply.has_redirect_location:
            # What was posted is done; only the page that says so is asked for again.
            reply = self._patiently("GET", str(reply.url.join(reply.headers["location"])))
        return reply

    def _patiently(
        self,
        method: str,
        address: str,
        *,
        params: tuple[tuple[str, str], ...] | None = None,
        fields: dict[str, list[str]] | None = None,
    ) -> httpx.Response:
        ends = time.monotonic() + self._patience_seconds
        while True:
            last_try = time.monotonic() > ends
            try:
                reply = self._client.request(method, address, params=params, data=fields)
            except httpx.TransportError:
                if last_try:
                    raise
            else:
                if reply.status_code != _NOT_NOW or last_try:
                    return reply
            time.sleep(0.2)

    def _page(self, reply: httpx.Response) -> Page:
        page = Page(str(reply.url), reply.status_code, reply.text)
        if reply.status_code >= 400:
            raise PageError(
                f"{page.url}: {reply.status_code} {page.heading!r} {' '.join(page.text)[:400]}"
            )
        return page

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self._client.close()
