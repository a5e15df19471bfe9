"""Parts of personal pages that are the same for many: rendered once, shown to all who ask.

A part is a template of its own, which is told nothing but what its `Part` names. The page around
it has token, key and texts of one visitor's own; where that is kept too (`booking_web.pages.alike`)
a sign stands in it for the part.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Final

from markupsafe import Markup

from booking_web.availability.pace import Pace
from booking_web.availability.press import stamp
from booking_web.availability.state import Snapshot

AS_OF: Final = "\ue010"
"""Stands in a kept part for the time it was last known to be true; no text and no form has it."""
_OLDEST_SECONDS: Final = 0.5
_MOST: Final = 500
_SHARE: Final = 0.05

Render = Callable[[str, str, Mapping[str, object]], str]
"""Of a template, in a language, with what it is told."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """`made_of`: everything it depends on, besides language and what it `shows` of the snapshot.

    `names`: what its template is told; worked out only when it is made anew.
    """

    template: str
    made_of: Hashable
    snapshot: Snapshot
    shows: object
    names: Callable[[], Mapping[str, object]]

    @cached_property
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


class KeptParts:
    def __init__(self, render: Render) -> None:
        self._render = render
        self._kept: dict[Hashable, _Kept] = {}
        self._pace = Pace(_SHARE)

    def shown(self, part: Part, language: str) -> Markup:
        """The part as it stands in a finished page."""
        known = self._known(part, language) or self._made(part, language)
        return Markup(known.html.replace(AS_OF, known.stamped))  # noqa: S704 - it was escaped

    def _made(self, part: Part, language: str) -> _Kept:
        begun = monotonic()
        told = {"as_of": AS_OF if part.stamped else "", **part.names()}
        html = self._render(part.template, language, told)
        made = _Kept(html=html, shows=part.shows, true_at=begun, stamped=part.stamped)
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[language, part.made_of] = made
        self._pace.spend(monotonic() - begun)
        return made

    def _known(self, part: Part, language: str) -> _Kept | None:
        """What may be shown of what was made before."""
        now, known = monotonic(), self._kept.get((language, part.made_of))
        if known is None or bool(known.stamped) != bool(part.stamped):
            return None
        if known.shows == part.shows:
            known.true_at, known.stamped = now, part.stamped
            return known
        in_time = now - known.true_at < _OLDEST_SECONDS
        return known if in_time and self._pace.used_up(now) else None
