"""Numbers and limits as people read them."""

from loadtests.thresholds import Judged


def verdict(holds: bool) -> str:
    return "holds" if holds else "BROKEN"


def figure(value: object) -> str:
    """Numbers as people read them; nothing where nothing was measured."""
    match value:
        case None:
            return "–"
        case bool() | str():
            return str(value)
        case int() | float():
            return f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.3g}"
        case _:
            return str(value)


def missed(limit: Judged) -> str:
    """By how much a limit was missed; empty where it holds."""
    if limit.holds:
        return ""
    if limit.measured is None or limit.allowed is None:
        return "not measured"
    if not limit.allowed:
        return f"{figure(limit.measured)} too many"
    off = abs(limit.measured / limit.allowed - 1)
    return f"{off:.0%} {'short' if limit.measured < limit.allowed else 'over'}"
