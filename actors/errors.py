"""The one tree of errors that users see: what was wrong, where, and what to do."""

from __future__ import annotations


class ActorsError(Exception):
    """Something a user can understand and mend; printed as one line, without a traceback.

    `where` is a place such as `seeds/people/asia.toml:12`, `hint` says what to do about it.
    """

    exit_status = 1

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}{self.what}{hint}".split())


class UsageError(ActorsError):
    """A wrong option, argument or date: exit status 2."""

    exit_status = 2


class DateError(UsageError):
    """A date that is not YYYY, YYYY-MM or YYYY-MM-DD, or does not exist."""


class InputError(ActorsError):
    """A text, or a line of a file, that cannot be read."""


class SeedError(ActorsError):
    """A seed file that cannot be read or says something impossible."""


class DatabaseError(ActorsError):
    """The database is missing, damaged, busy or not ours."""


class NewerDatabaseError(DatabaseError):
    """The database was written by a newer version of the program."""


class ReadOnlyError(DatabaseError):
    """A write was asked of a database that can only be read."""


class IndexUnavailableError(ActorsError):
    """The search index cannot be built or used here."""


class NotFoundError(ActorsError):
    """No actor has this key or name."""


class AmbiguousNameError(ActorsError):
    """A name that several actors bear, where one was needed."""
