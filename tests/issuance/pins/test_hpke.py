"""HPKE around an exchange done elsewhere: the RFC's published values, step by step."""

from functools import partial

import pytest

from issuance.pins.hpke import NotOpenedError, key_and_nonce, open_base, shared_secret
from issuance.pins.keys import OpeningKey
from tests.issuance.pins import rfc9180

# RFC 9180, appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256.
PK_E = bytes.fromhex(
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b6"
    "1a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
)
SK_R = bytes.fromhex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2")
SHARED = bytes.fromhex("c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8")
RECEIVER = OpeningKey(rfc9180.private_key(SK_R))


def test_the_shared_secret_is_the_published_one():
    context = PK_E + RECEIVER.sealing_key.point
    assert shared_secret(RECEIVER.exchange(PK_E), context) == SHARED


def test_opens_what_another_implementation_of_the_rfc_seals():
    made = rfc9180.seal(
        b"beauty is truth",
        RECEIVER.sealing_key.public_key,
        OpeningKey.generate().private_key,
        info=b"ode",
        aead=(0x0002, 32),
    )
    opened = partial(
        open_base, made, receiver=RECEIVER.sealing_key.point, exchange=RECEIVER.exchange
    )
    assert opened(info=b"ode") == b"beauty is truth"
    with pytest.raises(NotOpenedError):
        opened(info=b"elegy")


def test_the_key_schedule_tells_infos_and_secrets_apart():
    made = {key_and_nonce(secret, info) for secret in (SHARED, bytes(32)) for info in (b"", b"a")}
    assert len(made) == 4
    assert {(len(key), len(nonce)) for key, nonce in made} == {(32, 12)}
