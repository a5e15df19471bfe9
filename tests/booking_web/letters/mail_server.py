"""A real SMTP server in a process of its own: what it took lies in a folder, one file a mail.

`python -m tests.booking_web.letters.mail_server PORT FOLDER MANNER`. The manner: `kind` takes
all; `tls` does so only over TLS and from user "u" with the password "p"; `refuse` says 550 to
every recipient; `busy` says 451; `slow` thinks five seconds about each mail; `cut` takes the
mail and cuts the line instead of saying so.
"""

import asyncio
import contextlib
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Hand:
    def __init__(self, folder: Path, manner: str) -> None:
        self.folder, self.manner = folder, manner

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        if self.manner == "refuse":
            return f"550 5.1.1 <{address}> is unknown here"
        if self.manner == "busy":
            return f"451 4.7.1 <{address}> later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        (self.folder / f"{uuid4()}.to").write_text("\n".join(envelope.rcpt_tos))
        half = self.folder / f"{uuid4()}.half"
        half.write_bytes(envelope.original_content or b"")
        half.rename(half.with_suffix(".eml"))
        if self.manner == "slow":
            await asyncio.sleep(5)
        if self.manner == "cut":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 taken"


async def serve(port: int, folder: Path, manner: str) -> None:
    more: dict[str, Any] = secured(folder) if manner == "tls" else {}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Hand(folder, manner), hostname="mail.test", **more), "127.0.0.1", port
    )
    await server.serve_forever()


def secured(folder: Path) -> dict[str, Any]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")

    def knows(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any):
        return AuthResult(success=(data.login, data.password) == (b"u", b"p"))

    return {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": knows,
    }


def write_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that vouches for itself, in one file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(private + certificate.public_bytes(pem))
    return path


class MailServer:
    """Starts and stops the process; it keeps its port and its folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    async def start(self, manner: str = "kind") -> None:
        command = [sys.executable, "-m", __spec__.name, str(self.port), str(self.folder), manner]
        self.process = subprocess.Popen(command)  # noqa: ASYNC220 - returns at once
        async with asyncio.timeout(30):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.close()
                    await writer.wait_closed()
                    return
                await asyncio.sleep(0.05)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def mails(self) -> list[EmailMessage]:
        return sorted(self._read(), key=lambda each: (each["Date"].datetime, each["Subject"]))

    def recipients(self) -> list[str]:
        return [path.read_text() for path in sorted(self.folder.glob("*.to"))]

    def _read(self) -> Iterator[EmailMessage]:
        for path in self.folder.glob("*.eml"):
            yield message_from_bytes(path.read_bytes(), policy=default)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
