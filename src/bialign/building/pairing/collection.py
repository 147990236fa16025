"""What pairing knows of an article: vectors of its sentences, its headline, its anchors, its names and its date."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.anchors import AnchorKind, find_anchors
from bialign.building.filters import letters
from bialign.documents import FragmentKind, Language
from bialign.encoders.checking import encode_checked
from bialign.names import byline_names
from bialign.names.titles import is_korean_title
from bialign.text.languages import known_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bialign.documents import Article
    from bialign.encoders.base import Encoder

Vectors = NDArray[np.float32]
# Articles whose sentences are encoded together.
_BATCH = 64
# Sentences of an article that count: enough to know what it is about, and a bound on memory.
_SENTENCES = 60
#: Kinds of anchors that are compared together.
GROUPS: dict[str, frozenset[AnchorKind]] = {
    "numbers": frozenset(
        {
            AnchorKind.NUMBER,
            AnchorKind.FRACTION,
            AnchorKind.PERCENT,
            AnchorKind.PERCENTAGE_POINT,
            AnchorKind.RANGE,
            AnchorKind.SCORE,
            AnchorKind.MONEY,
            AnchorKind.QUANTITY,
            AnchorKind.DURATION,
        }
    ),
    "dates": frozenset({AnchorKind.DATE, AnchorKind.TIME}),
    "words": frozenset({AnchorKind.LATIN, AnchorKind.COUNTRY, AnchorKind.ORGANISATION, AnchorKind.NAME}),
}
_GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
_NAME_AND_TITLE = re.compile(r"(?<![가-힣])([가-힣]{2,4}) (?=([가-힣]{2,}))")
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./_]?(0[1-9]|1[0-2])[-./_]?(0[1-9]|[12]\d|3[01])(?!\d)")


@attrs.frozen(eq=False)
class Description:
    """What pairing knows of the articles of one language; n articles with m sentences in all, vectors of size d.

    Attributes:
        vectors: Unit vectors of articles, shape (n, d); the collection's mean is taken out.
        sentences: Unit vectors of sentences, shape (m, d), float16.
        starts: Where each article's sentences begin, shape (n + 1,).
        headlines: Unit vectors of headlines, shape (n, d); zero where there is none.
        anchors: For each article and group of anchors the set of keys.
        names: Persons' names; empty if they are not known, as in English text.
        words: Capitalised words in the order of the text; empty in Korean text.
        lengths: Letters and digits of the body, shape (n,).
    """

    vectors: Vectors
    sentences: NDArray[np.float16]
    starts: NDArray[np.int64]
    headlines: Vectors
    anchors: tuple[dict[str, frozenset[str]], ...]
    names: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, ...], ...]
    lengths: NDArray[np.float64]

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.vectors)

    def of_article(self, place: int) -> NDArray[np.float32]:
        """Return the vectors of an article's sentences, shape (sentences, d)."""
        return self.sentences[self.starts[place] : self.starts[place + 1]].astype(np.float32)


def centred(vectors: Vectors) -> Vectors:
    """Take the mean out of vectors and make them unit vectors again; zero rows stay zero.

    What all articles of a language have in common tells nothing about which of them translate each other.
    """
    present = np.linalg.norm(vectors, axis=1) > 0
    if present.sum() > 2:
        vectors = np.where(present[:, None], vectors - vectors[present].mean(axis=0), 0)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Vectors = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return result


