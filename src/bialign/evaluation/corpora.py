"""The gold corpora that come with bialign, and any folder laid out like them."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, overload

import attrs

from bialign.counting import counted
from bialign.documents import Language
from bialign.errors import ConfigurationError, DecodingError, FormatError
from bialign.evaluation.gold import read_gold
from bialign.files import require_path
from bialign.lists import list_of
from bialign.text.decoding import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from bialign.beads import Alignment
    from bialign.documents import Article

SPLITS = ("train", "dev", "test")
"""The parts of a corpus: to tune on, to choose on, and to report."""

_COLUMNS = ["id", "split", "genre"]


@attrs.frozen
class ArticlePair:
    """An article, its translation, and their gold alignment.

    Attributes:
        source: The source article, cut into typed fragments; body fragments are sentences.
        target: The target article, likewise.
        gold: The gold alignment of their fragments.
        split: The part of the corpus it belongs to: ``"train"``, ``"dev"`` or ``"test"``.
        genre: What it is about, such as ``"politics"``.
    """

    source: Article
    target: Article
    gold: Alignment
    split: str
    genre: str

    @property
    def id(self) -> str:
        """The pair's name: the stem of its files."""
        return self.gold.id


def _pairs(values: Iterable[ArticlePair]) -> tuple[ArticlePair, ...]:
    return tuple(list_of(values, ArticlePair, what="article pairs"))


