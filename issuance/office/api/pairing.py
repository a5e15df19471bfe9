"""A machine of the office gives the code that an administrator made for it, and its public key."""

from base64 import b64decode
from binascii import Error as NotBase64Error
from typing import Final

import msgspec
from litestar import post
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.ledger.signed_requests import is_signed, key_id_of, read_signature
from issuance.office.api.talk import Answer, BadRequestError, answer, bad_request, read, refused
from issuance.office.doors import PAIRING, Web
from issuance.office.machine_door import sent
from issuance.office.pairing_codes import PairingRefusedError
from issuance.office.parts import Office

_KEY_BYTES: Final = 32


class Redeemed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the machine sends, signed with its key: so it has the private half."""

    code: str
    name: str
    public_key: str
    """32 bytes in base64."""


_redeemed: "msgspec.json.Decoder[Redeemed]" = msgspec.json.Decoder(Redeemed)


@post("/api/pairing", opt=PAIRING, status_code=200)
async def pair(request: Web, office: NamedDependency[Office]) -> Answer:
    try:
        asked = await read(request, _redeemed)
        key = _key(asked.public_key)
    except BadRequestError as error:
        return bad_request(error)
    signature = read_signature(request.headers.get("authorization", ""))
    if signature is None or signature.key_id != key_id_of(key):
        return refused(PairingRefusedError())
    if not is_signed(await sent(request), signature, key):
        return refused(PairingRefusedError())
    try:
        kind = await office.machines.pair(_code(asked.code), asked.name, key, office.clock())
    except Refusal as refusal:
        return refused(refusal)
    return answer({"name": asked.name, "kind": kind.value})


def _code(typed: str) -> str:
    return typed.strip().upper().replace("-", "")


def _key(text: str) -> bytes:
    try:
        key = b64decode(text, validate=True)
    except (NotBase64Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise BadRequestError("bad-field", "$.public_key")
    return key


HANDLERS = (pair,)
