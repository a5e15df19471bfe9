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
from booking_web.availability.press import stamp
from booking_web.availability.state import Snapshot
from booking_web.texts.marks import marked_up

MAY_STAND: Final = frozenset(
    {"as_of", "base", "calendar", "halves", "here", "party", "today", "venue", "venues", "which"}
)
"""The names that kept parts may use (a test looks): `Part.made_of` holds each of them, or all that
it is made of. Another name would show one visitor what was made for another."""
AS_OF: Final = "\ue010"
"""Stands in a kept part for the time it was last known to be true; no text and no form has it."""
_OLDEST_SECONDS: Final = 0.5
_MOST: Final = 500
_SHARE: Final = 0.05


@dataclass(frozen=True, kw_only=True)
class Part:
    """`made_of`: everything the part depends on, besides language and snapshot.

    `shows`: what of the snapshot it shows. `names`: what the part alone needs; worked out only
    when it is made anew.
    """

    made_of: Hashable
    snapshot: Snapshot
    shows: object
    names: Callable[[], Mapping[str, object]] = dict[str, object]

    @property
    def stamped(self) -> str:
        at = self.snapshot.as_of
        return stamp(at) if at else ""


@dataclass(kw_only=True)
class _Kept:
    """`true_at` by a steady clock, `stamped` by the office's: when it was last known to be true."""

    html: str
    shows: object
    true_at: float
    stamped: str

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
        return None if known is None else known.finished.replace(AS_OF, known.stamped)

    def _show(self, part: Part | str, caller: Callable[[], str]) -> str:
        if isinstance(part, str):
            return part
        known = self._known(part) or self._made(part, caller)
        return known.html.replace(AS_OF, known.stamped)

    def _made(self, part: Part, caller: Callable[[], str]) -> _Kept:
        begun = monotonic()
        made = _Kept(html=caller(), shows=part.shows, true_at=begun, stamped=part.stamped)
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[part.made_of] = made
        self._pace.spend(monotonic() - begun)
        return made

    def _known(self, part: Part) -> _Kept | None:
        """What may be shown of what was made before."""
        now, known = monotonic(), self._kept.get(part.made_of)
        if known is None or bool(known.stamped) != bool(part.stamped):
            return None
        if known.shows == part.shows:
            known.true_at, known.stamped = now, part.stamped
            return known
        in_time = now - known.true_at < _OLDEST_SECONDS
        return known if in_time and self._pace.used_up(now) else None