@attrs.frozen(repr=False)
class Corpus:
    """Article pairs with gold alignments; a sequence of pairs.

    Attributes:
        name: The corpus's name.
        pairs: The pairs, in order of their ids.
    """

    name: str
    pairs: tuple[ArticlePair, ...] = attrs.field(converter=_pairs)

    def __len__(self) -> int:
        """Return the number of article pairs."""
        return len(self.pairs)

    def __iter__(self) -> Iterator[ArticlePair]:
        return iter(self.pairs)

    def __contains__(self, pair: object) -> bool:
        return pair in self.pairs

    def __repr__(self) -> str:
        return f"Corpus({self.name!r} {counted(len(self), 'article pair')})"

    @overload
    def __getitem__(self, index: int) -> ArticlePair: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[ArticlePair, ...]: ...

    def __getitem__(self, index: int | slice) -> ArticlePair | tuple[ArticlePair, ...]:
        return self.pairs[index]

    @property
    def gold(self) -> tuple[Alignment, ...]:
        """The gold alignments, in the order of the pairs."""
        return tuple(pair.gold for pair in self.pairs)

    def of_split(self, split: str) -> Corpus:
        """Return the pairs of one split.

        Raises:
            ConfigurationError: If there is no such split.
        """
        if split not in SPLITS:
            raise ConfigurationError(f"There is no split {split!r}; there are {', '.join(SPLITS)}.")
        return attrs.evolve(self, pairs=[pair for pair in self.pairs if pair.split == split])

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of a SHA-256 of texts, fragments and beads: a pin for reported figures."""
        state = sha256()
        for pair in self.pairs:
            fragments = [[(f.kind.value, f.start, f.end) for f in article] for article in (pair.source, pair.target)]
            beads = [(bead.source, bead.target, bead.kind.value) for bead in pair.gold]
            state.update(repr((pair.id, pair.source.text, pair.target.text, fragments, beads)).encode())
        return state.hexdigest()[:16]


def load_corpus(name: str | PathLike[str], *, split: str | None = None) -> Corpus:
    """Read a gold corpus.

    A corpus is a folder with Korean articles in ``ko/``, English ones in ``en/`` and gold alignments in ``gold/``
    (see `bialign.evaluation.gold`), all three under the same name, and a table ``splits.tsv`` (id, split, genre).

    Args:
        name: The name of a corpus that comes with bialign, such as ``"newsroom"``, or the path of a folder.
        split: ``"train"``, ``"dev"`` or ``"test"``; the whole corpus if None.

    Raises:
        ConfigurationError: If there is no such corpus or split.
        FormatError: If a file of the corpus breaks the rules; the message names file and line.
        DecodingError: If a file is missing or is not UTF-8 text.
    """
    folder = find_corpus(name)
    rows = _read_splits(folder)
    pairs = [_read_pair(folder, *row) for row in rows]
    corpus = Corpus(folder.name, pairs)
    return corpus if split is None else corpus.of_split(split)


def corpus_problems(name: str | PathLike[str]) -> list[FormatError]:
    """Return the first problem of every article pair of a gold corpus; none of one that `load_corpus` reads.

    Where the table of splits is wrong, or names other articles than there are gold files, that is the only problem
    told: no article is looked at.

    Args:
        name: As for `load_corpus`.

    Raises:
        ConfigurationError: If there is no such corpus.
    """
    folder = find_corpus(name)
    try:
        rows = _read_splits(folder)
    except (FormatError, DecodingError) as error:
        return [_as_format_error(error)]
    problems = []
    for row in rows:
        try:
            _read_pair(folder, *row)
        except (FormatError, DecodingError) as error:
            problems.append(_as_format_error(error))
    return problems


def _as_format_error(error: FormatError | DecodingError) -> FormatError:
    return error if isinstance(error, FormatError) else FormatError(str(error))


def find_corpus(name: str | PathLike[str]) -> Path:
    """Return the folder of a corpus: one that comes with bialign if it is a bare name of these, or the path itself.

    Args:
        name: Such as ``"newsroom"``, or the path of a folder, such as ``"./newsroom"``.

    Raises:
        ConfigurationError: If there is none.
    """
    require_path(name, what="a folder, or the name of a gold corpus", error=ConfigurationError)
    package = Path(__file__).parents[1]
    # An installed wheel holds corpora/ inside the package; a checkout holds it beside src/.
    homes = [package / "corpora", package.parents[1] / "corpora"]
    is_bare = isinstance(name, str) and name == os.path.basename(name)  # noqa: PTH119 - a Path would drop "./"
    for folder in (*(home / name for home in homes if is_bare), Path(name)):
        if (folder / "splits.tsv").is_file():
            return folder
    known = sorted({path.parent.name for home in homes for path in home.glob("*/splits.tsv")})
    choice = f", or one of {', '.join(known)}" if known else ""
    raise ConfigurationError(f"There is no corpus {str(name)!r}: name a folder with a splits.tsv{choice}.")


def _read_splits(folder: Path) -> list[tuple[str, str, str]]:
    path = folder / "splits.tsv"
    rows: dict[str, tuple[str, str, str]] = {}
    header, *lines = read_text(path, encoding="utf-8").replace("\r\n", "\n").rstrip("\n").split("\n")
    if header.split("\t") != _COLUMNS:
        raise FormatError(f"The first line names the columns {', '.join(_COLUMNS)}, separated by tabs.", path, 1)
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS) or not all(cells):
            raise FormatError(f"A line has {len(_COLUMNS)} cells separated by tabs, not {line!r}.", path, number)
        name, split, genre = cells
        if split not in SPLITS:
            raise FormatError(f"A split is one of {', '.join(SPLITS)}, not {split!r}.", path, number)
        if name in rows:
            raise FormatError(f"The article {name!r} stands here twice.", path, number)
        if not (folder / "gold" / f"{name}.txt").is_file():
            raise FormatError(f"There is no gold/{name}.txt.", path, number)
        rows[name] = (name, split, genre)
    unlisted = sorted(file.stem for file in (folder / "gold").glob("*.txt") if file.stem not in rows)
    if unlisted:
        raise FormatError(f"The article {unlisted[0]!r} has a gold file but no line.", path)
    return [rows[name] for name in sorted(rows)]


def _read_pair(folder: Path, name: str, split: str, genre: str) -> ArticlePair:
    file = f"{name}.txt"
    source, target, gold = read_gold(
        folder / "gold" / file,
        folder / "ko" / file,
        folder / "en" / file,
        source_language=Language.KOREAN,
        target_language=Language.ENGLISH,
        metadata={"split": split, "genre": genre},
    )
    return ArticlePair(source, target, gold, split, genre)
