"""PINs sealed at the counter, opened only in the back office.

HPKE base mode (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The sealed form is
always 209 bytes, so its length says nothing about the password's. HPKE here has no associated
data: the context goes into `info`, and an envelope moved to another case does not open.
"""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from issuance.errors import Refusal
from issuance.pins.hpke import NotOpenedError, open_base
from issuance.pins.keys import KeyFault, KeyUnusableError, OpeningKey, PrivateHalf, SealingKey
from issuance.pins.kinds import PinKind
from issuance.pins.values import PinValues

__all__ = [
    "SEALED_BYTES",
    "EnvelopeContext",
    "EnvelopeUnreadableError",
    "KeyFault",
    "KeyUnusableError",
    "OpeningKey",
    "SealingKey",
    "open_sealed",
    "seal",
]

_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_FORMAT = b"madoguchi/sealed-pins/1"
_PLAIN_BYTES = 128
SEALED_BYTES = _PLAIN_BYTES + 65 + 16  # the ephemeral point and the GCM tag

_CODES = {
    PinKind.SIGNATURE: 1,
    PinKind.AUTHENTICATION: 2,
    PinKind.RESIDENT_REGISTER: 3,
    PinKind.CARD_INFO_INPUT: 4,
}
_KINDS = {code: kind for kind, code in _CODES.items()}


class EnvelopeUnreadableError(Refusal):
    """Wrong key, wrong case, or changed on the way: by design it cannot be told which."""

    code = "envelope-unreadable"

    def __init__(self, envelope_id: UUID) -> None:
        super().__init__(str(envelope_id))
        self.envelope_id = envelope_id


@dataclass(frozen=True, kw_only=True)
class EnvelopeContext:
    """What an envelope belongs to; sealing and opening must say the same."""

    tenant: str
    case_id: UUID
    envelope_id: UUID


def seal(values: PinValues, *, context: EnvelopeContext, key: SealingKey) -> bytes:
    """Seal *values* for the holder of the private key; twice gives two different blobs."""
    plain = _pack(values)
    try:
        # bytes(): the library takes nothing wipeable; this copy lives for one call.
        return _SUITE.encrypt(bytes(plain), key.public_key, info=_info(context, key.key_id))
    finally:
        plain[:] = bytes(len(plain))


def open_sealed(sealed: bytes, *, context: EnvelopeContext, key: PrivateHalf) -> PinValues:
    """Open what `seal` made; the caller wipes the values (use them in a `with` block).

    Raises:
        EnvelopeUnreadableError: another key, another context, or damaged bytes.
        KeyUnusableError: the holder of the key refuses, or is away.
    """
    public = key.sealing_key
    info = _info(context, public.key_id)
    try:
        plain = open_base(sealed, receiver=public.point, exchange=key.exchange, info=info)
    except NotOpenedError as error:
        raise EnvelopeUnreadableError(context.envelope_id) from error
    return _unpack(plain, context)


def _info(context: EnvelopeContext, key_id: str) -> bytes:
    """Bind format, tenant, case, envelope and key; each part with its length, none can shift."""
    tenant = context.tenant.encode()
    parts = (_FORMAT, tenant, context.case_id.bytes, context.envelope_id.bytes, key_id.encode())
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def _pack(values: PinValues) -> bytearray:
    """Code, length, value for each kind; then zeros up to the fixed size."""
    plain = bytearray()
    for kind in sorted(values.kinds, key=_CODES.__getitem__):
        value = values[kind]
        plain += bytes((_CODES[kind], len(value))) + value
    return plain + bytes(_PLAIN_BYTES - len(plain))


def _unpack(plain: bytes, context: EnvelopeContext) -> PinValues:
    found: dict[PinKind, bytearray] = {}
    at = 0
    while at + 1 < len(plain) and plain[at]:
        kind, length = _KINDS.get(plain[at]), plain[at + 1]
        value = bytearray(plain[at + 2 : at + 2 + length])
        if kind is None or kind in found or len(value) != length:
            raise EnvelopeUnreadableError(context.envelope_id)
        found[kind] = value
        at += 2 + length
    return PinValues(found)
