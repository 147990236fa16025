"""Articles whose paragraphs are broken into lines of a width are read as the same articles unbroken."""

import textwrap
import unicodedata

import pytest

from bialign import Aligner, formats
from bialign.articles import fragment_article
from bialign.evaluation import load_corpus
from bialign.reports.html import alignment_html
from bialign.reports.terminal import alignment_tsv, article_rows
from bialign.sentences import split_article

# Articles of a few lines, which may be anything, and those where a headline or the end of a paragraph fills its line by
# chance and nothing parts it from the next line.
LEFT_OUT = {
    ("en", 60): {"007-lng-carriers"},
    ("en", 65): {"007-lng-carriers", "016-kpop-tour"},
    ("en", 72): {"003-state-visit", "012-short-track-gold", "016-kpop-tour"},
    ("en", 78): set(),
    ("ko", 60): {"007-lng-carriers", "035-ai-chip-rules", "037-noodle-column"},
    ("ko", 66): {"004-missile-launch", "035-ai-chip-rules", "040-island-ferry-release"},
    ("ko", 72): {"017-typhoon-ara", "035-ai-chip-rules", "038-icy-road-crash"},
    ("ko", 78): {"007-lng-carriers"},
}


def columns(text):
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrap(line, width, language):
    """Break a line at spaces: an English one at hyphens, too, and a Korean one by columns."""
    if language == "en":
        return textwrap.wrap(line, width) or [""]
    lines = [""]
    for word in line.split():
        if lines[-1] and columns(f"{lines[-1]} {word}") > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def wrapped(text, width, language):
    return "\n".join(piece for line in text.split("\n") for piece in wrap(line, width, language))


def articles(language):
    return {
        pair.id: article.text
        for pair in load_corpus("newsroom")
        for article in (pair.source, pair.target)
        if article.language == language
    }


def pairs(article):
    """Return kinds and texts, white space aside, for a line may be broken at a hyphen."""
    return [(fragment.kind, "".join(fragment.text.split())) for fragment in article]


@pytest.mark.parametrize(("language", "width"), LEFT_OUT)
def test_fragments_and_sentences_are_those_of_the_article_unwrapped(language, width):
    others = set()
    for name, text in articles(language).items():
        plain, broken = fragment_article(text), fragment_article(wrapped(text, width, language))
        if pairs(plain) != pairs(broken) or pairs(split_article(plain)) != pairs(split_article(broken)):
            others.add(name)
    assert others == LEFT_OUT[language, width]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_text_of_a_wrapped_article_stays_as_it_is(language):
    text = wrapped(articles(language)["005-rate-cut"], 72, language).replace("\n", "\r\n")
    article = split_article(fragment_article(text))
    assert article.text == text
    assert all(text[fragment.start : fragment.end] == fragment.text for fragment in article)
    assert any("\r\n" in fragment.text for fragment in article.of_kind("body"))
    assert not any("\n" in fragment.line or "  " in fragment.line for fragment in article)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_wraps_are_no_paragraph_breaks(language):
    text = articles(language)["005-rate-cut"]
    plain = split_article(fragment_article(text))
    broken = split_article(fragment_article(wrapped(text, 72, language)))
    assert broken.paragraph_breaks() == plain.paragraph_breaks()


def align_both():
    """Align a pair of articles, and the same pair wrapped; by length, which needs no encoder."""
    aligner = Aligner(method="length")
    korean, english = articles("ko")["005-rate-cut"], articles("en")["003-state-visit"]
    for width in (None, 72):
        texts = (korean, english) if width is None else (wrapped(korean, width, "ko"), wrapped(english, width, "en"))
        yield aligner.align(*(fragment_article(text.replace("\n", "\r\n")) for text in texts))


def test_a_wrapped_pair_is_aligned_as_the_pair_unwrapped():
    plain, broken = align_both()
    assert broken.beads == plain.beads
    assert [unit.source for unit in broken.units()] == [unit.source for unit in plain.units()]
    assert [unit.target for unit in broken.units()] == [unit.target for unit in plain.units()]


def test_a_wrapped_pair_becomes_clean_units(tmp_path):
    _, broken = align_both()
    assert any("\n" in fragment.text for fragment in broken.source)
    formats.write([broken], tmp_path / "corpus.tmx")
    formats.write([broken], tmp_path / "corpus.tsv")
    formats.write([broken], tmp_path / "corpus", format="moses")
    for unit in (*formats.read(tmp_path / "corpus.tmx"), *formats.read(tmp_path / "corpus.tsv")):
        assert "\n" not in unit.source + unit.target
        assert "  " not in unit.source + unit.target
    both = sum(not bead.is_deletion for bead in broken.beads)
    assert (tmp_path / "corpus.ko").read_text("utf-8").count("\n") == both


def test_a_wrapped_pair_comes_back_from_json_lines_as_it_was(tmp_path):
    _, broken = align_both()
    formats.write([broken], tmp_path / "corpus.jsonl")
    assert list(formats.read(tmp_path / "corpus.jsonl")) == [broken]


def test_reports_show_each_fragment_in_one_line():
    plain, broken = align_both()
    assert alignment_tsv(broken) == alignment_tsv(plain)
    assert alignment_html(broken) == alignment_html(plain)
    text = articles("en")["005-rate-cut"]
    rows = [row[3] for row in article_rows(fragment_article(wrapped(text, 72, "en")))]
    assert rows == [row[3] for row in article_rows(fragment_article(text))]


def test_datelines_and_speakers_part_wrapped_paragraphs():
    story = (
        "경찰청 집계 결과 지난해 무인점포 절도는 1만 9천 건이 넘었습니다. 하루 평균 53건꼴로 일어난 셈입니다.",
        (
            '[하재경/점주] "휴대전화로 보고 있었거든요. 그런데 제가 지금 바로 갈 수 있는 것이 아니잖아요. 손발이 '
            '떨려서 신고 전화도 겨우 눌렀습니다."'
        ),
        "초등학교 근처에 있는 이 문구점은 한 달 동안 도둑맞는 물건이 매출의 5%에 이르는 것으로 나타났습니다.",
        "전문가들은 점주가 출입 인증 장치 같은 최소한의 방범 설비를 스스로 갖추도록 법으로 정해야 한다고 말합니다.",
    )
    text = "무인점포 절도 급증\n\n" + "\n".join(wrapped(paragraph, 70, "ko") for paragraph in story)
    article = fragment_article(text)
    assert [fragment.text for fragment in article.of_kind("speaker")] == ["[하재경/점주]"]
