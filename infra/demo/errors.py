"""Why the demo cannot go on: one plain line with the remedy."""

from pathlib import Path


class DemoError(Exception):
    """Base of all."""


class PortBusyError(DemoError):
    """Something else listens there."""

    def __init__(self, name: str, port: int) -> None:
        super().__init__(
            f"Port {port} (for {name}) is in use by another program. Remedy: end that program "
            f"(`ss -ltnp | grep {port}` shows it), or choose another port: "
            f"MADOGUCHI_DEMO_{name.upper()}_PORT={port + 1000} make demo"
        )


class DemoRunsAlreadyError(DemoError):
    """Two demos in one folder would fight over it."""

    def __init__(self, folder: Path, pid: str) -> None:
        super().__init__(
            f"A demo already runs in {folder} (process {pid or 'unknown'}). Remedy: use that one, "
            "end it with Ctrl-C, or choose another folder: MADOGUCHI_DEMO_FOLDER=… make demo"
        )


class PartDidNotStartError(DemoError):
    """A process ended, or did not answer in time."""

    def __init__(self, name: str, log: Path) -> None:
        last = log.read_text(errors="replace").strip().splitlines()[-1:] if log.exists() else []
        said = f" It said: {last[0][:300]}" if last else ""
        super().__init__(f"{name} did not start.{said} Everything it said is in {log}.")
