"""Pages that many see alike, but for a few texts of their own: made once, handed out often.

A page is kept under all it was made of, so what is shown is what would be made now; whatever
cannot stand in a key makes the page anew. A visitor's own texts (`Own`) are put in afterwards,
and are kept nowhere. Parts that change all the time are kept by themselves (`KeptParts`).
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Final, cast

from markupsafe import escape

from booking_web.availability.parts import Part
from booking_web.pages.rendering import Renderer
from booking_web.texts import Words
from booking_web.texts.marks import marked_up

_FIRST: Final = 0xE020
_LAST: Final = 0xE0FF
"""Signs that stand where own texts go; no text and no form has such a one (`texts.marks`)."""
_PLACE: Final = re.compile(f"([{chr(_FIRST)}-{chr(_LAST)}])")
_MOST: Final = 1_000


class Own(str):
    """A text of one visitor's own. An empty one is nobody's: templates may ask whether it is there.

    With readings (`texts.marks`) it may stand where elements may, not in attributes.
    """

    __slots__ = ()


def own_moment(words: Words, at: datetime) -> tuple[Own, Own]:
    """For the macro `stated`."""
    return Own(at.isoformat()), Own(words.moment(at))


class AlikePages:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._kept: dict[Hashable, list[str]] = {}
        """Pages in pieces; every second one is the sign of an own text."""

    def page(self, template: str, language: str, context: Mapping[str, object]) -> str:
        """The page with this visitor's own texts."""
        taken: list[str] = []
        made_of: dict[str, object] = {}
        for name, value in context.items():
            if isinstance(value, Part):
                made_of[name] = _sign(taken, self._renderer.part(value, language))
            else:
                made_of[name] = _still(value, taken)
        key = (template, language, *made_of.items())
        try:
            pieces = self._kept.get(key)
        except TypeError:
            return self._renderer.render(template, language, context)
        if pieces is None:
            pieces = self._keep(key, self._renderer.render(template, language, made_of))
        return "".join(_filled(pieces, taken))

    def _keep(self, key: Hashable, html: str) -> list[str]:
        if len(self._kept) >= _MOST:
            self._kept.clear()
        pieces = self._kept[key] = _PLACE.split(html)
        return pieces


def _still(value: object, taken: list[str]) -> object:
    """The value as it can stand in a key: lists as tuples, and a sign for each own text."""
    if isinstance(value, Own):
        return _sign(taken, marked_up(escape(value))) if value else ""
    if isinstance(value, list | tuple):
        whole = cast("Sequence[object]", value)
        made = getattr(whole, "_make", tuple[object, ...])  # a tuple with names keeps them
        return made(_still(each, taken) for each in whole)
    return value


def _sign(taken: list[str], html: str) -> str:
    taken.append(html)
    return chr(_FIRST + len(taken) - 1)


def _filled(pieces: list[str], taken: list[str]) -> list[str]:
    filled = pieces.copy()
    filled[1::2] = [taken[ord(sign) - _FIRST] for sign in pieces[1::2]]
    return filled
