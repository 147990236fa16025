"""Where the sentence files of an XCES corpus are found: zip archives as OPUS has them, or a folder."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, Protocol, cast
from urllib.parse import unquote

import attrs

from bialign.errors import FormatError
from bialign.formats.compression import ENDINGS, guarded
from bialign.formats.reading import Input

# What cannot stand in the name of a file: anything but letters, digits, hyphens and inner dots.
_UNSAFE = re.compile(r"[^\w.\-]|^\.+")
_LONGEST_NAME = 64
_NUMBER = re.compile(r"~\d+$")


class SentenceStore(Protocol):
    """Opens sentence files by the names that a file of links gives them."""

    def open(self, name: str) -> Input:
        """Open a sentence file.

        Raises:
            FormatError: If there is no such file, or the name leads out of the store.
        """

    def close(self) -> None:
        """Close what the store holds open."""


@attrs.define
class Folder:
    """A folder of sentence files."""

    path: Path
    links: Input

    def open(self, name: str) -> Input:
        """Open the file of a name, with or without a compression ending."""
        root = self.path.resolve()
        for candidate in (name, name.removesuffix(".gz"), *(name + ending for ending in ENDINGS)):
            try:
                path = (root / candidate).resolve()
                inside = path.is_relative_to(root)
                found = inside and path.is_file()
            except (OSError, ValueError):
                continue
            if not inside:
                raise FormatError(f"The sentence file {name!r} is outside the folder {self.path}: refused.")
            if found:
                return self.links.companion(path)
        raise FormatError(f"There is no sentence file {name!r} in the folder {self.path}.")

    def close(self) -> None:
        """Do nothing: a folder is not held open."""


@attrs.define
class Archive:
    """A zip archive of sentence files, in which they stand below two folders such as ``Corpus/raw``."""

    path: Path
    links: Input
    _zip: zipfile.ZipFile = attrs.field(init=False)
    _members: dict[str, zipfile.ZipInfo] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        try:
            self._zip = zipfile.ZipFile(self.path)
        except (OSError, zipfile.BadZipFile) as error:
            raise FormatError(f"{self.path} cannot be read as a zip archive: {error}.") from None
        for member in self._zip.infolist():
            parts = PurePosixPath(member.filename).parts
            self._members.setdefault("/".join(parts[2:]), member)
        self._members.update({member.filename: member for member in self._zip.infolist()})

    def open(self, name: str) -> Input:
        """Open a member by its name below the two folders, with or without the ending ``.gz``."""
        member = self._members.get(name) or self._members.get(name.removesuffix(".gz"))
        if member is None:
            raise FormatError(f"There is no sentence file {name!r} in {self.path}.")
        try:
            raw = self._zip.open(member)
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile, OSError) as error:
            raise FormatError(f"The sentence file {name!r} in {self.path} cannot be read: {error}.") from None
        label = f"{self.path}:{member.filename}"
        stream = guarded(raw, member.compress_size, label, self.links.limits)
        return Input(
            cast("IO[bytes]", stream),
            problems=self.links.problems,
            limits=self.links.limits,
            replace_illegal=self.links.replace_illegal,
            name=label,
            owned=True,
        )

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()


def find_store(links: Input, language: str, given: str | Path | None) -> SentenceStore:
    """Find the sentence files of one language of a file of links.

    Args:
        links: The file of links.
        language: The language, which is the first part of the files' names.
        given: The archive or folder that the caller named; otherwise archives ``STEM.LANGUAGE.zip``,
            ``LANGUAGE.zip`` or ``*_LANGUAGE.zip`` beside the links are looked for, then the links' folder.

    Raises:
        FormatError: If there is none.
    """
    if given is not None:
        path = Path(given)
        return Folder(path, links) if path.is_dir() else Archive(path, links)
    if links.path is None:
        raise links.error(
            "Links read from a stream need their sentence files named: source_sentences, target_sentences."
        )
    folder = links.path.parent
    stem = corpus_stem(links.path)
    names = [f"{stem}.{language}.zip", f"{language}.zip"]
    candidates = [folder / name for name in names if is_safe(language)]
    if is_safe(language):
        candidates += sorted(folder.glob(f"*_{language}.zip"))
    archive = next((path for path in candidates if path.is_file()), None)
    return Folder(folder, links) if archive is None else Archive(archive, links)


def corpus_stem(path: Path) -> str:
    """Return a file's name without its endings for compression, XML and XCES."""
    name = path.name
    for ending in (*ENDINGS, ".xml", ".xces"):
        name = name.removesuffix(ending)
    return name


def is_safe(name: str) -> bool:
    """Tell whether a name can stand in a path and a pattern as it is."""
    return 0 < len(name) <= _LONGEST_NAME and not _UNSAFE.search(name)


def document_name(identifier: str, copy: int) -> str:
    """Return the name of an alignment's sentence files, from which `document_id` gets the id back.

    Args:
        identifier: The alignment's id; its slashes make folders where that is safe.
        copy: 0 where the id is the only one of its kind, otherwise its number among the same ids.
    """
    parts = identifier.split("/")
    folders = all(part and not part.startswith(".") for part in parts)
    name = "/".join(map(_escaped, parts)) if folders else _escaped(identifier)
    return f"{name}~{copy}" if copy else name


def document_id(name: str) -> str:
    """Return the alignment's id that the name of a sentence file holds, without language and endings."""
    for ending in (*ENDINGS, ".xml"):
        name = name.removesuffix(ending)
    return unquote(_NUMBER.sub("", name), errors="surrogatepass")


def _escaped(part: str) -> str:
    return _UNSAFE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode(errors="surrogatepass")), part
    )
