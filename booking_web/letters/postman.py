"""Hands mails over to one SMTP server, over a connection that is kept while it lives."""

import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiosmtplib


class ServerAwayError(Exception):
    """Nobody took the connection, or not us; no letter is to blame."""


class NotTakenError(Exception):
    """The server did not say that it has the mail. `trouble` holds no address.

    Cut off after the last byte it may have it all the same; the mail's Message-ID then tells.
    """

    def __init__(self, trouble: str, *, for_good: bool = False) -> None:
        super().__init__(trouble)
        self.trouble, self.for_good = trouble, for_good


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed in; with `starttls` nothing is ever sent in the clear."""

    host: str
    port: int
    starttls: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout_seconds: float = 20.0


class Postman:
    """One connection, for one mail at a time."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: aiosmtplib.SMTP | None = None

    async def hand_over(self, mail: bytes, *, sender: str, recipient: str) -> None:
        """Return when the server has taken the mail.

        Raises:
            ServerAwayError: it was not asked.
            NotTakenError: it was asked, and did not say yes.
        """
        smtp = await self._connected()
        try:
            await smtp.sendmail(sender, [recipient], mail)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = refused.recipients[0].code
            raise _refused("recipient", code) from None  # the cause tells the address
        except aiosmtplib.SMTPSenderRefused as refused:
            await self.leave()
            raise ServerAwayError(f"sender refused {refused.code}") from None
        except aiosmtplib.SMTPResponseException as refused:
            raise _refused("mail", refused.code) from None
        except (aiosmtplib.SMTPException, OSError) as cut:
            self._drop()
            raise NotTakenError(f"cut off: {type(cut).__name__}") from None

    async def leave(self) -> None:
        """Say goodbye; a server that is gone does not mind."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(aiosmtplib.SMTPException, OSError):
                await smtp.quit()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._smtp is not None:
            try:
                await self._smtp.noop()
            except (aiosmtplib.SMTPException, OSError):
                self._drop()
            else:
                return self._smtp
        smtp = self._new()
        try:
            await smtp.connect()
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            smtp.close()
            raise ServerAwayError(type(fault).__name__) from None
        self._smtp = smtp
        return smtp

    def _new(self) -> aiosmtplib.SMTP:
        server = self._server
        context = ssl.create_default_context(cafile=server.ca_file) if server.starttls else None
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            start_tls=server.starttls,
            username=server.username,
            password=server.password,
            timeout=server.timeout_seconds,
            tls_context=context,
        )

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


def _refused(what: str, code: int) -> NotTakenError:
    return NotTakenError(f"{what} refused {code}", for_good=500 <= code < 600)
