"""What a browser sent: read forgivingly, judged later, never the cause of a fault."""

from typing import Final
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

from litestar.exceptions import ClientException, HTTPException
from msgspec import ValidationError, convert

from booking_web.pages.birthday import TypedBirthday
from issuance.ledger.guard import holds_individual_number

FORM: Final = "application/x-www-form-urlencoded"
MOST_FIELDS: Final = 60
LONGEST_LINE: Final = 254
LARGEST_FORM_BYTES: Final = 65_536
_MADE_BY_US: Final = frozenset({"_csrf_token", "key"})


class UnreadableFormError(HTTPException):
    """Not a form of ours: another media type."""

    status_code = 415


class Form:
    """The fields of one form; of a repeated field, the first counts."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._first = dict(reversed(pairs))

    def text(self, name: str) -> str:
        """The field in one line, without control characters, cut at 254; "" if it is missing."""
        return " ".join(self.lines(name).split())[:LONGEST_LINE]

    def lines(self, name: str) -> str:
        """The field with its line ends, without other control characters."""
        value = self._first.get(name, "")
        if value.isprintable():
            return value.strip()
        return "".join(sign for sign in value if sign.isprintable() or sign in " \n\t　").strip()

    def holds_individual_number(self) -> bool:
        """Whether a My Number was typed into any field; our own ids and tokens do not count."""
        return any(
            name not in _MADE_BY_US and not _is_uuid(value) and holds_individual_number(value)
            for name, value in self._pairs
        )

    def several(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def birthday(self, name: str) -> TypedBirthday:
        typed = {part: self.text(f"{name}-{part}") for part in ("era", "year", "month", "day")}
        return TypedBirthday(**typed)

    def uuid(self, name: str) -> UUID | None:
        return _uuid(self.text(name))

    @property
    def key(self) -> UUID:
        """The idempotency key that came with the form; a form without one is a new wish."""
        return self.uuid("key") or uuid4()


def _uuid(text: str) -> UUID | None:
    try:
        return convert(text, UUID)
    except ValidationError:
        return None


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and _uuid(text) is not None


def parse_form(content_type: str, body: bytes) -> Form:
    """Read a body as a form; broken encodings become U+FFFD.

    Raises:
        UnreadableFormError: another media type; nothing of ours sends files or JSON.
        ClientException: more fields than any page has.
    """
    if body and content_type.partition(";")[0].strip().lower() != FORM:
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
