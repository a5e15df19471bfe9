"""Key files: private, under a passphrase, several at a time, gone when destroyed."""

import json

import pytest

from issuance.pins.key_files import Cost, FileKeys
from issuance.pins.keys import KeyFault, KeyUnusableError, OpeningKey

CHEAP = Cost(n=2**10)
PHRASE = b"correct horse"


@pytest.fixture
def keys(tmp_path):
    return FileKeys(tmp_path, PHRASE, CHEAP)


def fault_of(folder, passphrase=PHRASE) -> KeyFault:
    with pytest.raises(KeyUnusableError) as refused:
        FileKeys(folder, passphrase)
    return refused.value.fault


def test_are_opened_by_their_passphrase_and_readable_to_their_owner_alone(keys, tmp_path):
    first, second = keys.make(), keys.make()
    assert set(FileKeys(tmp_path, PHRASE).held()) == {first.key_id, second.key_id}
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert fault_of(tmp_path, b"wrong") is KeyFault.WRONG_PASSPHRASE
    (tmp_path / "pins.key").chmod(0o640)
    assert fault_of(tmp_path) is KeyFault.READABLE_BY_OTHERS


def test_the_private_key_does_not_stand_in_its_file(keys, tmp_path):
    made = keys.make()
    key = keys.held()[made.key_id]
    scalar = key.private_key.private_numbers().private_value
    assert f"{scalar:064x}" not in (tmp_path / "pins.key").read_bytes().hex()


def test_a_key_that_is_destroyed_is_gone_and_the_others_stay(keys, tmp_path):
    first, second = keys.make(), keys.make()
    kept = (tmp_path / "pins.key").open("rb")
    before = kept.read()
    keys.destroy(first.key_id)
    keys.destroy(first.key_id)
    kept.seek(0)
    assert kept.read() != before, "what a file's bytes were is overwritten"
    kept.close()
    assert set(FileKeys(tmp_path, PHRASE).held()) == {second.key_id} == set(keys.held())


def test_each_file_stands_for_its_own_key_only(keys, tmp_path):
    keys.make()
    path = tmp_path / "pins.key"
    written = json.loads(path.read_bytes())
    path.write_text(json.dumps(written | {"key_id": OpeningKey.generate().key_id}))
    assert fault_of(tmp_path) is KeyFault.WRONG_PASSPHRASE


@pytest.mark.parametrize("content", [b"", b"no key", b"{}", b'{"format": 1}'])
def test_anything_else_is_no_key(tmp_path, content):
    (tmp_path / "pins.key").write_bytes(content)
    (tmp_path / "pins.key").chmod(0o600)
    assert fault_of(tmp_path) is KeyFault.NOT_A_KEY


def test_a_point_off_the_curve_is_refused():
    with pytest.raises(KeyUnusableError):
        OpeningKey.generate().exchange(b"\x04" + bytes(64))
