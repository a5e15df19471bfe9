"""Headers that every answer carries, errors too."""

from typing import Final

from litestar.datastructures import MutableScopeHeaders
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

CONTENT_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
_ONLY_HTTPS: Final = {"strict-transport-security": "max-age=31536000"}
_UNLESS_SAID: Final = {"cache-control": "no-store"}


def header_hook(*, insecure_loopback: bool) -> BeforeMessageSendHookHandler:
    """What runs before each answer is sent."""
    always = _ALWAYS if insecure_loopback else _ALWAYS | _ONLY_HTTPS

    async def add_headers(message: Message, scope: Scope) -> None:  # noqa: ARG001 - Litestar's signature
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in always.items():
            headers[name] = value
        for name, value in _UNLESS_SAID.items():
            if name not in headers:
                headers[name] = value

    return add_headers
