"""Fields that several messages have, and what they may hold."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

At = Annotated[datetime, Meta(tz=True)]
Word = Annotated[str, Meta(max_length=80)]
StationName = Annotated[str, Meta(min_length=1, max_length=16)]
StaffCode = Annotated[str, Meta(pattern="^[A-Z][0-9]{2,5}$")]
Milliseconds = Annotated[int, Meta(ge=0, le=86_400_000)]
Count = Annotated[int, Meta(ge=0, le=100_000)]


class AtStation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Something that happened at a station, at its own time."""

    at: At