def describe_articles(
    articles: Iterable[Article], encoder: Encoder, *, advance: Callable[[int], None] = lambda _count: None
) -> Description:
    """Find out what pairing needs to know of articles.

    Args:
        articles: Articles of one language, cut into sentences; read as they are needed.
        encoder: Encodes sentences.
        advance: Told how many more articles are done.
    """
    means, headlines, sentences = [], [], []
    counts: list[int] = []
    anchors, names, words, lengths = [], [], [], []
    waiting = iter(articles)
    while batch := list(islice(waiting, _BATCH)):
        bodies = [_body(article) for article in batch]
        titles = [article.headline for article in batch]
        vectors = encode_checked(encoder, [text for body in bodies for text in body] + titles)
        place = 0
        for article, body, title, title_vector in zip(batch, bodies, titles, vectors[-len(titles) :], strict=True):
            own = vectors[place : place + len(body)]
            place += len(body)
            means.append(own.mean(axis=0) if len(own) else np.zeros(vectors.shape[1], np.float32))
            sentences.append(own.astype(np.float16))
            counts.append(len(body))
            headlines.append(title_vector if title else np.zeros_like(title_vector))
            lengths.append(sum(map(letters, body)))
            found = [anchor for text in (title, *body) for anchor in find_anchors(text, article.language)]
            anchors.append(
                {
                    group: frozenset(key for a in found if _GROUP_OF.get(a.kind) == group for key in a.keys)
                    for group in GROUPS
                }
            )
            names.append(_names(article))
            words.append(tuple(dict.fromkeys(a.text for a in found if a.kind is AnchorKind.NAME)))
        advance(len(batch))
    size = means[0].shape[0] if means else 1
    return Description(
        vectors=centred(np.array(means, dtype=np.float32).reshape(-1, size)),
        sentences=np.concatenate([*sentences, np.zeros((0, size), np.float16)]),
        starts=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64),
        headlines=np.array(headlines, dtype=np.float32).reshape(-1, size),
        anchors=tuple(anchors),
        names=tuple(names),
        words=tuple(words),
        lengths=np.array(lengths, dtype=np.float64),
    )


def _body(article: Article) -> list[str]:
    texts = [fragment.line for fragment in article.of_kind(FragmentKind.BODY)]
    return texts[:_SENTENCES] or [fragment.line for fragment in article.fragments][:_SENTENCES]


def _names(article: Article) -> tuple[str, ...]:
    """Return the names of persons that a Korean article calls by their titles, and those of its byline."""
    if known_language(article.language, purpose="Pairing") is not Language.KOREAN:
        return ()
    found = Counter(name for f in article.of_kind(FragmentKind.BODY) for name in _titled_names(f.line))
    bylines = [name for f in article.of_kind(FragmentKind.BYLINE) for name in byline_names(f.line)]
    return tuple(dict.fromkeys([name for name, _ in found.most_common(8)] + bylines))


def _titled_names(text: str) -> list[str]:
    """Return the words of a Korean text that stand before a title: 홍길동 in 홍길동 시장은."""
    return [name for name, word in _NAME_AND_TITLE.findall(text) if _begins_with_title(word)]


@lru_cache(maxsize=1 << 16)
def _begins_with_title(word: str) -> bool:
    # Particles follow the title; no title is longer than seven syllables.
    return any(is_korean_title(word[:length]) for length in range(min(len(word), 7), 1, -1))


def article_date(article: Article, name: str = "") -> dt.date | None:
    """Return when an article appeared, as its metadata, its timestamp or its file's name says; None if none does.

    Args:
        article: The article.
        name: Its file's name, in which ``2026-11-05`` or ``20261105`` is a date.
    """
    texts = [article.metadata.get(key, "") for key in ("published", "date", "modified")]
    texts += [fragment.line for fragment in article.of_kind(FragmentKind.TIMESTAMP)]
    for text in (*texts, name):
        if (found := _ISO_DATE.search(text)) and (date := _date(*map(int, found.groups()))):
            return date
        for anchor in find_anchors(text, article.language) if text and text is not name else ():
            if anchor.kind is AnchorKind.DATE and (found := _ISO_DATE.fullmatch(anchor.value)):
                return _date(*map(int, found.groups()))
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def days_of(dates: Sequence[dt.date | None]) -> NDArray[np.float64]:
    """Return dates as numbers of days, NaN for none; shape (n,)."""
    return np.array([np.nan if date is None else date.toordinal() for date in dates], dtype=np.float64)
