"""A real SMTP server in a process of its own: what it took lies in a folder, one file a mail.

`python -m tests.booking_web.letters.mail_server PORT FOLDER MANNER`. The manner: `kind` takes
all; `refuse` says 550 to every recipient; `busy` says 451; `slow` thinks five seconds about each
mail; `cut` takes the mail and cuts the line instead of saying so.
"""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session


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
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Hand(folder, manner), hostname="mail.test"), "127.0.0.1", port
    )
    await server.serve_forever()


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
