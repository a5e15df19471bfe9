"""What a ward of another size would take, by the formula of this machine's curve.

λ = residents / (60 · minutes) · peak            bookings a second
r = the highest measured rate of one process with p99 within the limit
W = ⌈λ / (use · r)⌉                               processes of the site, a core each
logs = ⌈λ · P(r) / (use · r)⌉                     a log's lock lets one append at a time: one core
F = logs · F(λ / logs)                            batches, each flushed once, of all processes
cores of the site = W · s0 + s1 · λ + s2 · F      s, p, b: infra/surge/capacity/formula.py
cores of PostgreSQL = ⌈(p0 + p1 · λ + p2 · F) / use⌉
WAL = b0 + b1 · λ + b2 · F
"""

from dataclasses import dataclass
from math import ceil

from infra.surge.capacity.curve import Curve, NoCurveError
from infra.surge.capacity.formula import Cost, Formula


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be planned.

    peak: how many times the average the busiest minute brings. use: the share of a core to plan
    with. pool: connections that a process of the site opens at most.
    """

    residents: int
    minutes: float
    peak: float = 1.0
    use: float = 0.7
    slowest_ms: float = 500.0
    pool: int

    @property
    def a_second(self) -> float:
        return self.residents / (60 * self.minutes) * self.peak


@dataclass(frozen=True)
class Need:
    """One figure: what it is of, how it came about, and the number with its unit."""

    name: str
    formula: str
    value: float
    unit: str


@dataclass(frozen=True, kw_only=True)
class _Load:
    """All processes and logs that the rate asks for, and what they take together."""

    formula: Formula
    wanted: Wanted
    fastest: float

    @property
    def in_use(self) -> float:
        """Bookings a second of one process that is as busy as it is planned to be."""
        return self.wanted.use * self.fastest

    @property
    def workers(self) -> int:
        return ceil(self.wanted.a_second / self.in_use)

    @property
    def logs(self) -> int:
        batches = self.formula.machine.batches(self.fastest)
        used = self.formula.postgres.at(self.fastest, batches)
        return max(1, ceil(self.wanted.a_second * used / self.in_use))

    @property
    def batches(self) -> float:
        return self.logs * self.formula.machine.batches(self.wanted.a_second / self.logs)

    def of(self, cost: Cost, *, processes: int = 1) -> float:
        at_rest = (processes - 1) * cost.awake
        return at_rest + cost.at(self.wanted.a_second, self.batches)


def needs(curve: Curve, wanted: Wanted) -> list[Need]:
    """Raises NoCurveError: no stage of the curve kept within the limit."""
    fastest = curve.fastest(wanted.slowest_ms)
    if not fastest:
        raise NoCurveError(
            f"At no measured rate was p99 within {wanted.slowest_ms:g} ms. Remedy: measure again"
            " with nothing else running (make capacity-curve), or allow more (--slowest-ms)"
        )
    load = _Load(formula=curve.formula, wanted=wanted, fastest=fastest)
    return [_rate(wanted), *_site(load), *_postgres(load), *_log(load, curve.log_bytes)]


def _rate(wanted: Wanted) -> Need:
    peak = f" · {wanted.peak:g}" if wanted.peak != 1 else ""
    formula = f"λ = {wanted.residents:,} / (60 · {wanted.minutes:g}){peak}"
    return Need("bookings", formula, wanted.a_second, "a second")


def _site(load: _Load) -> list[Need]:
    workers, wanted = load.workers, load.wanted
    return [
        Need(
            "processes of the booking site",
            f"W = ⌈λ / ({wanted.use:g} · {load.fastest:,.0f})⌉; each has a core",
            workers,
            "processes",
        ),
        Need(
            "in use of those cores",
            "W · s0 + s1 · λ + s2 · F",
            load.of(load.formula.site, processes=workers),
            "cores",
        ),
        Need(
            "connections",
            f"W · {wanted.pool}, and a few of the worker and the letters",
            workers * wanted.pool,
            "connections",
        ),
    ]


def _postgres(load: _Load) -> list[Need]:
    wanted, wal = load.wanted, load.of(load.formula.wal)
    return [
        Need(
            "PostgreSQL",
            f"⌈(p0 + p1 · λ + p2 · F) / {wanted.use:g}⌉",
            ceil(load.of(load.formula.postgres) / wanted.use),
            "cores",
        ),
        Need("batches, each with a flush", "F = logs · F(λ / logs)", load.batches, "a second"),
        Need("WAL", "b0 + b1 · λ + b2 · F", wal / 1e6, "MB a second"),
        Need(
            "WAL in all",
            "residents · WAL / λ",
            wanted.residents * wal / wanted.a_second / 1e9,
            "GB",
        ),
    ]


def _log(load: _Load, log_bytes: float) -> list[Need]:
    wanted, logs = load.wanted, load.logs
    rate = f"{load.fastest:,.0f}"
    return [
        Need(
            "the log grows by",
            f"residents · {log_bytes:,.0f} bytes with indexes",
            wanted.residents * log_bytes / 1e9,
            "GB",
        ),
        Need(
            "logs",
            f"⌈λ · P({rate}) / ({wanted.use:g} · {rate})⌉: one append at a time",
            logs,
            "wards with a database each" if logs > 1 else "log",
        ),
    ]
