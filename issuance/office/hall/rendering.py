"""Templates of the hall to pages; their words come from `say`, one language a page."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issuance.calendar import JST
from issuance.office.hall.texts import ALL, LANGUAGES, HallWords
from issuance.office.rendering import STYLESHEET

_TEMPLATES: Final = Path(__file__).parent / "templates"
HALL_FILES: Final = {
    "hall.css": "text/css; charset=utf-8",
    "kiosk.js": "text/javascript; charset=utf-8",
    "display.js": "text/javascript; charset=utf-8",
}
"""Our own style and scripts of the hall, in the folder of the shared look."""


def _clock(at: datetime) -> str:
    return f"{at.astimezone(JST):%H:%M:%S}"


class HallPages:
    def __init__(self, look: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([_TEMPLATES, look]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["clock"] = _clock
        names = (STYLESHEET, *HALL_FILES)
        versions = {name: sha256((look / name).read_bytes()).hexdigest()[:8] for name in names}
        self._common: dict[str, object] = {
            "files": {name: f"/look/{name}?v={version}" for name, version in versions.items()},
            "stylesheet": STYLESHEET,
            "languages": LANGUAGES,
            "all_words": ALL,
        }

    def render(self, template: str, say: HallWords, context: Mapping[str, object]) -> str:
        page = self._environment.get_template(template)
        return page.render({**self._common, "say": say, **context})
