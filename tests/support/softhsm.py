"""A key module in software (SoftHSM 2) with a token of its own, for as long as tests run."""

import os
import subprocess
from pathlib import Path

import pytest

from infra.pin_module import Module

_LIBRARIES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
)
TOKEN, PIN = "madoguchi-tests", "739174"


def new_token(folder: Path) -> Module:
    """One token; the library reads where it lies when it is loaded, once a process."""
    library = next((each for each in _LIBRARIES if each.exists()), None)
    if library is None:
        pytest.skip("SoftHSM 2 is not installed (Debian: softhsm2): the key module is not tested")
    pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed (extra hsm)")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    asked = ["--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", "00000000"]
    subprocess.run(["softhsm2-util", *asked], check=True, capture_output=True)
    return Module(library=library, token=TOKEN, pin=PIN)
