"""What a browser sent: read forgivingly, judged later, never the cause of a fault."""

import re
from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from hashlib import sha256
from typing import Final, TypeVar
from unicodedata import normalize
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

from litestar.exceptions import ClientException, HTTPException

from issuance.errors import Refusal
from issuance.ledger.guard import holds_individual_number

E = TypeVar("E", bound=Enum)

FORM_TOKEN: Final = "_csrf_token"  # noqa: S105 - the field's name
KEY: Final = "key"
SECRET_FIELDS: Final = frozenset(
    {
        *(FORM_TOKEN, KEY, "password", "second_password", "old_password", "new_password"),
        *("credential", "second_step", "second_credential"),
    }
)
MOST_FIELDS: Final = 500
LONGEST_LINE: Final = 200
_LONGEST_TEXT: Final = 10_000
_MEDIA_TYPE: Final = "application/x-www-form-urlencoded"
_FIRST_DAY: Final = date(1868, 1, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})")


class UnreadableFormError(HTTPException):
    """Not a form of ours: another media type."""

    status_code = 415


class FieldError(Refusal):
    """A field is missing or cannot be what it should be; `name` says which."""

    code = "field"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class IndividualNumberError(Refusal):
    """Somebody typed what looks like an Individual Number; nothing was kept."""

    code = "individual-number"


class Form:
    """The fields of one form; of a repeated field, the first counts."""

    def __init__(
        self, pairs: list[tuple[str, str]], files: Mapping[str, bytes] | None = None
    ) -> None:
        self._pairs = pairs
        self.files: Mapping[str, bytes] = files or {}
        """What was chosen to be uploaded, by field; only routes that take a file have any."""

    def text(self, name: str) -> str:
        """The field in one line, without control characters, cut at 200; "" if it is missing."""
        value = next((value for key, value in self._pairs if key == name), "")
        printable = "".join(sign if sign.isprintable() else " " for sign in value[:2_000])
        return " ".join(printable.split())[:LONGEST_LINE]

    def raw(self, name: str) -> str:
        """The field as typed, for passwords."""
        return next((value for key, value in self._pairs if key == name), "")

    def free_text(self, name: str, *, longest: int = LONGEST_LINE) -> str:
        """Words somebody wrote, at least one.

        Raises:
            FieldError: nothing was written, or too much.
            IndividualNumberError: twelve digits that may be somebody's number.
        """
        words = self.text(name)
        if holds_individual_number(words):
            raise IndividualNumberError
        if not words or len(words) > longest:
            raise FieldError(name)
        return words

    def code(self, name: str) -> str:
        """A scanned or typed code: full-width and small letters forgiven, no spaces."""
        return normalize("NFKC", self.text(name)).upper().replace(" ", "")

    def number(self, name: str, *, least: int, most: int) -> int:
        text = self.code(name)
        if not text.isascii() or not text.isdecimal() or len(text) > 6:
            raise FieldError(name)
        if not least <= int(text) <= most:
            raise FieldError(name)
        return int(text)

    def day(self, name: str) -> date:
        try:
            return day_of(self.code(name).replace("/", "-"))
        except ValueError:
            raise FieldError(name) from None

    def clock_time(self, name: str) -> time:
        found = _TIME.fullmatch(self.code(name))
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise FieldError(name)
        return time(int(found[1]), int(found[2]))

    def choice(self, name: str, of: type[E], otherwise: E) -> E:
        """One of an enum's values; *otherwise* where nothing was chosen."""
        text = self.text(name)
        try:
            return of(text) if text else otherwise
        except ValueError:
            raise FieldError(name) from None

    def several(self, name: str) -> list[str]:
        """All values of a repeated field, each once."""
        return list(dict.fromkeys(value.strip() for key, value in self._pairs if key == name))

    def lines(self, name: str, *, most: int) -> list[str]:
        """The lines somebody wrote, without the empty ones; widths are forgiven."""
        written = normalize("NFKC", self.raw(name)).splitlines()
        lines = [" ".join(each.split()) for each in written if each.strip()]
        if len(lines) > most or any(len(each) > LONGEST_LINE for each in lines):
            raise FieldError(name)
        return lines

    def names(self) -> set[str]:
        return {name for name, _ in self._pairs}

    def uuids(self, name: str) -> list[UUID]:
        """Each well-formed id once, in the order given."""
        found = [_uuid(value) for key, value in self._pairs if key == name]
        return list(dict.fromkeys(each for each in found if each is not None))

    def uuid(self, name: str) -> UUID:
        found = _uuid(self.text(name))
        if found is None:
            raise FieldError(name)
        return found

    def has(self, name: str) -> bool:
        return any(key == name for key, _ in self._pairs)

    def say(self, name: str, value: str) -> None:
        """Add a field of our own, in place of what was sent, for the page that answers."""
        self._pairs = [pair for pair in self._pairs if pair[0] != name] + [(name, value)]

    def typed(self) -> dict[str, str]:
        """What may be shown again: no password, and nothing that may be a person's number."""
        kept = {name: self.text(name) for name, _ in self._pairs if name not in SECRET_FIELDS}
        return {
            name: value for name, value in list(kept.items())[:40]
            if not holds_individual_number(value)
        }  # fmt: skip

    def typed_several(self) -> dict[str, list[str]]:
        """As `typed`, with every value of a repeated field, and lines left as they were."""
        kept: dict[str, list[str]] = {}
        for name, value in self._pairs:
            if name not in SECRET_FIELDS and not holds_individual_number(value):
                kept.setdefault(name, []).append(value[:_LONGEST_TEXT])
        return kept

    @property
    def key(self) -> UUID:
        """The idempotency key that came with the form; a form without one is a new wish."""
        return _uuid(self.text(KEY)) or uuid4()

    def digest(self, method: str, path: str) -> bytes:
        """What was asked for. Passwords stay out: a digest of one could be guessed."""
        asked = sorted(pair for pair in self._pairs if pair[0] not in SECRET_FIELDS)
        return sha256(repr((method, path, asked)).encode("utf-8", "replace")).digest()


def parse_form(content_type: str, body: bytes) -> Form:
    """Read a body as a form; broken encodings become U+FFFD.

    Raises:
        UnreadableFormError: another media type; nothing of ours sends files.
        ClientException: more fields than any page has.
    """
    if body and content_type.partition(";")[0].strip().lower() != _MEDIA_TYPE:
        raise UnreadableFormError
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="replace",
        )
    except ValueError as error:
        raise ClientException from error
    return Form(pairs)


def day_of(text: str) -> date:
    """The day written so; ValueError for none, and for one that nobody here can mean."""
    day = date.fromisoformat(text)
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(text)
    return day


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
