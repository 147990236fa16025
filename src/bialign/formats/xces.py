"""XCES alignments as OPUS has them: one file of links, and the sentences in a zip archive for each language.

``news.xces`` holds the links of ``news.ko.zip`` and ``news.en.zip``, in which the sentences of an alignment stand as
``news/raw/ko/ID.xml``. ``opus_read -d news -p raw -s ko -t en -af news.xces -sz news.ko.zip -tz news.en.zip``
reads them; ``-s`` has to be the language of ``fromDoc``, which is the alignment's source.

References: *XCES, Corpus Encoding Standard for XML*; J. Tiedemann, *Parallel Data, Tools and Interfaces in
OPUS*, LREC 2012.
"""

from __future__ import annotations

import zipfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bialign.beads import Alignment, Bead
from bialign.documents import FragmentKind, fragments_of
from bialign.errors import ConfigurationError, FormatError, InvariantError
from bialign.formats.base import Capabilities, Format, Option
from bialign.formats.sentence_store import corpus_stem, document_id, document_name, find_store, is_safe
from bialign.formats.structure import usual_kind
from bialign.formats.xces_reader import Link, LinkGroup, read_links, read_sentences
from bialign.formats.xml_text import ILLEGAL, escape_attribute, escape_text

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from bialign.documents import Fragment
    from bialign.formats.reading import Input
    from bialign.formats.sentence_store import SentenceStore
    from bialign.formats.writing import Output
    from bialign.formats.xces_reader import Sentence


def read_xces(
    source: Input,
    *,
    source_sentences: str | os.PathLike[str] | None = None,
    target_sentences: str | os.PathLike[str] | None = None,
) -> Iterator[Alignment]:
    """Yield an alignment for every group of links; memory grows with the largest document.

    Args:
        source: The file of links.
        source_sentences: The archive or folder with the sentence files of ``fromDoc``; otherwise archives
            ``STEM.LANGUAGE.zip``, ``LANGUAGE.zip`` or ``*_LANGUAGE.zip`` beside the links, then their folder.
        target_sentences: The same for ``toDoc``.

    Raises:
        FormatError: If a sentence file is missing or outside its folder, or a link names a sentence
            that there is not, as some of OPUS do: skip errors to leave such links out.
    """
    given = [None if path is None else Path(path) for path in (source_sentences, target_sentences)]
    stores: dict[tuple[int, str], SentenceStore] = {}
    try:
        for group in read_links(source):
            try:
                sides = []
                for side, document in enumerate((group.source, group.target)):
                    key = (side, _language(document))
                    if key not in stores:
                        stores[key] = find_store(source, key[1], given[side])
                    file = stores[key].open(document)
                    try:
                        sides.append(read_sentences(file))
                    finally:
                        file.close()
                yield _alignment(source, group, sides[0], sides[1])
            except (FormatError, InvariantError) as error:
                source.skip(error, group.line)
    finally:
        for store in stores.values():
            store.close()


def _language(document: str) -> str:
    language, slash, _ = document.partition("/")
    return language if slash else "und"


def _alignment(
    source: Input, group: LinkGroup, source_sentences: list[Sentence], target_sentences: list[Sentence]
) -> Alignment:
    sides = (source_sentences, target_sentences)
    places: list[dict[str, int]] = [{s.id: index for index, s in enumerate(sentences)} for sentences in sides]
    unlinked: list[dict[str, int]] = [dict(place) for place in places]
    beads = []
    for link in group.links:
        try:
            beads.append(_bead(link, places, unlinked, sides))
        except (FormatError, InvariantError) as error:
            source.skip(error, link.line)
    for side, (sentences, rest) in enumerate(zip(sides, unlinked, strict=True)):
        for index in sorted(rest.values()):
            kind = sentences[index].kind
            beads.append(Bead((), (index,), kind) if side else Bead((index,), (), kind))
    return Alignment(
        source=fragments_of((s.text for s in source_sentences), (s.kind for s in source_sentences)),
        target=fragments_of((s.text for s in target_sentences), (s.kind for s in target_sentences)),
        beads=beads,
        source_language=_language(group.source),
        target_language=_language(group.target),
        id=document_id(group.source.partition("/")[2] or group.source),
    )


