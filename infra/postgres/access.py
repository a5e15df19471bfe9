"""Where a database is and who may enter."""

from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import parse_qs, quote, unquote, urlsplit


@dataclass(frozen=True, kw_only=True)
class Access:
    """One role's way into one database.

    `host` is a name, an address, or the folder of a unix socket (begins with "/").
    """

    host: str
    port: int
    database: str
    user: str
    password: str = field(repr=False)

    @property
    def dsn(self) -> str:
        """The same as a URL, as asyncpg and psycopg read it. Holds the password."""
        who = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        where = quote(self.host, safe="")
        return f"postgresql://{who}@/{quote(self.database)}?host={where}&port={self.port}"

    @classmethod
    def from_dsn(cls, dsn: str) -> Self:
        """Read a URL as people write it: host and port in front or in the query."""
        url = urlsplit(dsn)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        return cls(
            host=query.get("host", unquote(url.hostname or "localhost")),
            port=int(query.get("port", url.port or 5432)),
            database=unquote(url.path.lstrip("/")) or "postgres",
            user=unquote(url.username or "postgres"),
            password=unquote(url.password or ""),
        )

    def to(self, database: str) -> Self:
        """The same role in another database of the same server."""
        return replace(self, database=database)

    def as_role(self, user: str, password: str) -> Self:
        """Another role in the same database."""
        return replace(self, user=user, password=password)
