"""Every text of the office's pages, as the sources have it."""

from pathlib import Path

from babel.messages.extract import extract_from_dir

import issuance.office

HERE = Path(issuance.office.__file__).parent
LOOK = Path(__file__).parents[3] / "infra" / "look"
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_OPTIONS = {"**.html": {"trimmed": "true"}}


def texts():
    """Each msgid with the file that says it; `words("…")` calls count too."""
    keywords = {"N_": None, "_": None, "words": None}
    for folder in (HERE, LOOK):
        found = extract_from_dir(
            str(folder), method_map=_METHODS, options_map=_OPTIONS, keywords=keywords
        )
        for file, _, message, *_ in found:
            if isinstance(message, str) and message:
                yield message, file
