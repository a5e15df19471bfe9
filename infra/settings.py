"""What a process is told from outside: environment first, then a TOML file, then defaults.

A process's settings are a frozen dataclass in its own package; a field with metadata
`{"secret": True}` is masked when shown. For the field `session_secret` of the process `booking`:

    MADOGUCHI_BOOKING_SESSION_SECRET=…              the value itself
    MADOGUCHI_BOOKING_SESSION_SECRET_FILE=/path     a file that holds it
    [booking] session_secret / session_secret_file  the same in MADOGUCHI_CONFIG or madoguchi.toml

A `bytes` field is written in base64, or is a PEM file taken as it is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar, cast, get_origin, get_type_hints

import msgspec

CONFIG_VARIABLE = "MADOGUCHI_CONFIG"
CONFIG_FILE = Path("madoguchi.toml")
MASK = "••••••••"


class SettingsDataclass(Protocol):
    """Any frozen dataclass of settings."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


S = TypeVar("S", bound=SettingsDataclass)


class SettingsError(Exception):
    """A setting is missing or unusable; the text names it and the remedy, never its value."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """One value as it was given, and where: a variable's name or a place in the TOML file."""

    value: object
    source: str


def load(
    process: str, settings: type[S], environment: Mapping[str, str], config: Path | None = None
) -> S:
    """Read one process's settings.

    Raises:
        SettingsError: one is missing, unknown, unreadable or of the wrong kind.
    """
    return build(process, settings, gather(process, settings, environment, config))


def gather(
    process: str,
    settings: type[SettingsDataclass],
    environment: Mapping[str, str],
    config: Path | None = None,
) -> dict[str, Given]:
    """What was given for each field; a field that is not in the answer keeps its default."""
    file = config or config_file(environment)
    given = _from_toml(process, settings, file) if file else {}
    for each in fields(settings):
        given |= _from_environment(variable(process, each.name), each.name, environment)
    return given


def build(process: str, settings: type[S], given: Mapping[str, Given]) -> S:
    """Check what was given and make the typed object of it."""
    for each in fields(settings):
        needed = each.default is MISSING and each.default_factory is MISSING
        if needed and each.name not in given:
            raise SettingsError(_missing(process, each))
    kinds = get_type_hints(settings)
    values = {name: _shaped(kinds[name], one.value) for name, one in given.items()}
    try:
        return msgspec.convert(values, settings, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise SettingsError(
            f"{process}: {error} (`madoguchi settings` shows what is set)"
        ) from None


def variable(process: str, name: str) -> str:
    return f"MADOGUCHI_{process}_{name}".upper().replace("-", "_")


def config_file(environment: Mapping[str, str]) -> Path | None:
    """The TOML file to read, if there is one."""
    if named := environment.get(CONFIG_VARIABLE):
        return Path(named)
    return CONFIG_FILE if CONFIG_FILE.exists() else None


def is_secret(field: Field[Any]) -> bool:
    return bool(field.metadata.get("secret", False))


def _from_environment(variable: str, name: str, environment: Mapping[str, str]) -> dict[str, Given]:
    if variable in environment:
        return {name: Given(value=environment[variable], source=variable)}
    if path := environment.get(f"{variable}_FILE"):
        return {name: Given(value=_read(Path(path), variable), source=f"{variable}_FILE")}
    return {}


def _from_toml(process: str, settings: type[SettingsDataclass], file: Path) -> dict[str, Given]:
    table = _table(process, file)
    known = {each.name for each in fields(settings)}
    given: dict[str, Given] = {}
    for key, value in table.items():
        source, name = f"{file} [{process}] {key}", key.removesuffix("_file")
        if key in known:
            given[key] = Given(value=value, source=source)
        elif name in known:
            given[name] = Given(value=_read(file.parent / str(value), source), source=source)
        else:
            raise SettingsError(f"{source} is no setting. Remedy: correct or remove it.")
    return given


def _table(process: str, file: Path) -> Mapping[str, object]:
    try:
        tables: dict[str, object] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    table = tables.get(process, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: write [{process}] as a table.")
    return cast("dict[str, object]", table)


def _read(path: Path, source: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(
            f"{source} names {path}: {error.strerror}. Remedy: `madoguchi keys DIR` makes keys."
        ) from error


def _shaped(kind: object, value: object) -> object:
    """Bring text into the shape its field has: lists with commas, keys in PEM."""
    if isinstance(value, str) and get_origin(kind) is tuple:
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, str) and kind is bytes and value.startswith("-----BEGIN"):
        return value.encode()
    return value


def _decode(kind: type[Any], value: object) -> object:
    if issubclass(kind, Path):
        return Path(str(value)).expanduser()
    raise NotImplementedError(kind)


def _missing(process: str, field: Field[Any]) -> str:
    name = variable(process, field.name)
    if is_secret(field):
        return (
            f"{process}: the secret {name} is missing. Remedy: put it into a file and set "
            f"{name}_FILE (`madoguchi keys DIR` makes keys)."
        )
    return f"{process}: {name} is missing. Remedy: set it, or `{field.name}` in [{process}]."


def shown(
    settings: type[SettingsDataclass], given: Mapping[str, Given]
) -> Iterator[tuple[str, str, str]]:
    """Name, value and source of each setting for people's eyes; secrets masked."""
    for each in fields(settings):
        if each.name not in given:
            yield each.name, _default(each), "default"
        else:
            one = given[each.name]
            yield each.name, MASK if is_secret(each) else str(one.value), one.source


def _default(field: Field[Any]) -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return "(missing)"
    return MASK if is_secret(field) and field.default else str(field.default)
