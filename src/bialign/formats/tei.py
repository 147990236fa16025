"""TEI P5: every alignment a ``TEI`` document with both texts and a ``linkGrp`` of links between their sentences.

A bead is a ``link`` whose pointers name its source and then its target sentences; a bead of a single sentence, which
cannot be a link, is a ``ptr``. ``cert`` is the score and ``subtype`` the kind. Files of links that point into
other files (``a.xml#s1 b.xml#s1``), as InterText and others export them, are read, too.

Reference: TEI Consortium, *TEI P5: Guidelines for Electronic Text Encoding and Interchange*, chapter 17.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign._version import __version__
from bialign.beads import Alignment, Bead
from bialign.documents import FragmentKind, fragments_of
from bialign.errors import FormatError, InvariantError
from bialign.formats.base import Capabilities, Format
from bialign.formats.sentence_store import Folder
from bialign.formats.structure import usual_kind
from bialign.formats.tei_reader import TeiText, read_documents
from bialign.formats.xml_text import ILLEGAL, escape_attribute, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bialign.documents import Fragment
    from bialign.formats.reading import Input
    from bialign.formats.tei_reader import TeiDocument, TeiLink
    from bialign.formats.writing import Output


def read_tei(source: Input) -> Iterator[Alignment]:
    """Yield an alignment for every ``TEI`` element that has links or two texts; memory grows with the largest.

    Raises:
        FormatError: If the file is not well-formed, or a link names a sentence that there is not, or a file
            outside the folder.
    """
    for document in read_documents(source):
        if not document.links and len(document.texts) < 2:
            continue
        try:
            yield _alignment(source, document)
        except (FormatError, InvariantError) as error:
            source.skip(error, document.line)


def _alignment(source: Input, document: TeiDocument) -> Alignment:
    texts = _texts(source, document)
    places = {
        f"{name}#{sentence.id}": (side, index)
        for side, (name, text) in enumerate(texts)
        for index, sentence in enumerate(text.sentences)
    }
    unlinked = {(side, index) for side, (_, text) in enumerate(texts) for index in range(len(text.sentences))}
    beads = []
    for link in document.links:
        try:
            bead = _bead(link, places, unlinked, texts)
        except (FormatError, InvariantError) as error:
            source.skip(error, link.line)
        else:
            beads.append(bead)
            unlinked -= {(0, index) for index in bead.source} | {(1, index) for index in bead.target}
    for side, index in sorted(unlinked):
        kind = texts[side][1].sentences[index].kind
        beads.append(Bead((), (index,), kind) if side else Bead((index,), (), kind))
    fragments = [
        fragments_of((s.text for s in text.sentences), (s.kind for s in text.sentences)) for _, text in texts
    ]
    return Alignment(
        source=fragments[0],
        target=fragments[1],
        beads=beads,
        source_language=texts[0][1].language or "und",
        target_language=texts[1][1].language or "und",
        id=document.title,
        signature=document.signature,
        metadata=document.metadata,
    )


def _texts(source: Input, document: TeiDocument) -> list[tuple[str, TeiText]]:
    """Return the two texts with the names of the files that pointers to them begin with."""
    if len(document.texts) >= 2:
        return [("", text) for text in document.texts[-2:]]
    names = list(dict.fromkeys(target.partition("#")[0] for link in document.links for target in link.targets))
    if len(names) != 2 or "" in names:
        raise FormatError(f"Expected two texts, or links into two files; found links into {len(names)}.")
    if source.path is None:
        raise FormatError("Links read from a stream cannot name other files.")
    folder = Folder(source.path.parent, source)
    return [(name, _whole_text(folder.open(name))) for name in names]


def _whole_text(file: Input) -> TeiText:
    try:
        texts = [text for document in read_documents(file) for text in document.texts]
    finally:
        file.close()
    return TeiText(
        next((text.language for text in texts if text.language), ""),
        [sentence for text in texts for sentence in text.sentences],
    )


def _bead(
    link: TeiLink,
    places: dict[str, tuple[int, int]],
    unlinked: set[tuple[int, int]],
    texts: list[tuple[str, TeiText]],
) -> Bead:
    sides: tuple[list[int], list[int]] = ([], [])
    for target in link.targets:
        if target not in places:
            raise FormatError(f"The link names {target!r}, but there is no sentence of that id.")
        side, index = places[target]
        if (side, index) not in unlinked:
            raise FormatError(f"The link names {target!r}, which an earlier link names, too.")
        sides[side].append(index)
    kinds = [texts[side][1].sentences[index].kind for side in (0, 1) for index in sides[side]]
    return Bead(sorted(sides[0]), sorted(sides[1]), link.kind or (kinds or [FragmentKind.BODY])[0], link.score)


class TeiWriter:
    """Writes alignments as a TEI corpus."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._count = 0
        date = f' <date when="{output.date}">{output.date}</date>' if output.date else ""
        self._statement = f"<publicationStmt><p>Aligned by bialign {__version__}.{date}</p></publicationStmt>\n"
        output.text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
            f"<teiHeader>\n<fileDesc>\n<titleStmt><title>Aligned texts</title></titleStmt>\n{self._statement}"
            "<sourceDesc><p>Bilingual articles.</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n"
        )

    def write(self, alignment: Alignment) -> bool:
        """Write an alignment as a document."""
        number = self._count + 1
        title = self._text(alignment.id, "id")
        parts = [
            f"<TEI>\n<teiHeader>\n<fileDesc>\n<titleStmt><title>{title}</title></titleStmt>\n",
            self._statement,
            *self._notes(alignment),
            "<sourceDesc><p>Two texts.</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n",
            *self._links(alignment, number),
            "<text>\n<group>\n",
            *self._sentences(alignment.source, alignment.source_language, f"a{number}s"),
            *self._sentences(alignment.target, alignment.target_language, f"a{number}t"),
            "</group>\n</text>\n</TEI>\n",
        ]
        self._output.text("".join(parts))
        self._count = number
        return True

    def close(self) -> None:
        """Close the corpus."""
        self._output.text("</teiCorpus>\n")

    def _text(self, text: str, what: str) -> str:
        return escape_text(self._output.legal(text, what))

    def _notes(self, alignment: Alignment) -> Iterator[str]:
        if not alignment.signature and not alignment.metadata:
            return
        yield "<notesStmt>\n"
        if alignment.signature:
            yield f'<note type="signature">{self._text(alignment.signature, "signature")}</note>\n'
        for key, value in alignment.metadata.items():
            name = escape_attribute(self._output.legal(key, "metadata"))
            yield f'<note type="metadata" n="{name}">{self._text(value, "metadata")}</note>\n'
        yield "</notesStmt>\n"

    def _links(self, alignment: Alignment, number: int) -> Iterator[str]:
        if not alignment.beads:
            return
        yield '<standOff>\n<linkGrp type="alignment">\n'
        for bead in alignment.beads:
            targets = [f"#a{number}s{index}" for index in bead.source] + [
                f"#a{number}t{index}" for index in bead.target
            ]
            score = "" if bead.score is None else f' cert="{bead.score!r}"'
            kind = "" if bead.kind is usual_kind(alignment, bead) else f' subtype="{bead.kind.value}"'
            tag = "link" if len(targets) > 1 else "ptr"
            yield f'<{tag} type="{bead.type}"{kind} target="{" ".join(targets)}"{score}/>\n'
        yield "</linkGrp>\n</standOff>\n"

    def _sentences(self, fragments: Sequence[Fragment], language: str, prefix: str) -> Iterator[str]:
        tag = escape_attribute(self._output.legal(language, "language"))
        yield f'<text xml:lang="{tag}">\n<body>\n<ab>\n'
        for index, fragment in enumerate(fragments):
            kind = "" if fragment.kind is FragmentKind.BODY else f' type="{fragment.kind.value}"'
            yield f'<s xml:id="{prefix}{index}"{kind}>{self._text(fragment.text, "text")}</s>\n'
        yield "</ab>\n</body>\n</text>\n"


TEI = Format(
    name="tei",
    title="TEI P5 link groups",
    endings=(".tei", ".tei.xml"),
    capabilities=Capabilities(alignments=True),
    note="One file holds both texts of every alignment and the links between them.",
    read=read_tei,
    write=TeiWriter,
    illegal=ILLEGAL,
    illegal_name="XML 1.0",
)
