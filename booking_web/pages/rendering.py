"""Templates to pages: one Jinja environment a language, so no page can mix two."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from booking_web.availability.parts import KeptParts, Part
from booking_web.availability.rows import KeptRows
from booking_web.texts import ALL, TAGS, Words
from booking_web.texts.marks import marked_up

_TEMPLATES: Final = Path(__file__).parent.parent / "templates"
STYLESHEET: Final = "madoguchi.css"
RESIDENTS_STYLESHEET: Final = "residents.css"
PHONE_DESK_STYLESHEET: Final = "phone_desk.css"
"""Of its own: a resident's page stays light."""
_STAFF_ONLY: Final = re.compile(
    r"/\* Staff only, from here.*?(?:/\* For all, from here\. \*/|\Z)", re.DOTALL
)
_UNSEEN: Final = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)


class Renderer:
    """Renders `templates/` with the macros of the shared look, in the languages of *texts*."""

    def __init__(self, look: Path, texts: Mapping[str, Words] = ALL) -> None:
        self._texts = texts
        self._common = {
            "languages": tuple((code, words.language.name) for code, words in texts.items()),
            "tags": TAGS,
            "stylesheet": _versioned(look, STYLESHEET),
            "residents_stylesheet": _versioned(look, RESIDENTS_STYLESHEET),
            "phone_desk_stylesheet": _versioned(look, PHONE_DESK_STYLESHEET),
        }
        self._environments = {code: _environment(look, words) for code, words in texts.items()}
        self._parts = KeptParts(self.render)

    def render(self, template: str, language: str, context: Mapping[str, object]) -> str:
        shown = {
            name: self.part(each, language) if isinstance(each, Part) else each
            for name, each in context.items()
        }
        whole = {**self._common, "language": language, "words": self._texts[language], **shown}
        return marked_up(self._environments[language].get_template(template).render(whole))

    def part(self, part: Part, language: str) -> Markup:
        """A part of a page, as it was made for others before, if nothing in it has changed."""
        return self._parts.shown(part, language)


def _versioned(look: Path, name: str) -> str:
    """The address of a stylesheet, another one for each content."""
    return f"/look/{name}?v={sha256(stylesheet(look, name)).hexdigest()[:8]}"


def stylesheet(look: Path, name: str) -> bytes:
    if name == RESIDENTS_STYLESHEET:
        return residents_stylesheet(look)
    return (look / name).read_bytes()


def residents_stylesheet(look: Path) -> bytes:
    """The shared stylesheet without what only staff see, and without comments: half its weight."""
    shared = (look / STYLESHEET).read_text("utf-8")
    return _UNSEEN.sub("", _STAFF_ONLY.sub("", shared)).strip().encode()


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
    known: dict[str, object] = vars(environment)["globals"]  # typed too narrowly
    known["kept_rows"] = KeptRows()
    catalogue = words.catalogue
    # The extension adds this method when it is loaded; no stub knows it.
    install: Callable[..., None] = vars(environment)["install_gettext_callables"]
    install(catalogue.gettext, catalogue.ngettext, newstyle=True)
    return environment
