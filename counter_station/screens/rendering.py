"""Templates to pages: one Jinja environment a language, so no page can mix two."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.enums import MediaType

from counter_station.texts import LANGUAGES, WORDS, Words

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"


class Renderer:
    """Renders `templates/` with the macros of the shared look."""

    def __init__(self, look: Path) -> None:
        addresses = {
            "stylesheet": _address("/look", look / "madoguchi.css"),
            "station_stylesheet": _address("/static", STATIC / "station.css"),
            "identity_stylesheet": _address("/static", STATIC / "identity.css"),
            "identity_script": _address("/static", STATIC / "identity.js"),
            "station_script": _address("/static", STATIC / "station.js"),
            "resident_script": _address("/static", STATIC / "resident.js"),
        }
        self._environments = {
            code: _environment(look, words, addresses) for code, words in WORDS.items()
        }

    def text(self, template: str, language: str, **context: object) -> str:
        return self._environments[language].get_template(template).render(context)

    def page(
        self, template: str, language: str, *, status: int = 200, **context: object
    ) -> Response[str]:
        content = self.text(template, language, **context)
        return Response(content, media_type=MediaType.HTML, status_code=status)


def _environment(look: Path, words: Words, addresses: dict[str, str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_HERE.parent / "templates", look]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(words.catalogue.gettext, words.catalogue.ngettext, newstyle=True)
    known = {"words": words, "language": words.code, "languages": tuple(LANGUAGES.items())}
    environment.globals.update(cast("Any", {**known, **addresses}))
    return environment


def _address(under: str, file: Path) -> str:
    """Changes with the content, so that browsers may keep it for good."""
    return f"{under}/{file.name}?v={sha256(file.read_bytes()).hexdigest()[:8]}"
