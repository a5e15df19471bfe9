"""Templates to pages: one Jinja environment a language, so no page can mix two."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from booking_web.availability.parts import KeptParts
from booking_web.texts import ALL, LANGUAGES, TAGS, Words
from booking_web.texts.marks import marked_up

_TEMPLATES: Final = Path(__file__).parent.parent / "templates"
STYLESHEET: Final = "madoguchi.css"


class Renderer:
    """Renders `templates/` with the macros of the shared look."""

    def __init__(self, look: Path) -> None:
        version = sha256((look / STYLESHEET).read_bytes()).hexdigest()[:8]
        self._common = {
            "languages": tuple(LANGUAGES.items()),
            "tags": TAGS,
            "stylesheet": f"/look/{STYLESHEET}?v={version}",
        }
        self._environments = {code: _environment(look, words) for code, words in ALL.items()}

    def render(self, template: str, language: str, context: Mapping[str, object]) -> str:
        words = {"language": language, "words": ALL[language]}
        page = self._environments[language].get_template(template)
        return marked_up(page.render({**self._common, **words, **context}))


def _environment(look: Path, words: Words) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATES, look]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", KeptParts],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    catalogue = words.catalogue
    # The extension adds this method when it is loaded; no stub knows it.
    install: Callable[..., None] = vars(environment)["install_gettext_callables"]
    install(catalogue.gettext, catalogue.ngettext, newstyle=True)
    return environment
