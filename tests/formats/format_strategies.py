"""Hypothesis strategies for corpora of nasty text, and what of them a format promises to give back."""

import attrs
from hypothesis import strategies as st

from bialign import Alignment, Bead, Fragment, FragmentKind, TranslationUnit
from bialign.formats.structure import fragments_of

NASTY = [
    "\t", "\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085", "\x0c", "\x1f", "\x00", "\x0b", "\x7f", "\ufeff", "\ufffe", "\uffff",
    "\ud800", "\udfff", '"', '""', "'", "`", "\\", "\\n", "\\t", "\\\\", ",", ";", ":", "|", "~", "~1", "%", "%41", "#", "]]>", "&",
    "&amp;", "&#13;", "&nope;", "<", ">", "<!--", "-->", "<![CDATA[", "</seg>", "</tu>", "<s>", " ", "  ", "\u00a0", "\u200b",
    "\u200f", "\u202e", "\u0301", "e\u0301", "\u1100\u1161", "한", "\uf99a", "𝒳", "🙂", "👩\u200d👩", "=1+1", "+", "-", "@", "[0]:[1]",
    "a", "Seoul", "서울시는 ", "null", "NA", "nan", "{}", "msgid",
]  # fmt: skip


def texts(illegal=None, max_size=8):
    """Texts of nasty pieces, without the characters that a pattern matches."""
    joined = st.lists(st.sampled_from(NASTY) | st.characters(), max_size=max_size).map("".join)
    return joined if illegal is None else joined.map(lambda text: _without(illegal, text))


def _without(illegal, text):
    # What a pattern takes at the beginning alone may come to stand there.
    while (left := illegal.sub("", text)) != text:
        text = left
    return text


scores = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 1.0, 0.98, 1e-300, 0.1 + 0.2])
kinds = st.sampled_from(FragmentKind)
pairs = st.sampled_from([("ko", "en"), ("en", "ko"), ("ko-KR", "en-GB"), ("zh-Hant", "ko"), ("en", "en")])


def metadata(illegal=None):
    keys = texts(illegal, 3) | st.sampled_from(
        ["article", "score", "kind", "id", "x-a", "meta-a", "note", "state", "creationdate"]
    )
    return st.dictionaries(keys, texts(illegal, 4), max_size=3)


@st.composite
def units(draw, illegal=None, languages=pairs):
    source_language, target_language = draw(languages)
    return TranslationUnit(
        source=draw(texts(illegal)),
        target=draw(texts(illegal)),
        source_language=source_language,
        target_language=target_language,
        kind=draw(kinds),
        score=draw(scores),
        id=draw(texts(illegal, 3)),
        metadata=draw(metadata(illegal)),
    )


@st.composite
def fragments(draw, count, illegal=None):
    result, place = [], 0
    for _ in range(count):
        text = draw(texts(illegal, 4))
        place += draw(st.integers(0, 3))
        result.append(Fragment(draw(kinds), text, place, place + len(text)))
        place += len(text)
    return result


@st.composite
def bead_indices(draw, crossing=True):
    """Beads of 0 to 3 fragments a side over texts of up to 8, in any order."""
    shapes = draw(
        st.lists(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (3, 1), (0, 2)]), max_size=5)
    )
    sides = []
    for side in (0, 1):
        count = sum(shape[side] for shape in shapes)
        order = draw(st.permutations(range(count))) if crossing else list(range(count))
        groups, place = [], 0
        for shape in shapes:
            groups.append(sorted(order[place : place + shape[side]]))
            place += shape[side]
        sides.append(groups)
    return list(zip(*sides, strict=True))


@st.composite
def alignments(draw, illegal=None, crossing=True, languages=pairs):
    indices = draw(bead_indices(crossing))
    source_language, target_language = draw(languages)
    return Alignment(
        source=draw(fragments(sum(len(source) for source, _ in indices), illegal)),
        target=draw(fragments(sum(len(target) for _, target in indices), illegal)),
        beads=[Bead(source, target, draw(kinds), draw(scores)) for source, target in indices],
        source_language=source_language,
        target_language=target_language,
        id=draw(texts(illegal, 3)),
        signature=draw(texts(illegal, 3)),
        metadata=draw(metadata(illegal)),
    )


def carried_unit(unit, capabilities):
    """Return a unit without what a format does not promise to keep."""
    changes = {}
    if not capabilities.scores:
        changes["score"] = None
    if not capabilities.kinds:
        changes["kind"] = FragmentKind.BODY
    if not capabilities.ids:
        changes["id"] = ""
    if not capabilities.metadata:
        changes["metadata"] = {}
    return attrs.evolve(unit, **changes)


def carried_alignment(alignment, capabilities):
    """Return an alignment without what a format does not promise to keep."""
    changes = {}
    for side in ("source", "target"):
        given = getattr(alignment, side)
        if capabilities.offsets:
            continue
        changes[side] = fragments_of(
            [fragment.text if capabilities.texts else "" for fragment in given],
            [fragment.kind if capabilities.kinds else "body" for fragment in given],
        )
        if not capabilities.languages:
            changes[f"{side}_language"] = "und"
    changes["beads"] = [
        attrs.evolve(
            bead,
            kind=bead.kind if capabilities.kinds else "body",
            score=bead.score if capabilities.scores else None,
        )
        for bead in alignment.beads
    ]
    if not capabilities.ids:
        changes["id"] = ""
    if not capabilities.metadata:
        changes["signature"] = ""
        changes["metadata"] = {}
    return attrs.evolve(alignment, **changes)
