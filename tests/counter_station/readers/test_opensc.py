"""An independent judge: OpenSC's programs with the virtual My Number card, through real pcscd.

The card is the one that `madoguchi virtual-card mynumber` lays on the reader.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509

from counter_station.readers.daemon import PrivateReaders
from counter_station.readers.pointing import talking_to
from counter_station.virtual.certificates import ISSUER

PROGRAMS = ("pkcs15-tool", "pkcs11-tool", "pkcs15-crypt", "openssl")
MODULE = next(iter(Path("/usr/lib").glob("*/opensc-pkcs11.so")), None)
READER = PrivateReaders.SLOTS[0]
PROJECT = Path(__file__).parents[3]
CONF = "app default { card_drivers = jpki; framework pkcs15 { use_file_caching = no; } }\n"
SECRETS = ("31323334", "414243313233", "1234\n", "ABC123")

pytestmark = [
    pytest.mark.pcsc,
    pytest.mark.skipif(
        MODULE is None or not all(map(shutil.which, PROGRAMS)),
        reason="packages opensc, opensc-pkcs11 and openssl are not installed",
    ),
]


class Judge:
    """OpenSC's programs, and ours, before one reader."""

    def __init__(self, pcsc_service, folder):
        self.readers, self.transport = pcsc_service.readers, pcsc_service.transport
        self.folder = folder
        (folder / "opensc.conf").write_text(CONF)
        self.environment = os.environ | self.readers.environment
        self.environment |= {"OPENSC_CONF": str(folder / "opensc.conf"), "LC_ALL": "C"}
        self.environment |= {"PYTHONPATH": str(PROJECT)}

    def lay_card(self):
        command = [sys.executable, "-m", "infra.cli.main", "virtual-card", "mynumber", "--trace"]
        known = self.transport.presence(READER)
        with (self.folder / "trace").open("w") as trace:
            self.card = subprocess.Popen(
                self.readers.beside(command), stdout=trace, stderr=trace, env=self.environment
            )
        while not (known := self.transport.wait(READER, known, timeout_seconds=20)).present:
            assert self.card.poll() is None, self.trace

    def take_card(self):
        known = self.transport.presence(READER)
        self.card.send_signal(signal.SIGINT)
        ended = self.card.wait(10)
        for _ in range(20):
            if not known.present:
                break
            known = self.transport.wait(READER, known, timeout_seconds=1)
        return ended

    def run(self, *words):
        return subprocess.run(
            words,
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def opensc(self, program, *words):
        return self.run(program, "--reader", READER, *words)

    def madoguchi_readers(self):
        return self.run(sys.executable, "-m", "infra.cli.main", "readers")

    def tries_left(self):
        said = self.opensc("pkcs15-tool", "--list-pins").stdout.splitlines()
        return [int(line.rpartition(":")[2]) for line in said if "Tries left" in line]

    @property
    def trace(self):
        return (self.folder / "trace").read_text()


@pytest.fixture(scope="module")
def judge(pcsc_service, tmp_path_factory):
    judge = Judge(pcsc_service, tmp_path_factory.mktemp("opensc"))
    with talking_to(judge.readers.socket):
        judge.lay_card()
        yield judge
        if judge.card.poll() is None:
            judge.take_card()


def test_is_told_from_every_other_card_it_knows(judge):
    """Without a hint, OpenSC first asks for some thirty cards of other makers."""
    asked = ["opensc-tool", "--reader", READER, "--name"]
    plain = {key: value for key, value in judge.environment.items() if key != "OPENSC_CONF"}
    said = subprocess.run(asked, env=plain, capture_output=True, text=True, check=True)
    assert said.stdout == "jpki\n"


def test_finds_pins_keys_and_certificates(judge):
    dump = judge.opensc("pkcs15-tool", "--dump")
    assert dump.returncode == 0
    assert dump.stdout.count("PIN [") == 2
    assert dump.stdout.count("Private RSA Key [") == 2
    assert dump.stdout.count("X.509 Certificate [") == 4
    assert judge.tries_left() == [3, 5]


def test_a_wrong_pin_is_refused_and_counted_until_the_right_one_comes(judge):
    def verify(pin):
        words = ("--verify-pin", "--auth-id", "2", "--pin", pin)
        return judge.opensc("pkcs15-tool", *words).returncode

    assert verify("WRONG1") != 0
    assert judge.tries_left() == [3, 4]
    assert verify("ABC123") == 0
    assert judge.tries_left() == [3, 5]


def read_certificate(judge, number, *more):
    return judge.opensc("pkcs15-tool", "--read-certificate", number, *more)


def test_the_signing_certificate_opens_with_its_password_only(judge):
    assert read_certificate(judge, "2").returncode != 0
    opened = read_certificate(judge, "2", "--verify-pin", "--auth-id", "2", "--pin", "ABC123")
    certificate = x509.load_pem_x509_certificate(opened.stdout.encode())
    (issuer,) = certificate.issuer
    assert issuer.value == ISSUER
    (judge.folder / "issuer.pem").write_text(read_certificate(judge, "4").stdout)
    (judge.folder / "sign.pem").write_text(opened.stdout)
    assert judge.run("openssl", "verify", "-CAfile", "issuer.pem", "sign.pem").returncode == 0


@pytest.fixture
def signed_by(judge):
    """A text, signed by the authentication key with one of OpenSC's programs."""
    (judge.folder / "text").write_bytes(b"made-up text")
    (judge.folder / "auth.pem").write_text(read_certificate(judge, "1").stdout)

    def sign(program):
        (judge.folder / "signature").unlink(missing_ok=True)
        files = ("--output", "signature", "--pin", "1234", "--sign")
        if program == "pkcs11-tool":
            words = ("--module", str(MODULE), "--login", "--id", "01", "-m", "SHA256-RSA-PKCS")
            return judge.run(program, *words, *files, "--input-file", "text")
        judge.run("openssl", "dgst", "-sha256", "-binary", "-out", "digest", "text")
        words = ("--raw", "--key", "1", "--sha-256", "--pkcs1", "--input", "digest")
        return judge.opensc(program, *words, *files)

    return sign


@pytest.mark.parametrize("program", ["pkcs11-tool", "pkcs15-crypt"])
def test_signatures_hold_against_the_certificate(judge, signed_by, program):
    assert signed_by(program).returncode == 0
    key = judge.run("openssl", "x509", "-in", "auth.pem", "-pubkey", "-noout").stdout
    (judge.folder / "key.pem").write_text(key)
    verify = ("dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "text")
    assert judge.run("openssl", *verify).stdout == "Verified OK\n"


def test_our_own_program_tells_what_lies_there(judge):
    seen = judge.madoguchi_readers()
    assert seen.returncode == 0, seen.stderr
    assert seen.stdout.splitlines()[:2] == [READER, "  My Number Card"]
    assert "Serial 900000000000025" in seen.stdout
    assert "Signature password: 5 tries left" in seen.stdout
    assert seen.stdout.endswith(f"{PrivateReaders.SLOTS[1]}\n  No card\n")


def test_a_card_that_another_program_holds_is_said_to_be_held(judge):
    with judge.transport.open(READER):
        seen = judge.madoguchi_readers()
    assert seen.returncode == 1
    assert "Another program holds this card" in seen.stdout


def test_is_gone_when_stopped_and_showed_no_secret(judge):
    judge.opensc("pkcs15-tool", "--verify-pin", "--auth-id", "1", "--pin", "1234")
    assert judge.take_card() == 0
    assert not judge.transport.presence(READER).present
    assert "00200080 … → 9000" in judge.trace
    assert not any(secret in judge.trace for secret in SECRETS)
