"""Pages that are alike for everybody but for the form's token and key: made once, handed out often.

A page is kept under all it was made of, so what is shown is what would be made now; whatever
cannot stand in a key makes the page anew.
"""

from collections.abc import Hashable, Mapping
from typing import Final, cast
from uuid import UUID

from booking_web.pages.rendering import Renderer

_TOKEN, _KEY = "\ue020", "\ue021"
"""Stand where token and key go; no text and no form has such a sign (`texts.marks`)."""
_OWN: Final = frozenset({"form_token", "form_key"})
_MOST: Final = 200


class AlikePages:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._kept: dict[Hashable, str] = {}

    def page(
        self, template: str, language: str, context: Mapping[str, object], *, token: str, key: UUID
    ) -> str:
        """The page with this token and this key in its forms."""
        made_of = (template, language, *_without_own(context))
        try:
            html = self._kept.get(made_of)
        except TypeError:
            own = {"form_token": token, "form_key": key}
            return self._renderer.render(template, language, {**context, **own})
        if html is None:
            signs = {"form_token": _TOKEN, "form_key": _KEY}
            html = self._renderer.render(template, language, {**context, **signs})
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[made_of] = html
        return html.replace(_TOKEN, token).replace(_KEY, str(key))


def _without_own(context: Mapping[str, object]) -> tuple[object, ...]:
    return tuple((name, _still(value)) for name, value in context.items() if name not in _OWN)


def _still(value: object) -> object:
    """Lists as tuples, so that they can stand in a key."""
    if isinstance(value, list | tuple):
        return tuple(_still(each) for each in cast("list[object] | tuple[object, ...]", value))
    return value
