import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from bialign import Alignment, Bead, BialignError
from bialign.formats import fragments_of
from bialign.reports.html import SHOWN_BEADS, alignment_html, write_html
from bialign.reports.summary import score_band
from bialign.testing.strategies import alignments
from bialign.text.normalization import compose_hangul


def script_text(page, name):
    return re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)[1]


def test_the_same_alignments_give_the_same_bytes(corpus, tmp_path):
    paths = [tmp_path / "a.html", tmp_path / "b.html"]
    assert [write_html(iter(corpus), path, title="제목") for path in paths] == [len(corpus)] * 2
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_page_refers_to_nothing_outside_itself(corpus, tmp_path):
    write_html(corpus[:2], tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    rest = page.replace(script_text(page, "bialign-articles"), "")
    assert not re.search(r"""<link|<iframe|\bsrc=|@import|url\(|fetch\(|XMLHttpRequest|\bimport\(""", rest)
    assert set(re.findall(r"https?://[^\"' ]+", rest)) == {
        "http://www.w3.org/2000/svg"
    }  # a namespace, not an address


@settings(max_examples=40)
@given(alignments(monotone=False))
def test_the_page_holds_every_text_and_bead(tmp_path_factory, alignment):
    path = tmp_path_factory.getbasetemp() / "any.html"
    write_html(alignment, path)
    page = path.read_text(encoding="utf-8")
    assert page.count("</script>") == 3
    (record,) = json.loads(script_text(page, "bialign-articles"))
    assert record["source"] == [compose_hangul(fragment.text).view for fragment in alignment.source]
    assert record["target"] == [compose_hangul(fragment.text).view for fragment in alignment.target]
    beads = [Bead(source, target, kind, score) for kind, score, source, target in record["beads"]]
    assert [(b.source, b.target, b.kind) for b in beads] == [(b.source, b.target, b.kind) for b in alignment]
    for shown, bead in zip(beads, alignment, strict=True):
        assert shown.score == pytest.approx(bead.score, abs=1e-4)


def test_a_page_that_cannot_be_written_is_a_sentence(corpus, tmp_path):
    with pytest.raises(BialignError, match="cannot be written"):
        write_html(corpus[:1], tmp_path / "nowhere" / "a.html")


def test_a_page_is_whole_or_absent(corpus, tmp_path):
    def breaking():
        yield corpus[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_html(breaking(), tmp_path / "a.html")
    assert list(tmp_path.iterdir()) == []


def test_scores_are_judged_as_they_are_shown():
    assert [score_band(score) for score in (None, 0.2, 0.496, 0.5, 0.75, 0.894, 0.896, 1)] == [
        "none", "poor", "low", "low", "middling", "middling", "high", "high",
    ]  # fmt: skip


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.rows, self.text = [], 0, []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.rows += tag == "tr"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


@settings(max_examples=40)
@given(alignments())
def test_a_notebook_shows_every_bead_side_by_side(alignment):
    outline = Outline()
    outline.feed(alignment_html(alignment))
    assert outline.open == []
    assert outline.rows == len(alignment) + 1
    shown = "".join(outline.text)
    for fragment in (*alignment.source, *alignment.target):
        assert fragment.text.replace("\x00", "") in shown


def test_a_notebook_fragment_says_which_bead_is_what():
    alignment = Alignment(
        fragments_of(["<b>제목</b>", "둘"]),
        fragments_of(["Title & more"]),
        [Bead([0], [0], "headline", 0.97), Bead([1], [], score=0.4)],
        "ko",
        "en",
        id="a<1>",
    )
    fragment = alignment_html(alignment)
    assert "&lt;b&gt;제목&lt;/b&gt;" in fragment
    assert "Title &amp; more" in fragment
    assert "a&lt;1&gt;" in fragment
    assert 'lang="ko"' in fragment
    assert ">0.97</span> headline" in fragment
    assert ">0.40</span> 1-0" in fragment
    assert "2 beads, 1 one-sided" in fragment


def test_a_notebook_shows_the_beginning_of_a_long_alignment():
    count = SHOWN_BEADS + 1200
    texts = ["x"] * count
    alignment = Alignment(
        fragments_of(texts), fragments_of(texts), [Bead([i], [i]) for i in range(count)], "ko", "en"
    )
    fragment = alignment_html(alignment)
    assert "and 1,200 more beads" in fragment
    assert fragment.count("<tr") == SHOWN_BEADS + 2
    short = Alignment(fragments_of(["x"]), fragments_of(["y"]), [Bead([0], [0])], "ko", "en")
    assert "more beads" not in alignment_html(short)


def test_the_name_of_a_file_that_is_not_utf_8_may_be_the_title(corpus, tmp_path):
    write_html(corpus, tmp_path / "page.html", title="b\udcff.jsonl")
    assert "<title>b\ufffd.jsonl</title>" in (tmp_path / "page.html").read_text("utf-8")
