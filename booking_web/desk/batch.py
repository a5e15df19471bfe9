"""One batch: commands decided in their order, each on what those before it left."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from booking_web.desk.looking import Answers, Reader, look
from booking_web.desk.offering import offers_of_freed
from booking_web.desk.opening import Reach, read_the_rest, slots_concerned
from booking_web.desk.requests import Request
from booking_web.letters.contacts import PartyContact
from booking_web.refusals import BookingRefusal
from booking_web.timetable.books import Books, NoticeStream, SlotStream
from booking_web.timetable.commands import Join
from booking_web.timetable.decisions import decide
from booking_web.timetable.facts import Fact
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.slots import Slot
from booking_web.timetable.timetable import Timetable, new_slot
from booking_web.timetable.waiting_list import LINE, WaitingList, of_the_line
from issuance.ledger.codec import encode
from issuance.ledger.facts import Recorded

Line = tuple[UUID, int, str, bytes]
"""A fact as it is stored: stream, version, name, state."""
_WANTS_LETTERS = frozenset({Done.CONFIRMED, Done.JOINED})
_encode_answer = msgspec.json.Encoder().encode


class NarrowBooksError(Exception):
    """What was read before the lock is not enough; all is read anew under it."""


@dataclass(kw_only=True)
class Decision:
    """What came of one request."""

    request: Request
    result: Outcome | Exception
    lines: Sequence[Line] = ()
    stands_on: AbstractSet[UUID] | None = None
    """Slots and notices that were looked at; of a refusal it is not known."""
    of_line: Sequence[Recorded[Fact]] = ()
    """What of it concerns the waiting list."""
    again: bool = False
    """The answer was given before."""

    @property
    def contact(self) -> PartyContact | None:
        """The address to keep, given with what is confirmed now."""
        given, outcome = self.request.contact, self.result
        if given is None or self.again or not isinstance(outcome, Outcome):
            return None
        if outcome.done not in _WANTS_LETTERS:
            return None
        return PartyContact(party_id=outcome.party_id, starts_at=outcome.starts_at, contact=given)


@dataclass(kw_only=True)
class Batch:
    """Nothing of it holds before it is stored.

    It may be decided while the batch before it is being stored, on what that one will leave.
    """

    timetable: Timetable
    policy: Policy
    before: "Batch | None" = None
    decisions: list[Decision] = field(default_factory=list[Decision])
    slots: dict[UUID, SlotStream] = field(default_factory=dict[UUID, SlotStream])
    notices: dict[UUID, NoticeStream] = field(default_factory=dict[UUID, NoticeStream])
    answers: dict[str, tuple[bytes, bytes]] = field(default_factory=dict[str, tuple[bytes, bytes]])
    _read: dict[UUID, NoticeStream] = field(default_factory=dict[UUID, NoticeStream])
    waiting: WaitingList = field(init=False)

    def __post_init__(self) -> None:
        self.waiting = (self.before or self.timetable).waiting

    async def take(self, reader: Reader, requests: Sequence[Request]) -> None:
        """Decide more requests, after all that were taken before."""
        self.timetable.roll(max(each.at for each in requests))
        looked = await look(reader, requests, self._left_notices().keys() | self.notices.keys())
        new = [each for each in requests if each.key not in looked.answers]
        noted = {**looked.notices, **self._left_notices(), **self.notices}
        named = {each: noted[each] for request in new for each in request.notice_ids}
        reach = self._reach(new)
        self._open(new, await read_the_rest(reader, self.timetable, new, named, reach), reach)
        decisions = [self._decision(each, looked.answers) for each in requests]
        self.decisions += decisions
        if self.waiting.households and (offers := offers_of_freed(self, decisions)):
            await self.take(reader, offers)

    def settle(self, revised: AbstractSet[UUID]) -> None:
        """The batch before this one is stored, with *revised* streams otherwise than expected."""
        left = self._left_notices()
        self._read |= {each: left[each] for each in revised & self._read.keys() & left.keys()}
        self.before = None
        if revised:
            self.revise(revised)

    def revise(self, dirty: AbstractSet[UUID]) -> AbstractSet[UUID]:
        """Decide again what stands on streams that others changed; return all that is new then.

        The timetable holds the others' facts by now.

        Raises:
            NarrowBooksError: for that more would have to be read.
        """
        affected, dirty = self._affected(set(dirty))
        if LINE in dirty:
            sound = (each for n, each in enumerate(self.decisions) if n not in affected)
            self.waiting = self.timetable.waiting.after(f for each in sound for f in each.of_line)
        self.slots |= {
            each: self.timetable.stream(each) or new_slot(each)
            for each in dirty & self.slots.keys()
        }
        self.notices |= {each: self._read[each] for each in dirty & self.notices.keys()}
        for place in affected:
            self.answers.pop(self.decisions[place].request.key or "", None)
        for place in affected:
            self.decisions[place] = anew = self._decision(self.decisions[place].request, {})
            if isinstance(anew.result, Exception) and not isinstance(anew.result, BookingRefusal):
                raise NarrowBooksError from anew.result
        return dirty

    def looked_at(self) -> AbstractSet[UUID] | None:
        """All streams it stands on; None where that is not known, or it changes the waiting list.

        None too of a batch that adds nothing: its answers stand on the log's head.
        """
        if not any(each.lines for each in self.decisions):
            return None
        looked_at: set[UUID] = set()
        for each in self.decisions:
            if each.of_line or (each.stands_on is None and not each.again):
                return None
            looked_at.update(each.stands_on or ())
        return looked_at - {LINE}

    def _affected(self, dirty: set[UUID]) -> tuple[list[int], set[UUID]]:
        """Places of the decisions that stand on *dirty* streams, and on streams these changed."""
        sound = dict(enumerate(self.decisions))
        while found := [n for n, each in sound.items() if _stands_on(each, dirty)]:
            for place in found:
                gone = sound.pop(place)
                dirty.update(line[0] for line in gone.lines)
                dirty.update({LINE} if gone.of_line else ())
        return [n for n in range(len(self.decisions)) if n not in sound], dirty

    def _left_slots(self) -> Mapping[UUID, SlotStream]:
        return self.before.slots if self.before else {}

    def _left_notices(self) -> Mapping[UUID, NoticeStream]:
        return self.before.notices if self.before else {}

    def _reach(self, requests: Sequence[Request]) -> Reach:
        joining = any(isinstance(each.command, Join) for each in requests)
        return Reach(self.policy.slots_in_a_row, joining or bool(self.waiting.households))

    def slot(self, slot_id: UUID) -> Slot | None:
        """The slot as it stands after all that was decided so far."""
        stream = self.slots.get(slot_id) or self._left_slots().get(slot_id)
        return (
            self.timetable.slot(slot_id) if stream is None or not stream.version else stream.state
        )

    def _open(
        self, requests: Sequence[Request], notices: Mapping[UUID, NoticeStream], reach: Reach
    ) -> None:
        left = self._left_slots()
        for each, stream in slots_concerned(self.timetable, requests, notices, reach).items():
            if each not in self.slots:
                self.slots[each] = left.get(each, stream)
        for each, noted in notices.items():
            if each not in self.notices:
                self.notices[each] = self._read[each] = noted

    def _decision(self, request: Request, earlier: Answers) -> Decision:
        try:
            if request.key is not None and (given := self._given(request.key, earlier)):
                return Decision(request=request, result=request.again(*given), again=True)
            return self._decided(request)
        except BookingRefusal as refusal:
            return Decision(request=request, result=refusal)
        except Exception as fault:  # noqa: BLE001 - one bad command must not sink its batch
            return Decision(request=request, result=fault)

    def _given(self, key: str, earlier: Answers) -> tuple[bytes, bytes] | None:
        left = self.before.answers.get(key) if self.before else None
        return earlier.get(key) or self.answers.get(key) or left

    def _decided(self, request: Request) -> Decision:
        books = Books(
            slots=self.slots,
            notices=self.notices,
            waiting=self.waiting,
            openings=self.timetable.openings.offers,
        )
        decided = decide(books, request.command, at=request.at, policy=self.policy, by=request.by)
        lines = [(each.stream_id, each.version, *encode(each)) for each in decided.recorded]
        self.slots.update(decided.slots)
        self.notices.update(decided.notices)
        of_line = of_the_line(decided.recorded)
        if of_line:
            self.waiting = self.waiting.after(of_line)
        if request.key is not None:
            self.answers[request.key] = (request.digest, _encode_answer(decided.outcome))
        return Decision(
            request=request,
            result=decided.outcome,
            lines=lines,
            stands_on=decided.seen,
            of_line=of_line,
        )


def _stands_on(decision: Decision, dirty: AbstractSet[UUID]) -> bool:
    if decision.again:
        return False
    return decision.stands_on is None or not dirty.isdisjoint(decision.stands_on)
