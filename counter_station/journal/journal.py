"""The counter's journal: facts on the disk before anything else happens with them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from counter_station.journal.alone import alone_with
from counter_station.journal.at_hand import RECENT_FACTS, VisitsAtHand, VisitStream
from counter_station.journal.file import JournalFile, JournalUnwritableError
from counter_station.journal.messages import JournalFact, Message, message_of
from counter_station.journal.outbox import Outbox
from counter_station.journal.strongbox import StrongBox
from counter_station.journal.taking_over import take_over_plain
from counter_station.journal.waiting import Unsent, Waiting
from counter_station.visit.facts import PinSheetSealed, PinsSealed, VisitFact
from counter_station.visit.state import Visit, evolve
from counter_station.visit.station_facts import StationFact, stream_of
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.recorders import NotWrittenError, sqlite_log

_MOST_TOGETHER = 32
"""Facts of one visit; a usual one has seven."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A fact of this counter that the office refused, and why."""

    position: int
    code: str
    recorded: Recorded[JournalFact]


@dataclass(frozen=True, kw_only=True)
class Following:
    """A fact that is to be sent next; without a message there is nothing to send."""

    position: int
    visit_id: UUID
    message: Message | None


class Journal:
    """Facts, and what became of them at the office. Methods touch the disk: call from a thread."""

    def __init__(self, path: Path, box: StrongBox) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            stack.enter_context(alone_with(path))
            take_over_plain(path, box)
            self._open(path, box)
            self._held = stack.pop_all()

    def _open(self, path: Path, box: StrongBox) -> None:
        self.outbox = Outbox(JournalFile(path, box))
        self._facts = sqlite_log(path, box)
        self._waiting = Waiting(self._all_after(0), self.outbox.answered())
        self._at_hand = VisitsAtHand(self._all_recent(), self.visit)
        self.outbox.drop_sealed_except(self._envelopes_wanted())

    def visit(self, visit_id: UUID) -> VisitStream:
        return self._facts.read(visit_id, Visit(), evolve)

    def visits_at_hand(self) -> dict[UUID, VisitStream]:
        """The visits of the last days, as they stand."""
        return self._at_hand.all()

    def sheets_taken(self) -> frozenset[str]:
        """The numbers of the sealed sheets of the last days, also of steps taken back."""
        facts = [each.fact for each in self._all_recent()]
        return frozenset(each.sheet_number for each in facts if isinstance(each, PinSheetSealed))

    def note_of_station(
        self, station_id: str, happened: StationFact, *, at: datetime, by: str
    ) -> int | None:
        """Write down something that concerns no visit."""
        stream: Stream[None, StationFact] = self._facts.read(stream_of(station_id), None, _no_state)
        return self.append(stream.record([happened], at=at, by=by))

    def history(self, visit_id: UUID) -> list[Recorded[VisitFact]]:
        return self._facts.history(visit_id)

    def append(self, recorded: Sequence[Recorded[JournalFact]]) -> int | None:
        """Append all or nothing; return the last one's position, None where there was none.

        Raises:
            ConcurrentChangeError: the visit grew since it was read.
            JournalUnwritableError: the disk is full or failing.
        """
        try:
            positions = self._facts.append(recorded) if recorded else []
        except NotWrittenError:
            raise JournalUnwritableError from None
        self._waiting.add(positions, recorded)
        self._at_hand.note(recorded)
        return positions[-1] if positions else None

    def following(self, count: int, *, without: Collection[UUID] = ()) -> list[list[Following]]:
        """The oldest unanswered facts of each of so many visits, in order; never an empty list.

        Visits in *without* are left out: something keeps the office from answering for them.
        """
        visits = self._waiting.visits_first(count, without)
        return [
            [self._following(position) for position in self._waiting.of(each, _MOST_TOGETHER)]
            for each in visits
        ]

    def _following(self, position: int) -> Following:
        recorded = self._at(position)
        sealed = self._sealed_of(recorded.fact)
        return Following(
            position=position,
            visit_id=recorded.stream_id,
            message=message_of(recorded, sealed, self.outbox.journal_id),
        )

    def is_waiting(self, position: int) -> bool:
        """Whether the office has not answered to it yet."""
        return position in self._waiting

    def note(self, answers: Mapping[int, str], at: datetime) -> None:
        """What the office answered: by position, the code of its refusal, or "" where it has it.

        A refusal is a conflict that stays until a clerk has seen it. Sealed PINs that the office
        has are forgotten here in the same moment.
        """
        taken = [position for position, code in answers.items() if not code]
        self.outbox.note(answers, self._envelopes_of(taken), at)
        self._waiting.answered(answers)

    def unsent(self) -> Unsent:
        return self._waiting.unsent()

    def visits_unsent(self) -> frozenset[UUID]:
        """Visits the office does not know all of."""
        return self._waiting.visits()

    def conflicts(self) -> list[Conflict]:
        return [
            Conflict(position=position, code=code, recorded=self._at(position))
            for position, code in self.outbox.refused()
        ]

    def note_conflict_seen(self, position: int, *, by: str) -> None:
        """A clerk has read it; sealed PINs the office did not take are of no use any more.

        Where there is no such conflict (any more) there is nothing to note.
        """
        if position not in {known for known, _ in self.outbox.refused()}:
            return
        recorded = self._at(position)
        self.outbox.note_seen(position, by)
        if isinstance(recorded.fact, PinsSealed):
            self.outbox.drop_sealed(recorded.fact.envelope_id)

    def close(self) -> None:
        self.outbox.close()
        self._facts.close()
        self._held.close()

    def _at(self, position: int) -> Recorded[JournalFact]:
        found: Recorded[JournalFact] = self._facts.follow(position - 1, 1)[0]
        return found

    def _all_recent(self) -> Iterable[Recorded[JournalFact]]:
        return self._all_after(max(0, self._facts.head() - RECENT_FACTS))

    def _all_after(self, position: int) -> Iterable[Recorded[JournalFact]]:
        while batch := self._facts.follow(position, 1_000):
            yield from batch
            position = batch[-1].position

    def _sealed_of(self, happened: JournalFact) -> bytes | None:
        if isinstance(happened, PinsSealed):
            return self.outbox.sealed(happened.envelope_id)
        return None

    def _envelopes_wanted(self) -> list[UUID]:
        refused = [each.position for each in self.conflicts()]
        return self._envelopes_of([*self._waiting.positions(), *refused])

    def _envelopes_of(self, positions: Iterable[int]) -> list[UUID]:
        facts = [self._at(position).fact for position in positions]
        return [happened.envelope_id for happened in facts if isinstance(happened, PinsSealed)]


def _no_state(state: None, happened: StationFact) -> None:
    """Nothing is decided by a station's own facts."""
