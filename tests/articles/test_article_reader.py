"""Articles are read from files in the encodings that newsrooms use, and from text."""

import codecs
import unicodedata
from pathlib import Path

import pytest

from bialign.articles import fragment_article, parse_article, read_article
from bialign.errors import ArticleError, ConfigurationError, DecodingError

TEXT = "한빛시, 버스 요금 1700원으로 인상\n\n(한빛=연합뉴스) 창민서 기자 = 한빛시가 요금을 올린다고 1일 밝혔다.\n"
KINDS = ["headline", "dateline", "byline", "body"]


def kinds(article):
    return [fragment.kind.value for fragment in article]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "cp949"),
        (b"", "euc-kr"),
    ],
)
def test_the_encoding_of_a_file_is_detected(tmp_path, mark, encoding):
    path = tmp_path / "bus-fare.txt"
    path.write_bytes(mark + TEXT.encode(encoding))
    article = read_article(path)
    assert article.text == TEXT
    assert kinds(article) == KINDS
    assert article.id == "bus-fare"
    assert read_article(str(path), id="x").id == "x"


def test_an_encoding_may_be_named(tmp_path):
    path = tmp_path / "johab.txt"
    path.write_bytes(TEXT.encode("johab"))
    assert read_article(path, encoding="johab").text == TEXT
    with pytest.raises(DecodingError, match=r"johab\.txt is not valid ascii"):
        read_article(path, encoding="ascii")


@pytest.mark.parametrize("name", ["utf8", "UTF-8", "utf_8_sig", "U8"])
def test_an_encoding_may_be_spelt_as_python_allows(name, tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(codecs.BOM_UTF8 + TEXT.encode())
    assert read_article(path, encoding=name).text == TEXT


@pytest.mark.parametrize("name", ["utf-9", "hex", "undefined", "a\0b", ""])
def test_what_is_no_text_encoding_is_told(name, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    with pytest.raises(ConfigurationError, match="is not a text encoding that Python knows"):
        read_article(path, encoding=name)


def test_a_string_with_a_line_break_is_text_and_any_other_a_path():
    assert kinds(read_article(TEXT)) == KINDS
    assert read_article(TEXT).id == ""
    with pytest.raises(DecodingError, match="There is no file no-such-file"):
        read_article("no-such-file.txt")
    with pytest.raises(DecodingError, match="cannot be the name of a file"):
        read_article("\ud800.txt")
    assert kinds(read_article(TEXT.replace("\n", "\r"))) == KINDS
    for neither in ("", "a\0b", TEXT.replace("\n", " ") * 9):
        with pytest.raises(ArticleError, match="neither a path nor a text") as caught:
            read_article(neither)
        assert len(str(caught.value)) < 150


@pytest.mark.parametrize("text", ["정부가 예산안을 발표했다.", "예산안 시의회 제출", "Rates rose to 2.5 percent"])
def test_a_missing_file_that_reads_like_a_sentence_is_told_what_reads_one(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DecodingError, match=r"There is no file .*: for a text of one line, use fragment_article"):
        read_article(text)
    with pytest.raises(DecodingError, match=r"There is no file two words\.txt\.$"):
        read_article("two words.txt")
    Path(text).write_text(TEXT, "utf-8")
    assert kinds(read_article(text)) == KINDS


def test_text_is_not_parsed_as_bytes():
    with pytest.raises(ConfigurationError, match="Expected bytes to decode"):
        parse_article(TEXT)
    assert kinds(parse_article(memoryview(TEXT.encode()))) == KINDS


def test_text_from_macos_is_kept_and_read(tmp_path):
    path = tmp_path / "nfd.txt"
    decomposed = unicodedata.normalize("NFD", TEXT)
    path.write_text(decomposed, encoding="utf-8")
    article = read_article(path)
    assert article.text == decomposed
    assert kinds(article) == KINDS


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\r\r\n"])
def test_other_line_ends_stay_in_the_text_and_end_lines(tmp_path, line_end):
    text = f"{TEXT}\n요금은 5년 만에 오른다.\n"
    path = tmp_path / "article.txt"
    path.write_bytes(text.replace("\n", line_end).encode())
    article = read_article(path)
    assert article.text == text.replace("\n", line_end)
    assert [f.text for f in article] == [f.text for f in fragment_article(text)]
    assert kinds(article) == [*KINDS, "body"]
    assert article.paragraph_breaks() == fragment_article(text).paragraph_breaks()


@pytest.mark.parametrize(
    ("data", "error", "sentence"),
    [
        (b"", ArticleError, "The article 'bad' is empty"),
        (b"\n \n", ArticleError, "The article 'bad' is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", DecodingError, "bad.txt is not a text file"),
        (b"abc \xff\xff def", DecodingError, "bad.txt is neither UTF-8"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path, data, error, sentence):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(error, match=sentence) as caught:
        read_article(path)
    assert "\n" not in str(caught.value)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(DecodingError, match="is a folder"):
        read_article(tmp_path)


def test_bytes_of_text_and_of_html_are_told_apart():
    page = (
        f"<!DOCTYPE html><title>x</title><h1>{TEXT.splitlines()[0]}</h1><p>한빛시가 요금을 올린다고 1일 밝혔다.</p>"
    )
    assert kinds(parse_article(TEXT.encode("cp949"))) == KINDS
    assert kinds(parse_article(codecs.BOM_UTF8 + page.encode())) == ["headline", "body"]
    assert kinds(read_article(page.replace("<h1>", "\n<h1>"))) == ["headline", "body"]
    with pytest.raises(DecodingError, match="standard input is not a text file"):
        parse_article(b"\x00\x01\x02", name="standard input")
