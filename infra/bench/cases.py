"""The cases of a round, and the ratios made of them with their targets."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from booking_web.availability.doors import JSON_FILE, PAGE
from infra.bench.anchor import Anchor
from infra.bench.children import Child, DeskChild
from infra.bench.http import Residents
from infra.bench.ratios import Figures, Ratio
from infra.bench.slow_disk import SlowDisk
from infra.bench.stock import StockRate, StockRush
from infra.bench.ward import Ward
from infra.bench.web import EMPTY_FORM, PLAIN
from infra.postgres.access import Access
from infra.postgres.zones import BOOKING

_SPREAD = Ward(name="spread", slots=2_000, places=10_000)
_HOT = Ward(name="hot", slots=10, places=1_000_000)
_PAIR = Ward(name="pair", slots=2_000, places=10_000)
_FORMS = Ward(name="forms", slots=2_000, places=10_000)
_SMALL = Ward(name="small", slots=34_500, places=60, booked=1_000)
_FULL = Ward(name="full", slots=34_500, places=60, booked=690_000)
WARDS = (_SPREAD, _HOT, _PAIR, _FORMS, _SMALL, _FULL)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What all cases share: the server, its disk, and pgbench on it."""

    admin: Access
    anchor: Anchor
    password: str
    folder: Path
    disk: SlowDisk


class Cases:
    """Every case has its own database on the one server, and its process waits between rounds."""

    def __init__(self, stack: ExitStack, bench: Bench, *, people: int) -> None:
        """*people* can still book in each ward."""
        self.figures = Figures()
        self._stack, self._bench = stack, bench
        self._open_from_the_log_alone()
        self._desks = {each.name: self._desk(each) for each in (_SPREAD, _HOT, _SMALL, _FULL)}
        self._pair = [self._desk(_PAIR), self._desk(_PAIR, people // 2)]
        self._residents = Residents(stack, self._dsn(_FORMS), bench.folder, slots=_FORMS.slots)
        self._stock = Child(stack, "stock", bench.admin.dsn)
        self.figures.note("full log: desk opens, s", self._desks["full"].opened.seconds)

    def run(self, seconds: int) -> None:
        """One round."""
        for ward in (_SPREAD, _HOT):
            rate = self._bench.anchor.rate(ward.slots, seconds)
            self.figures.note(f"pgbench, {ward.slots} slots", rate)
            self._rush(ward, seconds)
        self._forms(seconds)
        self._slow_forms(seconds)
        self._pages(seconds)
        self._stock.tell(StockRush(seconds=seconds))
        self.figures.note("stock library", self._stock.hear(StockRate).rate)
        self._two_desks(seconds)
        self._rush(_SMALL, seconds)
        self.figures.note("full log: desk's memory, MB", self._rush(_FULL, seconds))
        lone = self._desks["spread"].rush(seconds=0.5, clients=1)
        self.figures.note("idle desk answers, ms", lone.p50 * 1_000)

    def ratios(self) -> dict[str, Ratio]:
        ratio, at_most = self.figures.ratio, self.figures.at_most
        return {
            "desk / pgbench, 2000 slots": ratio("desk spread", "pgbench, 2000 slots", target=1.2),
            "desk / pgbench, 10 slots": ratio("desk hot", "pgbench, 10 slots", target=1.8),
            "desk: 10 slots / 2000 slots": ratio("desk hot", "desk spread", target=0.9),
            "form / empty form": ratio("booking forms", "empty forms", target=0.6),
            "form / pgbench": ratio("booking forms", "pgbench, 2000 slots", target=0.3),
            "form / stock library": ratio("booking forms", "stock library", target=3),
            "free times page / plain answer": ratio("free times page", "plain answer", target=0.7),
            "free times JSON / plain answer": ratio("free times JSON", "plain answer", target=0.7),
            "form: flush + 5 ms / as it is": ratio(
                "booking forms, slow disk", "booking forms", target=0.8
            ),
            "form: p99, ms": at_most("booking forms: p99, ms", target=100),
            "two desks / one": ratio("two desks", "desk spread", target=0.9),
            "two desks: wrong refusals": at_most("two desks: refused", target=0),
            "full log / small log": ratio("desk full", "desk small", target=0.9),
            "full log: desk opens, s": at_most("full log: desk opens, s", target=5),
            "full log: memory, MB": at_most("full log: desk's memory, MB", target=400),
            "idle desk answers, ms": at_most("idle desk answers, ms", target=5),
        }

    def _rush(self, ward: Ward, seconds: int) -> float:
        """Note the desk's rate with 64 people waiting; return its memory in MB."""
        tally = self._desks[ward.name].rush(seconds=seconds)
        if tally.refused:
            raise RuntimeError(f"{ward.name}: {tally.refused} were refused")
        self.figures.note(f"desk {ward.name}", tally.rate)
        return tally.megabytes

    def _forms(self, seconds: int) -> None:
        self.figures.note("empty forms", self._residents.send(EMPTY_FORM, seconds, once=False).rate)
        sent = self._residents.send("/book/now", seconds, once=True)
        if sent.errors:
            raise RuntimeError(f"{sent.errors} forms failed")
        self.figures.note("booking forms", sent.rate)
        self.figures.note("booking forms: p99, ms", sent.p99 * 1_000)

    def _slow_forms(self, seconds: int) -> None:
        """The same with 5 ms more for each flush of the server's log."""
        with self._bench.disk.slow():
            sent = self._residents.send("/book/now", seconds, once=True)
        if sent.errors:
            raise RuntimeError(f"{sent.errors} forms failed")
        self.figures.note("booking forms, slow disk", sent.rate)

    def _pages(self, seconds: int) -> None:
        pages = {"plain answer": PLAIN, "free times page": PAGE, "free times JSON": JSON_FILE}
        for name, path in pages.items():
            looked = self._residents.look_at(path, seconds)
            if looked.errors:
                raise RuntimeError(f"{looked.errors} times {path} failed")
            self.figures.note(name, looked.rate)

    def _two_desks(self, seconds: int) -> None:
        """64 people at each of two processes on one log."""
        for each in self._pair:
            each.begin(seconds=seconds, clients=64)
        tallies = [each.end() for each in self._pair]
        self.figures.note("two desks", sum(each.rate for each in tallies))
        self.figures.note("two desks: refused", sum(each.refused for each in tallies))

    def _open_from_the_log_alone(self) -> None:
        """The first desk ever on the full log; as it closes it leaves a snapshot."""
        with ExitStack() as once:
            desk = DeskChild(once, self._dsn(_FULL), slots=_FULL.slots)
            self.figures.note("full log: first desk opens, s", desk.opened.seconds)

    def _desk(self, ward: Ward, first: int = 0) -> DeskChild:
        dsn = self._dsn(ward)
        return DeskChild(self._stack, dsn, slots=ward.slots, first=ward.booked + first)

    def _dsn(self, ward: Ward) -> str:
        return self._bench.admin.to(ward.database).as_role(BOOKING.app, self._bench.password).dsn
