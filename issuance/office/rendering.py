"""Templates to pages: one Jinja environment a language, so no page can mix two."""

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issuance.office.refusals import Detail
from issuance.office.texts import ALL, LANGUAGES, Words, names
from issuance.office.texts.names import contacts, stockroom
from issuance.office.texts.places import place_words
from issuance.office.texts.refusals import refusal_words
from issuance.office.texts.staffing import ROLE_HINTS

_TEMPLATES: Final = Path(__file__).parent / "templates"
STYLESHEET: Final = "madoguchi.css"
BOARD_FILES: Final = {
    "board.css": "text/css; charset=utf-8",
    "board.js": "text/javascript; charset=utf-8",
}
"""The board's own style and script, in the folder of the shared look."""


class Renderer:
    """Renders `templates/` with the macros of the shared look."""

    def __init__(self, look: Path) -> None:
        addresses = {
            name: f"/look/{name}?v={sha256((look / name).read_bytes()).hexdigest()[:8]}"
            for name in (STYLESHEET, *BOARD_FILES)
        }
        self._environments = {code: _environment(look, words) for code, words in ALL.items()}
        self._common = {
            code: _common(words) | {"stylesheet": addresses[STYLESHEET], "look_files": addresses}
            for code, words in ALL.items()
        }

    def render(self, template: str, language: str, context: Mapping[str, object]) -> str:
        page = self._environments[language].get_template(template)
        return page.render({**self._common[language], **context})


def _common(words: Words) -> dict[str, object]:
    """What every template may use."""

    def said(code: str, detail: Detail) -> str:
        return refusal_words(words, code, detail)

    return {
        "words": words,
        "language": words.code,
        "languages": tuple(LANGUAGES.items()),
        "names": names,
        "stockroom": stockroom,
        "contact": contacts,
        "place_words": partial(place_words, words),
        "role_hints": ROLE_HINTS,
        "refusal_words": said,
    }


def _environment(look: Path, words: Words) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATES, look]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    catalogue = words.catalogue
    # The extension adds this method when it is loaded; no stub knows it.
    install: Callable[..., None] = vars(environment)["install_gettext_callables"]
    install(catalogue.gettext, catalogue.ngettext, newstyle=True)
    environment.filters["minutes"] = minutes
    return environment


def minutes(seconds: float | None) -> str:
    """8:05 for 485 seconds."""
    if seconds is None:
        return "–"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
