"""A process that hears PINs starts anew once, so that what it frees is overwritten."""

import subprocess
import sys

from infra.forgetful import forgetful

FORGETS = """
import os, resource
from infra.forgetful import be_forgetful
be_forgetful()
print(os.environ["PYTHONMALLOC"], resource.getrlimit(resource.RLIMIT_CORE))
"""
LEFT = """
import ctypes
kept = bytes([65]) * 64 + bytes([66]) * 64
address = id(kept) + bytes.__basicsize__ - 1
del kept
left = ctypes.string_at(address + 32, 64)
print("left" if bytes([66]) * 8 in left else "gone")
"""


def said(program):
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_what_is_freed_is_overwritten_and_no_core_is_left():
    assert said(FORGETS + LEFT) == "malloc (0, 0)\ngone\n"


def test_any_other_process_leaves_it():
    """The control: the same look at freed memory finds what nobody overwrote."""
    assert said(LEFT) == "left\n"


def test_tunables_of_others_stay():
    wanted = forgetful({"GLIBC_TUNABLES": "glibc.malloc.arena_max=2"})
    assert wanted["GLIBC_TUNABLES"].startswith("glibc.malloc.arena_max=2:")
    assert forgetful(wanted) == wanted
