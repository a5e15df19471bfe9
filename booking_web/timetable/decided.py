"""What came of a command that was not refused."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from uuid import UUID

from msgspec import Struct

from booking_web.timetable.books import Entry, NoticeStream, SlotStream
from booking_web.timetable.facts import Fact
from booking_web.timetable.outcomes import Outcome
from issuance.ledger.facts import Recorded


class Decided(Struct, frozen=True, kw_only=True, gc=False):
    """Nothing recorded: all was so already, and the outcome may be told once it is confirmed.

    `slots` and `notices` are streams that were looked at, as the decision leaves them; `seen` is
    all it stands on.
    """

    recorded: Sequence[Recorded[Fact]]
    slots: Mapping[UUID, SlotStream]
    notices: Mapping[UUID, NoticeStream]
    seen: AbstractSet[UUID]
    outcome: Outcome

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple((each.stream_id, each.fact) for each in self.recorded)
