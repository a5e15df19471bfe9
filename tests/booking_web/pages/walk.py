"""The site as its own routes and forms describe it: a new page or form is walked without a word."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import httpx
from litestar.routes import ASGIRoute, HTTPRoute

from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder

PLACES = {"code": "reset-pin", "day": "2026-12-01", "name": "favicon.svg"}
"""What stands in addresses with a gap; a new gap needs a value here."""
TYPED = {"text", "email", "tel", "search", "number", ""}


@dataclass
class FormSeen:
    """A form as a page shows it: the names of its fields, and the kind of each."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the forms of a page, and all it links to or loads."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.found: list[FormSeen] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._path, self._writing = path, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = {name: value or "" for name, value in attrs}
        self.tags.append((tag, its))
        if tag == "form" and its.get("method") == "post":
            self.found.append(FormSeen(urlsplit(its.get("action") or self._path).path))
        elif tag in {"input", "textarea", "select", "button"} and its.get("name") and self.found:
            kind = its.get("type", "") if tag == "input" else tag
            self.found[-1].fields[its["name"]] = kind
            self.found[-1].values[its["name"]] = its.get("value", "")
            self._writing = its["name"] if tag == "textarea" else ""
        self.links += [its["href"]] if tag == "a" and "href" in its else []
        self.loads += [its[name] for name in ("src", "action") if name in its]
        self.loads += [its["href"]] if tag == "link" else []

    def handle_data(self, data: str) -> None:
        if self._writing:
            self.found[-1].values[self._writing] += data

    def handle_endtag(self, tag: str) -> None:
        self._writing = "" if tag == "textarea" else self._writing


def routes(client: httpx.AsyncClient, method: str) -> list[str]:
    """Every address that knows the method, as the application itself says."""
    app: Any = client.app  # type: ignore[attr-defined]
    found = []
    for route in app.routes:
        if isinstance(route, HTTPRoute) and method not in map(str, route.methods):
            continue
        if isinstance(route, ASGIRoute) and method not in methods_of(route):
            continue
        found.append(route.path_format.format(**PLACES))
    return found


def methods_of(route: ASGIRoute) -> str:
    """What a handler that is plain ASGI answers to; those of free times do not say it."""
    return str(route.route_handler.opt.get("methods", "GET, OPTIONS"))


async def states(resident: Resident, holder: Holder) -> AsyncIterator[str]:
    """A stranger, somebody signed in, somebody who holds a time, somebody with a booking."""
    yield "stranger"
    await resident.identify(holder)
    yield "signed in"
    await resident.choose()
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja", memo="玄関で待ちます")
    yield "holding"
    await resident.look("/book/check")
    await resident.send("/book/check")
    yield "booked"


async def forms_of(resident: Resident) -> dict[str, FormSeen]:
    """The forms that somebody in this state can see, by where they lead."""
    found: dict[str, FormSeen] = {}
    for path in routes(resident.client, "GET"):
        answer = await resident.client.get(path, follow_redirects=True)
        if answer.headers.get("content-type", "").startswith("text/html"):
            for form in Forms(answer.text, answer.url.path).found:
                found.setdefault(form.action, form).fields.update(form.fields)
    return found
