"""Every error that bialign raises on purpose.

BialignError
├── DecodingError          a text file that is missing, or not text in the expected encoding
├── ArticleError           a text that cannot be read as an article
├── LanguageError          a language that is unknown or not the expected one
├── InvariantError         data that contradicts itself (also a ValueError)
├── FormatError            a corpus file that breaks its format; knows file, line and column
├── EncoderError           an encoder whose model is missing, damaged or of the wrong shape
├── MissingExtraError      an optional dependency that is not installed (also an ImportError)
├── ConfigurationError     options that contradict each other or name something unknown
└── BuildError             a corpus build that cannot go on
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike


class BialignError(Exception):
    """Base class: one sentence that says what is wrong, where, and what to do."""


class DecodingError(BialignError):
    """A text file that is missing or cannot be read, or bytes that are not text in the expected encoding."""


class ArticleError(BialignError):
    """A text that cannot be read as an article."""


class LanguageError(BialignError):
    """A language that is unknown, or not the one expected."""


class InvariantError(BialignError, ValueError):
    """Data that contradicts itself, such as a bead that names a fragment twice."""


class FormatError(BialignError):
    """A corpus file that breaks the rules of its format.

    Attributes:
        path: The file, or None when the text came from elsewhere.
        line: 1-based line, or None where unknown.
        column: 1-based column in code points, or None where unknown.
    """

    def __init__(
        self,
        problem: str,
        path: str | PathLike[str] | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.problem = problem
        self.path = path
        self.line = line
        self.column = column
        place = [str(part) for part in (path, line, column) if part is not None]
        super().__init__(f"{':'.join(place)}: {problem}" if place else problem)

    def __reduce__(self) -> tuple[type[FormatError], tuple[object, ...]]:
        """Pickle by the constructor's arguments, so that worker processes can pass it on."""
        return type(self), (self.problem, self.path, self.line, self.column)


class EncoderError(BialignError):
    """An encoder whose model is missing, damaged or of an unexpected shape."""


class MissingExtraError(BialignError, ImportError):
    """A feature whose optional dependency is not installed."""


class ConfigurationError(BialignError, ValueError):
    """Options that contradict each other, or a name that is not known."""


class BuildError(BialignError):
    """A corpus build that cannot go on; everything finished so far is kept."""
