"""Answers as long as the booking site's, with the forms and links that a journey looks for."""

from typing import Final

_CSRF: Final = (
    "Q3ojS01EgwgwxT4c6-tXX-YDJ__6_iws.52acc35fd55d98f62f1bb4b48747d6c73f5e3fc8cba6fecd48735f"
)
_KEY: Final = "7d5f7c0a-53b5-4a55-9a3f-8a6f0a0b1c2d"
_HIDDEN: Final = (
    f'<input type="hidden" name="_csrf_token" value="{_CSRF}">'
    f'<input type="hidden" name="key" value="{_KEY}">'
)
_DAYS: Final = "".join(
    f'<li><a class="row" href="/book/time/2026-12-{day:02}?venue=K01">{day}</a></li>'
    for day in range(1, 15)
)
_TIMES: Final = "".join(
    f'<button class="row" name="slot" value="00000000-0000-4000-8000-{n:012}">9:{n:02}</button>'
    for n in range(48)
)
_FORM: Final = f'<form method="post">{_HIDDEN}<button>次へ</button></form>'
_TYPICAL: Final = (
    "content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action"
    " 'self'; base-uri 'none'; frame-ancestors 'none'\r\nx-content-type-options: nosniff\r\n"
    "referrer-policy: same-origin\r\n"
    "permissions-policy: camera=(), geolocation=(), microphone=()\r\n"
    "cross-origin-opener-policy: same-origin\r\ncache-control: no-store\r\n"
)
_COOKIE: Final = f"set-cookie: form={_CSRF}; HttpOnly; Path=/; SameSite=lax\r\n"


def _page(main: str, size: int) -> bytes:
    """*size*: bytes on the real site, most of them before the page's own part."""
    told = f'<main id="main">{main}</main></body></html>'.encode()
    head = b'<!doctype html><html lang="ja"><head><title>x</title></head><body><header>'
    body = head + b"<i>x</i>" * ((size - len(head) - len(told)) // 8) + told
    return _answer("200 OK", body, "content-type: text/html; charset=utf-8\r\n" + _COOKIE)


def _leads_to(path: str) -> bytes:
    return _answer("303 See Other", b"", f"location: {path}\r\n{_COOKIE}")


def _answer(status: str, body: bytes, headers: str) -> bytes:
    head = f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\n{headers}{_TYPICAL}\r\n"
    return head.encode() + body


ANSWERS: Final = {
    ("GET", "/"): _page("<a href='/book/who'>予約する</a>", 4_126),
    ("GET", "/book/who"): _page(_FORM, 4_628),
    ("POST", "/book/who"): _leads_to("/book/people"),
    ("GET", "/book/people"): _page(_FORM, 2_828),
    ("GET", "/book/help"): _page(_FORM, 5_071),
    ("POST", "/book/help"): _leads_to("/book/day"),
    ("GET", "/book/day"): _page(f"<ul>{_DAYS}</ul>", 3_812),
    ("GET", "/book/time/"): _page(f"<form>{_HIDDEN}{_TIMES}</form>", 13_357),
    ("POST", "/book/time"): _leads_to("/book/check"),
    ("GET", "/book/check"): _page(_FORM, 4_274),
    ("POST", "/book/check"): _leads_to("/book/done"),
    ("GET", "/book/done"): _page("予約できました", 4_472),
}
"""By method and path; what ends in a slash, besides the first page, answers all below it."""
