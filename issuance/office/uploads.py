"""A form with a file in it, as a browser sends it: read whole, kept nowhere."""

from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException, HTTPException

from issuance.office.forms import MOST_FIELDS, Form

LARGEST_UPLOAD = 4 * 1024 * 1024
"""Bytes; the post's file of a year has less."""


async def parse_upload(request: Request[Any, Any, Any]) -> Form:
    """The fields and files of a multipart form.

    Raises:
        ClientException: it is broken, or has more fields than any page.
    """
    try:
        sent = await request.form()
    except HTTPException:
        raise
    except (ValueError, LookupError) as error:
        raise ClientException from error
    pairs: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile):
            files[name] = await value.read()
        elif isinstance(value, str):
            pairs.append((name, value))
    if len(pairs) + len(files) > MOST_FIELDS:
        raise ClientException
    return Form(pairs, files)
