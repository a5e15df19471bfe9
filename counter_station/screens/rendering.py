"""Templates to pages: one Jinja environment a language, so no page can mix two."""

import asyncio
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.enums import MediaType

from counter_station.texts import LANGUAGES, WORDS, Words
from counter_station.texts.furigana import plain
from counter_station.texts.residents import LANGUAGES as RESIDENTS_LANGUAGES
from counter_station.texts.residents import RESIDENT_WORDS, ResidentWords

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
_RESIDENTS: Final = "resident/"


class Renderer:
    """Renders `templates/` with the macros of the shared look."""

    def __init__(self, look: Path) -> None:
        addresses = {
            "stylesheet": _address("/look", look / "madoguchi.css"),
            "station_stylesheet": _address("/static", STATIC / "station.css"),
            "identity_stylesheet": _address("/static", STATIC / "identity.css"),
            "identity_script": _address("/static", STATIC / "identity.js"),
            "station_script": _address("/static", STATIC / "station.js"),
            "measure_script": _address("/static", STATIC / "measure.js"),
            "passkey_script": _address("/look", look / "passkey.js"),
            "resident_script": _address("/static", STATIC / "resident.js"),
            "print_script": _address("/static", STATIC / "print.js"),
        }
        self._clerks = {
            code: _environment(look, words, {**addresses, **_of_clerks(code)})
            for code, words in WORDS.items()
        }
        self._residents = {
            code: _environment(look, words, {**addresses, **_of_residents(code)})
            for code, words in RESIDENT_WORDS.items()
        }

    async def prepare(self) -> None:
        """Compile every page ahead, a little at a time: the first visitor shall not wait for it."""
        for environment in (*self._clerks.values(), *self._residents.values()):
            for name in environment.list_templates(extensions=["html"]):
                environment.get_template(name)
                await asyncio.sleep(0)

    def text(self, template: str, language: str, **context: object) -> str:
        """Templates of residents know eight languages, all others the clerk's two."""
        known = self._residents if template.startswith(_RESIDENTS) else self._clerks
        return known[language].get_template(template).render(context)

    def page(
        self, template: str, language: str, *, status: int = 200, **context: object
    ) -> Response[str]:
        content = self.text(template, language, **context)
        return Response(content, media_type=MediaType.HTML, status_code=status)


def _of_clerks(code: str) -> dict[str, object]:
    return {"languages": tuple(LANGUAGES.items()), "tags": {}, "tag": code, "easy": False}


def _of_residents(code: str) -> dict[str, object]:
    language = RESIDENTS_LANGUAGES[code]
    return {
        "languages": tuple((each, known.name) for each, known in RESIDENTS_LANGUAGES.items()),
        "tags": {each: known.tag for each, known in RESIDENTS_LANGUAGES.items()},
        "tag": language.tag,
        "easy": language.is_easy,
    }


def _environment(
    look: Path, words: Words | ResidentWords, known: Mapping[str, object]
) -> Environment:
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
    environment.filters["plain"] = plain
    everything = {"words": words, "language": words.code, **known}
    environment.globals.update(cast("Any", everything))
    return environment


def _address(under: str, file: Path) -> str:
    """Changes with the content, so that browsers may keep it for good."""
    return f"{under}/{file.name}?v={sha256(file.read_bytes()).hexdigest()[:8]}"
