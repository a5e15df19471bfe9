"""Settings: environment over file over default; secrets named when missing, never shown."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from infra.settings import SettingsError, gather, load, shown

KEY = "c2VjcmV0IGJ5dGVz"  # "secret bytes"


@dataclass(frozen=True, kw_only=True)
class Desk:
    session_secret: bytes = field(repr=False, metadata={"secret": True})
    url: str
    port: int = 8700
    languages: tuple[str, ...] = ("ja",)
    folder: Path = Path("data")
    hold: timedelta = timedelta(minutes=10)


def read(environment=None, config=None):
    return load("pin-desk", Desk, environment or {}, config)


GIVEN = {"MADOGUCHI_PIN_DESK_SESSION_SECRET": KEY, "MADOGUCHI_PIN_DESK_URL": "http://localhost"}


def test_text_becomes_what_the_field_says():
    desk = read(
        GIVEN
        | {
            "MADOGUCHI_PIN_DESK_PORT": "8701",
            "MADOGUCHI_PIN_DESK_LANGUAGES": "ja, en",
            "MADOGUCHI_PIN_DESK_FOLDER": "/srv/data",
            "MADOGUCHI_PIN_DESK_HOLD": "PT5M",
        }
    )
    assert desk == Desk(
        session_secret=b"secret bytes",
        url="http://localhost",
        port=8701,
        languages=("ja", "en"),
        folder=Path("/srv/data"),
        hold=timedelta(minutes=5),
    )


def test_the_environment_wins_over_the_file(tmp_path):
    config = tmp_path / "madoguchi.toml"
    config.write_text('[pin-desk]\nurl = "http://file"\nport = 1\nlanguages = ["en"]\n')
    desk = read(GIVEN, config)
    assert (desk.url, desk.port, desk.languages) == ("http://localhost", 1, ("en",))


def test_a_secret_comes_from_a_file_beside_the_configuration(tmp_path):
    (tmp_path / "session.secret").write_text(f"{KEY}\n")
    config = tmp_path / "madoguchi.toml"
    config.write_text('[pin-desk]\nurl = "x"\nsession_secret_file = "session.secret"\n')
    assert read({"MADOGUCHI_CONFIG": str(config)}).session_secret == b"secret bytes"


def test_a_key_in_pem_is_taken_as_it_is():
    pem = "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----"
    given = GIVEN | {"MADOGUCHI_PIN_DESK_SESSION_SECRET": pem}
    assert read(given).session_secret == pem.encode()


def test_a_missing_secret_is_named_with_its_remedy():
    with pytest.raises(SettingsError) as refused:
        read({"MADOGUCHI_PIN_DESK_URL": "x"})
    said = str(refused.value)
    assert "MADOGUCHI_PIN_DESK_SESSION_SECRET is missing" in said
    assert "madoguchi keys" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"MADOGUCHI_PIN_DESK_PORT": "many"}, "port"),
        ({"MADOGUCHI_PIN_DESK_SESSION_SECRET": "not base64!"}, "session_secret"),
        ({"MADOGUCHI_PIN_DESK_URL_FILE": "/nowhere"}, None),
    ],
)
def test_a_wrong_value_is_named_but_not_repeated(given, named):
    if named is None:
        assert read(GIVEN | given).url == "http://localhost"
        return
    with pytest.raises(SettingsError, match=named) as refused:
        read(GIVEN | given)
    assert "not base64!" not in str(refused.value)


def test_a_misspelt_name_in_the_file_is_refused(tmp_path):
    config = tmp_path / "madoguchi.toml"
    config.write_text("[pin-desk]\nprot = 1\n")
    with pytest.raises(SettingsError, match="prot is no setting"):
        read(GIVEN, config)


def test_what_is_shown_masks_secrets_and_says_where_each_comes_from():
    rows = {row[0]: row[1:] for row in shown(Desk, gather("pin-desk", Desk, GIVEN))}
    assert rows["session_secret"] == ("••••••••", "MADOGUCHI_PIN_DESK_SESSION_SECRET")
    assert rows["url"] == ("http://localhost", "MADOGUCHI_PIN_DESK_URL")
    assert rows["port"] == ("8700", "default")
    assert KEY not in str(rows)
