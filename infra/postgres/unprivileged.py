"""How PostgreSQL, which refuses to be root, is run when we are root."""

import os
import pwd
import shutil
import subprocess  # fixed programs, no shell
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.postgres.errors import CannotRunAsRootError

_NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")


@dataclass(frozen=True, kw_only=True)
class Wrapper:
    """What to put in front of a command, and who must own the server's folders."""

    prefix: tuple[str, ...]
    owner: tuple[int, int] | None = None

    def command(self, *words: str | Path) -> list[str]:
        return [*self.prefix, *map(str, words)]

    def give(self, path: Path) -> None:
        """Hand one of the server's files or folders to the user that the server runs as."""
        if self.owner is not None:
            os.chown(path, *self.owner)


def find_wrapper(binaries: Path, folder: Path) -> Wrapper:
    """Choose how to run: as we are, in a user namespace, or as another user.

    Raises:
        CannotRunAsRootError: we are root, and none of these works here.
    """
    if os.geteuid() != 0:
        return Wrapper(prefix=())
    if _works([*_NAMESPACE, str(binaries / "postgres"), "--version"]):
        # Files stay root's, and folders only root may enter are reached all the same.
        return Wrapper(prefix=_NAMESPACE)
    for name in ("postgres", "nobody"):
        if (wrapper := _as_user(name, binaries, folder)) is not None:
            return wrapper
    raise CannotRunAsRootError


def _as_user(name: str, binaries: Path, folder: Path) -> Wrapper | None:
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        return None
    # A change of user forgets the parent-death signal of `dies_with_parent`: set it again.
    ids = (f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
    prefix = ("setpriv", "--pdeathsig=INT", *ids, "--")
    enters = _works([*prefix, "test", "-x", str(folder.parent)])
    if enters and _works([*prefix, str(binaries / "postgres"), "--version"]):
        return Wrapper(prefix=prefix, owner=(user.pw_uid, user.pw_gid))
    return None


def _works(command: Sequence[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    finished = subprocess.run(command, capture_output=True, check=False, cwd="/")
    return finished.returncode == 0


def dies_with_parent(signal_number: int) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends this signal to the child when its parent is gone.

    The parent is the *thread* that started it, so start lasting children from a lasting thread.
    """
    import ctypes  # noqa: PLC0415 (only where a process is started)

    set_parent_death_signal = 1  # PR_SET_PDEATHSIG, linux/prctl.h
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def in_the_child() -> None:
        libc.prctl(set_parent_death_signal, signal_number, 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return in_the_child
