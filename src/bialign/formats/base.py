"""What a corpus format is: a name, endings, what it carries, a reader, a writer, their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import attrs

from bialign.beads import Alignment, TranslationUnit
from bialign.errors import ConfigurationError
from bialign.extras import import_extra
from bialign.formats.compression import compression_of, without_compression

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


Item: TypeAlias = Alignment | TranslationUnit


class Writer(Protocol):
    """What writes one corpus file: made with an `Output` and the format's options."""

    def write(self, item: Any) -> bool:
        """Write one item: an `Alignment` or a `TranslationUnit`, whichever the format's capabilities name.

        Returns:
            Whether it was written: False if it was left out and counted as lost.

        Raises:
            FormatError: If the format cannot carry the item; nothing of it has been written then.
        """

    def close(self) -> None:
        """Write what stands after the last item."""


@attrs.frozen
class Capabilities:
    """What a format carries. What it does not is left out and counted, or refused, as the caller chose.

    Attributes:
        alignments: Whether its items are whole alignments (fragments and beads), read back as `Alignment`.
        units: Whether its items are translation units. A format may hold both; one that holds
            no alignments gets an alignment's beads as units, one that holds no units gets units
            grouped into alignments.
        texts: Whether it holds the texts, and not only the indices of sentences.
        languages: Whether it names the languages of each item.
        scores: Whether it holds scores, to the last digit.
        kinds: Whether it holds fragment kinds.
        ids: Whether it holds the ids of its items.
        metadata: Whether it holds metadata and, for alignments, their signature.
        groups: Whether the pieces of an m-n bead stay apart.
        deletions: ``"yes"``, ``"no"``, or ``"option"`` where a write option keeps one-sided units.
        offsets: Whether it holds where fragments stand in their article's text.
    """

    alignments: bool = False
    units: bool = False
    texts: bool = True
    languages: bool = True
    scores: bool = True
    kinds: bool = True
    ids: bool = True
    metadata: bool = True
    groups: bool = True
    deletions: str = "yes"
    offsets: bool = False


def parse_flag(text: str) -> bool:
    """Read an option's truth value from a command line.

    Raises:
        ValueError: If it is none of yes, no, true, false, on, off, 1, 0.
    """
    values = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
    if text.lower() not in values:
        raise ValueError("expected yes or no")
    return values[text.lower()]


def parse_names(text: str) -> tuple[str, ...]:
    """Read a comma-separated list from a command line."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


@attrs.frozen
class Option:
    """A format's own option.

    Attributes:
        name: Its keyword.
        help: What it does, one phrase.
        parse: Reads it from a command line's text; raises ValueError.
        choices: The values it may take; empty for any.
    """

    name: str
    help: str
    parse: Callable[[str], Any] = str
    choices: tuple[str, ...] = ()

    def value(self, given: Any) -> Any:
        """Return the option's value: a text, as a command line has it, is read.

        Raises:
            ConfigurationError: If it is no such value.
        """
        if isinstance(given, str):
            try:
                given = self.parse(given)
            except ValueError as error:
                raise ConfigurationError(f"The option {self.name}={given} is not understood: {error}.") from None
        if self.choices and given not in self.choices:
            raise ConfigurationError(f"The option {self.name} is one of {', '.join(self.choices)}, not {given!r}.")
        return given


@attrs.frozen
class Format:
    """A corpus format.

    Attributes:
        name: Its name, as options and the command line say it.
        title: What people call it, with its version.
        endings: The file endings that mean it, the preferred one first; compression endings may follow.
        capabilities: What it carries.
        note: What a user should know before choosing it, in a sentence or two.
        read: Makes an iterator over the items of an `Input`.
        write: Makes a `Writer` for an `Output`; None where bialign only reads the format.
        read_options: The reader's own options.
        write_options: The writer's own options.
        illegal: Matches characters, none of them printable, that the format cannot hold; None where it holds all.
        illegal_name: What holds no such characters, for messages: ``"XML 1.0"``.
        is_prefix: Whether a corpus's path is what the names of its several files begin with.
        companions: How the names of the files end that may stand beside that of the path, or in place of it where the
            path is a prefix; ``{source}`` and ``{target}`` stand for the languages.
        pattern: Matches the end of file names that mean the format and that no fixed ending describes.
        needs: The modules that reading and writing it need and that an extra installs, and that extra.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    capabilities: Capabilities
    note: str
    read: Callable[..., Iterator[Item]]
    write: Callable[..., Writer] | None = None
    read_options: tuple[Option, ...] = ()
    write_options: tuple[Option, ...] = ()
    illegal: re.Pattern[str] | None = None
    illegal_name: str = "UTF-8"
    is_prefix: bool = False
    companions: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    needs: tuple[tuple[str, ...], str] = ((), "")

    def require(self, purpose: str) -> None:
        """See to it that what the format needs is installed, before long work that would end in it.

        Args:
            purpose: What needs it, for the sentence: ``"Writing Parquet"``.

        Raises:
            MissingExtraError: If it is not.
        """
        modules, extra = self.needs
        for module in modules:
            import_extra(module, extra=extra, purpose=purpose)

    def ending(self, source_language: str, target_language: str) -> str:
        """Return how a corpus's path ends by which the format, and the languages where files tell them, are known."""
        pair = f".{source_language}-{target_language}"
        return pair if self.pattern is not None and self.pattern.fullmatch(pair) else self.endings[0]

    def files(self, path: Path, source_language: str, target_language: str) -> list[Path]:
        """Return the files that a corpus of this path may consist of."""
        compression, plain = compression_of(path.name), without_compression(path.name)
        endings = [ending.format(source=source_language, target=target_language) for ending in self.companions]
        if self.is_prefix:
            return [path.with_name(f"{plain}{ending}{compression}") for ending in endings]
        own = max((ending for ending in self.endings if plain.endswith(ending)), key=len, default="")
        return [path, *(path.with_name(f"{plain.removesuffix(own)}{ending}") for ending in endings)]

    def options(self, given: Mapping[str, Any], *, writing: bool) -> dict[str, Any]:
        """Return the format's own options, read from text where they are text.

        Raises:
            ConfigurationError: If the format has no option of a name, or it cannot have a value.
        """
        known = {option.name: option for option in (self.write_options if writing else self.read_options)}
        for name in given:
            if name not in known:
                does = "writing" if writing else "reading"
                has = f"it has {', '.join(sorted(known))}" if known else "it has none"
                raise ConfigurationError(f"There is no option {name!r} for {does} {self.name}: {has}.")
        return {name: known[name].value(value) for name, value in given.items()}
