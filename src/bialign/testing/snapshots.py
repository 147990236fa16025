"""Alignments kept as plain text beside a test, so that a change shows in review."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import attrs

from bialign.errors import ConfigurationError, FormatError
from bialign.evaluation.gold import format_gold
from bialign.files import atomic_write

if TYPE_CHECKING:
    from pathlib import Path

    from bialign.beads import Alignment


@attrs.define
class AlignmentSnapshot:
    """Compares alignments with the texts that were kept, or keeps them.

    A snapshot is written as a gold file (`bialign.evaluation.gold`), without scores: what was reviewed once can
    become gold by being copied.

    Attributes:
        folder: Where the snapshots of a test module are kept.
        name: The test's name: the file's stem.
        update: Whether to write the snapshots instead of comparing.
    """

    folder: Path
    name: str
    update: bool = False
    _used: set[str] = attrs.field(factory=set, init=False)

    def __call__(self, alignment: Alignment, name: str = "") -> None:
        """Compare an alignment with its snapshot.

        Args:
            alignment: What was made.
            name: Tells several snapshots of one test apart.

        Raises:
            AssertionError: If there is no snapshot or it differs; the message shows the changed lines.
            ConfigurationError: If a test takes two snapshots of the same name, or one cannot be written.
            FormatError: If the alignment cannot be written as a gold file in UTF-8.
        """
        __tracebackhide__ = True
        stem = f"{self.name}-{name}" if name else self.name
        if stem in self._used:
            raise ConfigurationError(
                f"This test has taken the snapshot {stem!r} already: give the second one a name."
            )
        self._used.add(stem)
        path = self.folder / f"{stem}.txt"
        text = format_gold(alignment)
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as cause:
            surrogate = f"U+{ord(text[cause.start]):04X}"
            raise FormatError(f"UTF-8 cannot hold the lone surrogate {surrogate} of the alignment.", path) from None
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(path, error=ConfigurationError) as file:
                file.write(data)
            return
        if not path.exists():
            raise AssertionError(f"There is no snapshot {path}: run pytest with --update-alignments, and review it.")
        kept = path.read_bytes().decode("utf-8")
        # A checkout may have changed line ends.
        if text not in (kept, kept.replace("\r\n", "\n")):
            changes = difflib.unified_diff(
                kept.splitlines(), text.splitlines(), str(path), "this alignment", n=4, lineterm=""
            )
            raise AssertionError(
                "\n".join(("The alignment is not as it was (--update-alignments keeps the new one):", *changes))
            )
