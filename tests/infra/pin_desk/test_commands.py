"""`madoguchi pin-key`: keys change from the PIN desk's PC, and nothing secret is an argument."""

import pytest
from click.testing import CliRunner

from infra.cli.pin_key_commands import pin_key
from infra.pin_keys import open_keys
from infra.processes import PinDeskSettings
from infra.settings import SettingsError
from issuance.pins.key_files import Cost, FileKeys, sealed_key, write_new
from tests.browser.office.house import running
from tests.issuance.office.house import PIN_DESK_TOKEN, settings_for

CHEAP, PHRASE = Cost(n=2**10), "correct horse"


@pytest.fixture
def installed(key, tmp_path, monkeypatch):
    (tmp_path / "pins.pub.pem").write_bytes(key.sealing_key.to_pem())
    write_new(tmp_path / "pins.key", sealed_key(key, PHRASE.encode(), CHEAP))
    values = {"token": PIN_DESK_TOKEN, "key_folder": tmp_path, "journals": tmp_path / "journals"}
    for name, value in values.items():
        monkeypatch.setenv(f"MADOGUCHI_PIN_DESK_{name.upper()}", str(value))
    monkeypatch.setattr("infra.pin_keys.getpass", lambda _: PHRASE)
    monkeypatch.setattr("infra.pin_keys._on_a_terminal", lambda: True)
    return tmp_path


def said(*words: str) -> str:
    result = CliRunner().invoke(pin_key, words, catch_exceptions=False)
    return result.output


async def test_a_key_is_made_published_and_the_old_one_kept_while_needed(
    house, key, installed, issuance_access, monkeypatch
):
    with running(settings_for(issuance_access.dsn, installed)) as url:
        monkeypatch.setenv("MADOGUCHI_PIN_DESK_OFFICE_URL", url)
        assert f"{key.key_id}  current" in said("list")
        new = said("make").split()[0]
        assert f"{new}  made, not published" in said("list")
        assert f"Stations seal to {new}" in said("rotate")
        listed = said("list")
        assert f"{key.key_id}  older" in listed
        assert "1 sealed PINs" in listed
        assert "still needed" in said("retire", key.key_id)
        assert PHRASE not in listed
    assert set(FileKeys(installed, PHRASE.encode()).held()) == {key.key_id, new}


def test_an_office_that_is_away_is_one_line_with_a_remedy(installed, monkeypatch):
    monkeypatch.setenv("MADOGUCHI_PIN_DESK_OFFICE_URL", "http://127.0.0.1:1")
    with pytest.raises(SettingsError, match="Remedy"):
        said("list")


def test_without_a_terminal_a_missing_passphrase_is_named(tmp_path):
    settings = PinDeskSettings(
        office_url="", token="t", key_folder=tmp_path, journals=tmp_path / "journals"
    )
    with pytest.raises(SettingsError, match="key_passphrase_file"):
        open_keys(settings)
