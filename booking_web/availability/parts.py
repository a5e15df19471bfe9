"""Parts of personal pages that are the same for many: rendered once, shown to all who ask.

In a template, `{% kept part %} … {% endkept %}` keeps what stands between; `part` says of what it
was made. The form around it has its own token and key for each visitor: where the page around is
kept too (`booking_web.pages.alike`), `part` is the sign that stands for it there.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Final

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from booking_web.availability.pace import Pace
from booking_web.availability.state import Snapshot
from booking_web.texts.marks import marked_up

MAY_STAND: Final = frozenset(
    {"as_of", "base", "calendar", "halves", "here", "party", "today", "venue", "venues", "which"}
)
"""The names that kept parts may use (a test looks): `Part.made_of` holds each of them, or all that
it is made of. Another name would show one visitor what was made for another."""
_KEPT_SECONDS: Final = 0.4
_MOST: Final = 500
_SHARE: Final = 0.15


@dataclass(frozen=True, kw_only=True)
class Part:
    """`made_of`: everything the part depends on, besides language and snapshot.

    `names`: what the part alone shows; worked out only when it is made anew.
    """

    made_of: Hashable
    snapshot: Snapshot
    names: Callable[[], Mapping[str, object]] = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class _Kept:
    html: str
    content: int
    made_at: float

    @cached_property
    def finished(self) -> str:
        return marked_up(self.html)


class KeptParts(Extension):
    """One for each language's templates."""

    tags = {"kept"}  # noqa: RUF012 - Jinja declares it so

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._kept: dict[Hashable, _Kept] = {}
        self._pace = Pace(_SHARE)

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        part = parser.parse_expression()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_show", [part]), [], [], body).set_lineno(line)

    def shown(self, part: Part) -> str | None:
        """The part as it stands in a finished page; None: it has to be made anew."""
        known = self._known(part)
        return None if known is None else known.finished

    def _show(self, part: Part | str, caller: Callable[[], str]) -> str:
        if isinstance(part, str):
            return part
        if (known := self._known(part)) is not None:
            return known.html
        now, html = monotonic(), caller()
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[part.made_of] = _Kept(html=html, content=part.snapshot.content, made_at=now)
        self._pace.spend(monotonic() - now)
        return html

    def _known(self, part: Part) -> _Kept | None:
        """What may be shown of what was made before."""
        now, known = monotonic(), self._kept.get(part.made_of)
        if known is None or now - known.made_at >= _KEPT_SECONDS:
            return None
        still_true = known.content == part.snapshot.content
        return known if still_true or self._pace.used_up(now) else None
