"""Reading a page as a browser does: its hidden fields, what can be chosen, where it leads."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_HIDDEN: Final = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_BUTTON: Final = re.compile(rb'<button[^>]*? name="([^"]+)" value="([^"]+)"')
_LINK: Final = re.compile(rb'href="(/[^"]*)"')
_MAIN: Final = b"<main"
_MAIN_ENDS: Final = b"</main>"


@dataclass(frozen=True)
class Page:
    """One answer; `location` is where it leads, "" where it shows something itself."""

    status: int
    location: str
    html: bytes
    again: float = 0.0
    """A page of waiting: it wants to be looked at again after so many seconds."""

    @cached_property
    def main(self) -> bytes:
        """Without head and foot, whose forms are others."""
        begin = self.html.find(_MAIN)
        end = self.html.find(_MAIN_ENDS, begin)
        return self.html[begin:end] if 0 <= begin < end else self.html

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's form: CSRF token and idempotency key."""
        pairs = reversed(_HIDDEN.findall(self.main))  # of several forms the first counts
        return {name.decode(): value.decode() for name, value in pairs}

    def choices(self, name: str) -> list[str]:
        """What the buttons of that name would send."""
        return [value.decode() for key, value in _BUTTON.findall(self.main) if key == name.encode()]

    def links(self, beginning: str) -> list[str]:
        """Where links lead that begin like that, each once, in the order of the page."""
        found = dict.fromkeys(each.decode() for each in _LINK.findall(self.main))
        return [each.replace("&amp;", "&") for each in found if each.startswith(beginning)]