def _bead(
    link: Link,
    places: list[dict[str, int]],
    unlinked: list[dict[str, int]],
    sides: tuple[list[Sentence], list[Sentence]],
) -> Bead:
    """Make a bead of a link and take its sentences off the unlinked ones."""
    indices: list[list[int]] = []
    for side, ids in enumerate((link.source, link.target)):
        for identifier in ids:
            if identifier not in places[side]:
                raise FormatError(
                    f"The link names the sentence {identifier!r}, but its document has none of that id."
                )
            if identifier not in unlinked[side]:
                raise FormatError(f"The link names the sentence {identifier!r}, which an earlier link names, too.")
        indices.append(sorted(places[side][identifier] for identifier in ids))
    kinds = [sides[side][index].kind for side in (0, 1) for index in indices[side]]
    bead = Bead(indices[0], indices[1], link.kind or (kinds or [FragmentKind.BODY])[0], link.score)
    for side, ids in enumerate((link.source, link.target)):
        for identifier in ids:
            del unlinked[side][identifier]
    return bead


class XcesWriter:
    """Writes alignments as links and archives of sentences."""

    def __init__(self, output: Output, *, corpus: str | None = None) -> None:
        if output.path is None:
            raise ConfigurationError("XCES is several files, which need a path, not a stream.")
        self._output = output
        self._folder = output.path.parent
        self._stem = corpus_stem(output.path)
        self._corpus = corpus or self._stem
        self._archives: dict[str, zipfile.ZipFile] = {}
        self._names: set[str] = set()
        self._links = 0
        output.text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">\n'
            '<cesAlign version="1.0">\n'
        )

    def write(self, alignment: Alignment) -> bool:
        """Write an alignment's links and its two sentence files."""
        languages = (alignment.source_language, alignment.target_language)
        if not all(map(is_safe, languages)):
            raise self._output.refusal(f"{' and '.join(map(repr, languages))} cannot name sentence files")
        texts = [self._sentences(alignment.source), self._sentences(alignment.target)]
        name = self._name(alignment.id, languages)
        twin = "~1" if languages[0] == languages[1] else ""
        documents = [f"{languages[0]}/{name}.xml", f"{languages[1]}/{name}{twin}.xml"]
        for language, document, text in zip(languages, documents, texts, strict=True):
            self._add(language, document, text)
        source, target = (escape_attribute(document) for document in documents)
        self._output.text(f'<linkGrp targType="s" fromDoc="{source}.gz" toDoc="{target}.gz">\n')
        for bead in alignment.beads:
            self._links += 1
            ids = ";".join(" ".join(str(index + 1) for index in side) for side in (bead.source, bead.target))
            score = "" if bead.score is None else f' certainty="{bead.score!r}"'
            kind = "" if bead.kind is usual_kind(alignment, bead) else f' type="{bead.kind.value}"'
            self._output.text(f'<link xtargets="{ids}" id="SL{self._links}"{score}{kind}/>\n')
        self._output.text("</linkGrp>\n")
        return True

    def close(self) -> None:
        """Close the links."""
        self._output.text("</cesAlign>\n")

    def _sentences(self, fragments: Sequence[Fragment]) -> str:
        lines = ['<?xml version="1.0" encoding="UTF-8"?>\n<text>\n']
        for number, fragment in enumerate(fragments, 1):
            kind = "" if fragment.kind is FragmentKind.BODY else f' type="{fragment.kind.value}"'
            text = escape_text(self._output.legal(fragment.text, "text"))
            lines.append(f'<s id="{number}"{kind}>{text}</s>\n')
        return "".join([*lines, "</text>\n"])

    def _name(self, identifier: str, languages: tuple[str, str]) -> str:
        twin = ["~1"] if languages[0] == languages[1] else []
        for copy in count():
            name = document_name(identifier, copy)
            taken = {f"{language}/{name}{end}" for language in languages for end in ("", *twin)}
            if name and not taken & self._names:
                self._names |= taken
                return name
        raise AssertionError("unreachable")

    def _add(self, language: str, document: str, text: str) -> None:
        if language not in self._archives:
            self._archives[language] = self._output.open_zip(self._folder / f"{self._stem}.{language}.zip")
        # Without a date of its own, the same corpus gives the same bytes.
        member = zipfile.ZipInfo(f"{self._corpus}/raw/{document}", date_time=(1980, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        self._archives[language].writestr(member, text)


XCES = Format(
    name="xces",
    title="XCES links with sentence files, as OPUS has them",
    endings=(".xces", ".xces.xml"),
    capabilities=Capabilities(alignments=True, metadata=False),
    note=(
        "Three files: news.xces, news.ko.zip and news.en.zip. Tools of OPUS need -d news -p raw, and -s the "
        "source of the links."
    ),
    read=read_xces,
    write=XcesWriter,
    read_options=(
        Option("source_sentences", "The zip archive or folder with the sentence files of the source."),
        Option("target_sentences", "The zip archive or folder with the sentence files of the target."),
    ),
    write_options=(Option("corpus", "The corpus's name inside the archives (the file's name)."),),
    illegal=ILLEGAL,
    illegal_name="XML 1.0",
    companions=(".{source}.zip", ".{target}.zip"),
)
