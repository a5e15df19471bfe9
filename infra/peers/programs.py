"""Programs of pretix's environment, run with its configuration."""

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path


class Programs:
    """Those that were started end with the stack; what they say goes to NAME.log in the folder."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PRETIX_CONFIG_FILE": str(folder / "pretix.cfg"),
            "LD_LIBRARY_PATH": str(folder / "redis/usr/lib/x86_64-linux-gnu"),
        }

    def run(self, *words: str | Path) -> str:
        """To its end; what it said. Raises RuntimeError."""
        command = [self._folder / "venv/bin/python", *words]
        done = subprocess.run(
            command, env=self._environment, cwd=self._folder, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"pretix: {done.stderr.decode().strip().splitlines()[-1:]}")
        return done.stdout.decode()

    def start(self, program: str, *words: str) -> int:
        log = self._stack.enter_context((self._folder / f"{Path(program).name}.log").open("wb"))
        process = subprocess.Popen(
            [self._folder / program, *words],
            env=self._environment,
            cwd=self._folder,
            stdout=log,
            stderr=log,
        )
        self._stack.callback(_end, process)
        return process.pid


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait()
