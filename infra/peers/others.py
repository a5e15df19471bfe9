"""What neither of the two used while one was visited: a machine with another load is named."""

from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from time import monotonic

from infra.surge.watching.sampling import busy_seconds, sampling


class Others:
    """`cores`: in use by none of the watched processes; known when the watching has ended."""

    def __init__(self, processes: Mapping[str, int], stack: ExitStack) -> None:
        self.cores = 0.0
        self._processes, self._stack = processes, stack

    def watch(self, crowd: int) -> None:
        """From now on, with the crowd's process among those that belong here."""
        watched = {**self._processes, "crowd": crowd}
        began, busy = monotonic(), busy_seconds()
        samples = self._stack.enter_context(sampling(watched))

        def reckon() -> None:
            ours = 0.0
            for name in watched:
                told = [each.cpu_seconds for each in samples if each.process == name]
                ours += max(told) - told[0] if told else 0.0
            used = (busy_seconds() - busy - ours) / (monotonic() - began)
            self.cores = round(max(0.0, used), 2)

        self._stack.callback(reckon)


@contextmanager
def others_of(processes: Mapping[str, int]) -> Generator[Others]:
    with ExitStack() as stack:
        yield Others(processes, stack)
