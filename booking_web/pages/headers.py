"""Headers that every answer carries, errors too."""

from typing import Final

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
    always = _encoded(_ALWAYS if insecure_loopback else _ALWAYS | _ONLY_HTTPS)
    ours = {name for name, _ in always}
    unless_said = _encoded(_UNLESS_SAID)

    async def add_headers(message: Message, scope: Scope) -> None:  # noqa: ARG001 - Litestar's signature
        if message["type"] != "http.response.start":
            return
        said = [each for each in message["headers"] if each[0] not in ours]
        names = {name for name, _ in said}
        missing = [each for each in unless_said if each[0] not in names]
        message["headers"] = [*said, *always, *missing]

    return add_headers


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
