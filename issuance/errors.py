"""Why the office says no."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the office, not a fault
    """A rule forbids what was asked, or it cannot be done now.

    `code` never changes; what a person reads is chosen by it at the edges, in their language.
    Values carried by a refusal are ids, kinds and dates, never anything personal.
    """

    code: ClassVar[str] = "refused"

    def __str__(self) -> str:
        return self.code


class ConcurrentChangeError(Refusal):
    """Somebody else changed the same case first; look again and retry."""

    code = "changed-meanwhile"


class KeyReusedError(Refusal):
    """The idempotency key was used before, for something else."""

    code = "key-reused"


class NotFoundError(Refusal):
    """Nothing is known under this number."""

    code = "not-found"
