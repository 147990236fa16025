"""Gold files: fragments found in the articles without offsets written down, and mistakes named by file and line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign import Alignment, Bead, Fragment
from bialign.errors import ConfigurationError, DecodingError, FormatError
from bialign.evaluation import corpus_problems, load_corpus
from bialign.evaluation.gold import format_gold, read_gold
from bialign.evaluation.tiling import TilingError, tile
from bialign.testing.strategies import articles

KOREAN = "제목\n공유\n\n첫 문장. 둘째 문장.\n공유\n"
ENGLISH = "Title\nFirst and second sentence.\nAdded.\n"
GOLD = """\
# reviewed
headline
ko: 제목
en: Title

boilerplate
ko: 공유

body
ko: 첫 문장.
# a comment inside
ko: 둘째 문장.
en: First and second sentence.


body
en: Added.

boilerplate
ko#2: 공유
"""


@pytest.fixture
def corpus(tmp_path):
    for folder, text in (("ko", KOREAN), ("en", ENGLISH), ("gold", GOLD)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "001-a.txt").write_text(text, encoding="utf-8", newline="")
    (tmp_path / "splits.tsv").write_text("id\tsplit\tgenre\n001-a\tdev\tsociety\n", encoding="utf-8")
    return tmp_path


def read(folder):
    return read_gold(folder / "gold/001-a.txt", folder / "ko/001-a.txt", folder / "en/001-a.txt")


def test_fragments_get_their_kinds_and_offsets(corpus):
    source, target, gold = read(corpus)
    assert [(f.kind.value, f.text, f.start) for f in source] == [
        ("headline", "제목", 0),
        ("boilerplate", "공유", 3),
        ("body", "첫 문장.", 7),
        ("body", "둘째 문장.", 13),
        ("boilerplate", "공유", 20),
    ]
    assert source.text == KOREAN
    assert [bead.type for bead in gold] == ["1-1", "1-0", "2-1", "0-1", "1-0"]
    assert gold.beads[-1] == Bead([4], [], "boilerplate")
    assert (gold.id, source.id, gold.source_language, gold.target_language) == ("001-a", "001-a", "ko", "en")
    assert gold.target == target.fragments


def test_the_longest_fragment_that_leads_to_a_tiling_is_taken():
    assert tile("a b a b c", ["a b", "a", "b c"]) == [(0, "a b"), (4, "a"), (6, "b c")]
    assert tile("", []) == []


@given(st.lists(st.text("ab", min_size=1, max_size=3), max_size=8), st.randoms())
@settings(max_examples=80, deadline=None)
def test_pieces_in_any_order_are_put_where_they_make_up_the_text(pieces, random):
    text = " ".join(pieces)
    shuffled = random.sample(pieces, len(pieces))
    placed = tile(text, shuffled)
    assert sorted(piece for _, piece in placed) == sorted(pieces)
    assert "".join(piece for _, piece in placed) == "".join(pieces)
    assert all(text[place : place + len(piece)] == piece for place, piece in placed)


@given(articles(), st.randoms())
@settings(max_examples=80, deadline=None)
def test_fragments_of_any_article_make_up_its_text(article, random):
    texts = [fragment.text for fragment in article]
    placed = tile(article.text, random.sample(texts, len(texts)))
    assert sorted(piece for _, piece in placed) == sorted(texts)


def test_what_is_invisible_stands_between_fragments_or_belongs_to_one():
    assert tile("\ufeffa\u200b\n\u200bb \u200b", ["\u200bb", "a"]) == [(1, "a"), (4, "\u200bb")]


def test_repeated_pieces_that_lead_nowhere_are_not_tried_in_every_order():
    with pytest.raises(TilingError, match="끝") as told:
        tile("네. " * 120 + "끝.", ["네."] * 60 + ["네. 네."] * 30 + ["끗."])
    assert told.value.place == len("네. " * 120)


@pytest.mark.parametrize(
    ("text", "pieces", "place"), [("a b c", ["a", "c"], 2), ("a", ["a", "a"], 1), ("", ["a"], 0)]
)
def test_pieces_that_do_not_make_up_the_text_are_refused_with_the_place(text, pieces, place):
    with pytest.raises(TilingError) as caught:
        tile(text, pieces)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "headline\n",
            "title\n",
            r"gold/001-a\.txt:2: A block begins with a fragment kind \(headline, .*, not 'title'",
        ),
        (
            "en: Title",
            "fr: Titre",
            r"gold/001-a\.txt:4: A fragment is written 'ko: TEXT' or 'en: TEXT', not 'fr: Titre'",
        ),
        ("en: Title", "Title", r"gold/001-a\.txt:4: A fragment is written"),
        ("en: Title\n", "en: Titel\n", r"gold/001-a\.txt:4: .*en/001-a\.txt does not hold this fragment"),
        ("ko#2: 공유", "ko: 공유", r"gold/001-a\.txt:20: This fragment stands in line 7 already.*'ko#2: \.\.\.'"),
        ("ko#2: 공유", "ko#3: 공유", r"gold/001-a\.txt:20: Nothing names occurrence 2"),
        ("ko: 공유\n", "", r"gold/001-a\.txt:7: The block 'boilerplate' before this line names no fragment"),
        ("\nboilerplate\nko#2: 공유\n", "", r"ko/001-a\.txt:5: No fragment holds the text '공유"),
        (
            "en: Added.",
            "en: Added.\nen#2: Added.",
            r"en/001-a\.txt:4: There is no room left for the fragment 'Added\.'",
        ),
    ],
)
def test_mistakes_are_named_by_file_and_line(corpus, old, new, sentence):
    assert GOLD.count(old) == 1
    (corpus / "gold/001-a.txt").write_text(GOLD.replace(old, new), encoding="utf-8")
    with pytest.raises(FormatError, match=sentence):
        read(corpus)


def test_a_missing_article_is_named(corpus):
    (corpus / "en/001-a.txt").unlink()
    with pytest.raises(DecodingError, match=r"en/001-a\.txt"):
        load_corpus(corpus)


def test_a_folder_is_a_corpus_with_splits(corpus):
    loaded = load_corpus(corpus)
    assert (len(loaded), loaded[0].id, loaded[0].split, loaded[0].genre) == (1, "001-a", "dev", "society")
    assert loaded.gold == (loaded[0].gold,)
    assert load_corpus(corpus, split="dev") == loaded
    assert len(load_corpus(corpus, split="test")) == 0
    with pytest.raises(ConfigurationError, match="no split 'all'; there are train, dev, test"):
        load_corpus(corpus, split="all")


def test_a_table_of_splits_may_have_line_ends_of_windows(corpus):
    path = corpus / "splits.tsv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_corpus(corpus)[0].genre == "society"


def test_of_every_article_of_a_corpus_the_first_problem_is_told(corpus):
    assert corpus_problems(corpus) == []
    names = ["001-a", "002-b", "003-c", "004-d"]
    for name in names[1:]:
        for folder in ("ko", "en", "gold"):
            (corpus / folder / f"{name}.txt").write_bytes((corpus / folder / "001-a.txt").read_bytes())
    rows = [f"{name}\tdev\tsociety\n" for name in names]
    (corpus / "splits.tsv").write_text("id\tsplit\tgenre\n" + "".join(rows), encoding="utf-8")
    (corpus / "gold" / "002-b.txt").write_text(GOLD.replace("Added", "Add"), encoding="utf-8")
    (corpus / "gold" / "003-c.txt").write_text(GOLD.replace("headline", "title"), encoding="utf-8")
    (corpus / "en" / "004-d.txt").unlink()
    problems = corpus_problems(corpus)
    assert [Path(str(problem.path)).name for problem in problems[:2]] == ["002-b.txt", "003-c.txt"]
    assert "004-d.txt" in str(problems[2])
    assert len(problems) == 3
    (corpus / "splits.tsv").write_text("id\n", encoding="utf-8")
    assert "splits.tsv:1: The first line names the columns" in str(*corpus_problems(corpus))
    with pytest.raises(ConfigurationError, match="no corpus"):
        corpus_problems(corpus / "gold")


def test_the_digest_changes_with_gold_and_text(corpus):
    before = load_corpus(corpus).digest
    assert load_corpus(corpus).digest == before
    (corpus / "gold/001-a.txt").write_text(GOLD.replace("headline", "section"), encoding="utf-8")
    assert load_corpus(corpus).digest != before


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("name\tsplit\n", r"splits\.tsv:1: The first line names the columns id, split, genre"),
        ("id\tsplit\tgenre\n001-a dev society\n", r"splits\.tsv:2: A line has 3 cells"),
        (
            "id\tsplit\tgenre\n001-a\tvalid\tsociety\n",
            r"splits\.tsv:2: A split is one of train, dev, test, not 'valid'",
        ),
        ("id\tsplit\tgenre\n002-b\tdev\tsociety\n", r"splits\.tsv:2: There is no gold/002-b\.txt"),
        ("id\tsplit\tgenre\n001-a\tdev\tx\n001-a\tdev\tx\n", r"splits\.tsv:3: The article '001-a' stands here twice"),
        ("id\tsplit\tgenre\n", r"splits\.tsv: The article '001-a' has a gold file but no line"),
    ],
)
def test_a_bad_table_of_splits_is_refused(corpus, table, sentence):
    (corpus / "splits.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(FormatError, match=sentence):
        load_corpus(corpus)


def test_an_unknown_corpus_is_refused_with_the_known_ones():
    with pytest.raises(ConfigurationError, match=r"no corpus 'gazette'.* one of newsroom"):
        load_corpus("gazette")


def test_an_alignment_written_as_gold_is_read_back(corpus, tmp_path):
    source, target, gold = read(corpus)
    assert format_gold(gold) == "\n".join(
        line for line in GOLD.replace("\n\n\n", "\n\n").split("\n") if "#" not in line or "ko#" in line
    )
    (corpus / "gold/001-a.txt").write_text(format_gold(gold), encoding="utf-8")
    assert read(corpus) == (source, target, gold)


def test_scores_go_into_comments():
    fragments = [Fragment("body", "가", 0, 1)]
    alignment = Alignment(fragments, fragments, [Bead([0], [0], "body", 0.12345)], "ko", "en")
    assert format_gold(alignment, scores=True) == "# score 0.123\nbody\nko: 가\nen: 가\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "cannot hold an empty fragment"),
        (" ", "cannot hold an empty fragment"),
        ("a\nb", "write each paragraph in one line"),
    ],
)
def test_fragments_that_a_gold_file_cannot_hold_are_refused(text, sentence):
    fragments = [Fragment("body", text, 0, len(text))]
    with pytest.raises(FormatError, match=sentence):
        format_gold(Alignment(fragments, [], [Bead([0], [])], "ko", "en"))


def test_a_gold_file_needs_sides_of_two_languages():
    sides = [Fragment("body", text, 0, len(text)) for text in ("colour", "color")]
    alignment = Alignment(sides[:1], sides[1:], [Bead([0], [0])], "en", "en")
    with pytest.raises(FormatError, match="tag them apart, such as en-GB and en-US"):
        format_gold(alignment)


def test_a_corpus_is_short_where_it_is_looked_at(corpus):
    assert repr(load_corpus(corpus)) == f"Corpus({corpus.name!r} 1 article pair)"
