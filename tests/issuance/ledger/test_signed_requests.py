"""A signed request: whoever changes anything that counts has signed nothing."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuance.ledger.signed_requests import (
    SentRequest,
    is_signed,
    key_id_of,
    read_signature,
    signed,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
HEADERS = {"x-station": "A1", "x-staff": "K01", "idempotency-key": "abcdefgh", "accept": "*/*"}
REQUEST = SentRequest(
    method="POST", target="/api/station/queue?day=2026-11-24", headers=HEADERS, body=b"{}"
)
SIGNATURE = read_signature(signed(REQUEST, KEY, 1_795_000_000))


def test_the_office_reads_what_a_machine_writes():
    assert SIGNATURE is not None
    assert (SIGNATURE.key_id, SIGNATURE.moment) == (key_id_of(PUBLIC), 1_795_000_000)
    assert is_signed(REQUEST, SIGNATURE, PUBLIC)


@pytest.mark.parametrize(
    "changed",
    [
        replace(REQUEST, method="GET"),
        replace(REQUEST, target="/api/station/queue?day=2026-11-25"),
        replace(REQUEST, body=b"[]"),
        *(replace(REQUEST, headers=HEADERS | {name: "B2"}) for name in list(HEADERS)[:3]),
        replace(REQUEST, headers={"x-staff": "K01", "idempotency-key": "abcdefgh"}),
    ],
)
def test_nothing_that_counts_can_be_changed(changed):
    assert SIGNATURE is not None
    assert not is_signed(changed, SIGNATURE, PUBLIC)


def test_neither_the_moment_nor_the_key_can_be_another():
    assert SIGNATURE is not None
    assert not is_signed(REQUEST, replace(SIGNATURE, moment=1_795_000_001), PUBLIC)
    assert not is_signed(REQUEST, SIGNATURE, OTHER.public_key().public_bytes_raw())
    assert not is_signed(REQUEST, SIGNATURE, b"no key")


def test_control_what_is_not_signed_may_change():
    assert SIGNATURE is not None
    assert is_signed(replace(REQUEST, headers=HEADERS | {"accept": "x"}), SIGNATURE, PUBLIC)


@pytest.mark.parametrize(
    "written",
    ["", "Bearer abc", "Madoguchi-Key", f"Madoguchi-Key {'0' * 32}.1.{'a' * 85}",
     f"Madoguchi-Key {'0' * 32}.-1.{'a' * 86}", signed(REQUEST, KEY, 1) + "\n"],
)  # fmt: skip
def test_anything_else_is_no_signature(written):
    assert read_signature(written) is None
