"""Keys of an installation: made once, for their owner's eyes, and they fit together."""

import base64
import stat

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from infra.keys import BELONGS_TO, make_keys
from issuance.pins.key_files import FileKeys
from issuance.pins.keys import SealingKey


def test_all_are_made_and_only_their_owner_may_read_them(tmp_path):
    assert make_keys(tmp_path / "keys") == list(BELONGS_TO)
    for name in BELONGS_TO:
        assert stat.S_IMODE((tmp_path / "keys" / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == sorted(BELONGS_TO)


def test_what_is_there_stays_and_what_is_missing_is_made(tmp_path):
    make_keys(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in BELONGS_TO}
    (tmp_path / "pins.pub.pem").unlink()
    (tmp_path / "booking_sending.pub").unlink()
    assert make_keys(tmp_path) == ["booking_sending.pub", "pins.pub.pem"]
    assert {name: (tmp_path / name).read_bytes() for name in BELONGS_TO} == before


def test_public_halves_fit_their_private_ones(tmp_path):
    make_keys(tmp_path)

    def raw(name):
        return base64.b64decode((tmp_path / name).read_text())

    signature = Ed25519PrivateKey.from_private_bytes(raw("booking_sending.key")).sign(b"batch")
    Ed25519PublicKey.from_public_bytes(raw("booking_sending.pub")).verify(signature, b"batch")
    sealing = SealingKey.from_pem((tmp_path / "pins.pub.pem").read_bytes())
    assert list(FileKeys(tmp_path, raw("pins.passphrase")).held()) == [sealing.key_id]


def test_no_two_secrets_are_the_same(tmp_path):
    make_keys(tmp_path)
    contents = [(tmp_path / name).read_bytes() for name in BELONGS_TO]
    assert len(set(contents)) == len(contents)
