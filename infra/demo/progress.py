"""Says what is being done while it is done: a spinner on a terminal, plain lines elsewhere."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """What a person sees while the house comes up and while it runs."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, text: str) -> Generator[None]:
        """Show *text* as going on, then as done with the time it took, or as failed."""
        began = time.monotonic()
        try:
            with self._going_on(text):
                yield
        except BaseException:
            self.console.print(f"[red]✗[/red] {text}")
            raise
        self.console.print(f"[green]✓[/green] {text} [dim]({time.monotonic() - began:.1f} s)[/dim]")

    def say(self, text: str) -> None:
        self.console.print(text)

    @contextmanager
    def _going_on(self, text: str) -> Generator[None]:
        if self.console.is_terminal:
            with self.console.status(text):
                yield
        else:
            self.console.print(f"… {text}")
            yield


class Silent(Progress):
    """For tests: nothing is shown."""

    def __init__(self) -> None:
        super().__init__(Console(quiet=True))
