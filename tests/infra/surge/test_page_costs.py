"""What a page costs is CPU time of the processes that were asked, as the scheduler counts it."""

import os
from time import process_time

from infra.surge.watching.sampling import cpu_seconds


def test_work_that_was_done_is_counted_and_waiting_is_not() -> None:
    before, began = cpu_seconds(os.getpid()), process_time()
    while process_time() - began < 0.05:
        pass
    worked, used = cpu_seconds(os.getpid()) - before, process_time() - began
    assert 0.9 * 0.05 <= worked <= used + 0.05
