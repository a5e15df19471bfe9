"""A process that forgets: memory it gives back is overwritten before anything else has it.

Between the browser's form and the sealed envelope a PIN passes through strings that Python cannot
wipe: the request's bytes, a decoded field, a normalised copy. Each lives for moments, but freed
memory keeps its content until it is used again. So a process that hears PINs takes every object
from the C library (PYTHONMALLOC) and has that overwrite what is freed (glibc's `perturb`, without
the small cache that skips it). Both are read at a program's start only, hence the second start.

What stays: memory in use while it is in use, registers and stacks, and swap, which the host has
to encrypt or switch off. Elsewhere than on glibc the second start changes nothing.
"""

import os
import resource
import sys
from collections.abc import Mapping
from typing import Final

_TUNABLES: Final = "glibc.malloc.perturb=90:glibc.malloc.tcache_count=0"


def be_forgetful() -> None:
    """Start this program anew, once, so that freed memory is overwritten; and leave no core."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = forgetful(os.environ)
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        os.execve(sys.executable, sys.orig_argv, {**os.environ, **wanted})  # noqa: S606 - itself


def forgetful(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that make it so, beside the tunables somebody else has set."""
    others = [
        each
        for each in environment.get("GLIBC_TUNABLES", "").split(":")
        if each and each not in _TUNABLES
    ]
    return {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": ":".join([*others, _TUNABLES])}
