"""Broken files end in one sentence with file, line and column; skipping them loses nothing else."""

import errno
import gc
import gzip
import io
import os
import pickle
import sys

import pytest

from bialign import Alignment, Bead, TranslationUnit, formats
from bialign.errors import BialignError, ConfigurationError, FormatError

UNIT = '{"schema":"bialign/unit/1","source":"a","target":"b","source_language":"en","target_language":"ko"}'


def errors_of(text, name, **options):
    reader = formats.read(
        io.BytesIO(text.encode() if isinstance(text, str) else text), format=name, on_error="skip", **options
    )
    items = list(reader)
    return items, [(error.line, error.column, error.problem) for error in reader.skipped]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_stream_stays_open_for_the_one_who_opened_it(pack):
    stream = io.BytesIO(pack(UNIT.encode()))
    with formats.read(stream) as reader:
        assert len(list(reader)) == 1
    del reader
    gc.collect()
    assert not stream.closed


def test_nothing_is_read_beyond_what_is_asked_for(tmp_path):
    (tmp_path / "units.jsonl").write_text(f"{UNIT}\n" * 3)
    with (tmp_path / "units.jsonl").open("rb") as stream:
        with formats.read(stream) as reader:
            next(reader)
        assert stream.tell() == len(UNIT) + 1
        assert stream.readline().decode() == f"{UNIT}\n"


def test_a_stream_may_have_nothing_yet():
    class Slow(io.RawIOBase):
        def __init__(self):
            self.parts = [UNIT.encode(), None, None, b"\n", b""]

        def readable(self):
            return True

        def readinto(self, buffer):
            part = self.parts.pop(0) if self.parts else b""
            if part is None:
                return None
            buffer[: len(part)] = part
            return len(part)

    assert len(list(formats.read(Slow(), format="jsonl"))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "UTF16", "utf_16_le", "U32", "cp949"])
def test_a_stream_stays_open_in_any_encoding(encoding, tmp_path):
    path = tmp_path / "units.tsv"
    path.write_text("ko\ten\n가\ta\n", encoding=encoding)
    with path.open("rb") as stream:
        with formats.read(stream, format="tsv", encoding=encoding) as reader:
            assert len(list(reader)) == 1
        del reader
        gc.collect()
        assert not stream.closed


def test_a_stream_of_text_is_told():
    with pytest.raises(FormatError, match="a stream of text, not of bytes"):
        list(formats.read(io.StringIO(UNIT), format="jsonl"))


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        ('{"schema":"bialign/unit/1" "id":1}', 28, "Expected JSON: Expecting ',' delimiter"),
        ("[]", None, "Expected an object"),
        ('{"schema":"bialign/unit/2"}', None, "Expected the schema 'bialign/alignment/1' or 'bialign/unit/1', found 'bialign/unit/2'"),
        ('{"translation":{"ko":"가","en":"a"}}', None, "found None: name the format huggingface"),
        (UNIT.replace('"a"', "1"), None, "Expected a text in the field 'source', found 1"),
        (UNIT.replace('"source":"a",', ""), None, "The field 'source' is missing"),
        (UNIT[:-1] + ',"score":1.5}', None, "A score is a probability between 0 and 1"),
        (UNIT[:-1] + ',"score":NaN}', None, "Expected a finite number, found NaN"),
        (UNIT[:-1] + ',"score":true}', None, "Expected a number or null in the field 'score', found true"),
        (UNIT[:-1] + ',"kind":"title"}', None, "There is no fragment kind 'title'"),
        (UNIT[:-1] + ',"metadata":{"a":1}}', None, "Expected a text in the metadata 'a', found 1"),
        (UNIT[:-1] + ',"metadata":{"word_links":"0-x"}}', None, "Expected word links such as 0-0 1-2, found '0-x'"),
        ("[" * 100_000, None, "The JSON is nested too deeply"),
    ],
)  # fmt: skip
def test_json_lines_errors(line, column, problem):
    items, errors = errors_of(f"{UNIT}\n\n{line}\n{UNIT}\n", "jsonl")
    assert len(items) == 2
    assert [error[:2] for error in errors] == [(3, column)]
    assert problem in errors[0][2]


def test_truth_is_no_score_of_a_translation_record():
    record = '{"translation":{"ko":"가","en":"a"},"score":SCORE}'
    items, errors = errors_of("\n".join(record.replace("SCORE", score) for score in ("true", "1")), "huggingface")
    assert [unit.score for unit in items] == [1.0]
    assert errors == [(1, None, "Expected a probability in the field 'score', found 'True'.")]


def test_alignments_that_contradict_themselves_are_told_with_their_line():
    broken = (
        '{"schema":"bialign/alignment/1","source_language":"ko","target_language":"en",'
        '"source":[{"kind":"body","text":"a","start":0,"end":1}],"target":[],"beads":[]}'
    )
    items, errors = errors_of(broken, "jsonl")
    assert items == []
    assert errors == [(1, None, "The source fragment 0 belongs to no bead.")]


def test_bytes_that_are_not_utf_8_are_told_with_line_and_column():
    items, errors = errors_of(
        b"source\ttarget\tsource_language\ttarget_language\n\xea\xb0\x80\tb\xff\tko\ten\n\xea\xb0\x80\tb\tko\ten\n",
        "tsv",
    )
    assert [unit.target for unit in items] == ["b"]
    remedy = "name its encoding by the option encoding (-r encoding=cp949), or convert the file to UTF-8"
    assert errors == [(2, 4, f"Expected utf-8 text, found the byte 0xff: {remedy}.")]
    _, errors = errors_of(b'{"schema": "\xff"}', "jsonl")
    assert errors == [(1, 13, "Expected utf-8 text, found the byte 0xff: convert the file to UTF-8.")]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("a\tb", "Expected 3 fields, found 2."),
        ("a\tb\tx", "Expected a number in the column 'score', found 'x'."),
        ('"a"b\tb\t1', "Expected '\\t' after a closing quote, found 'b'."),
    ],
)
def test_table_errors(record, problem):
    items, errors = errors_of(f"ko\ten\tscore\n{record}\nc\td\t1\n", "tsv")
    assert len(items) == 1
    assert errors[0][0] == 2
    assert errors[0][2] == problem


def test_a_quote_that_is_never_closed_is_told_where_it_opens():
    _, errors = errors_of('ko\ten\na\tb\n"c\td\ne\tf\n', "tsv")
    assert errors == [(3, None, "The double quote that opens a field here is never closed.")]


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_a_table_without_a_header_says_what_it_needs(name):
    text = "안녕,a\n세상,b\n".replace(",", "\t" if name == "tsv" else ",").encode()
    sentence = (
        r"Expected columns 'source' and 'target', or two named by languages; found '안녕', 'a': name them by the option "
        r"columns \(-r columns=ko,en\), and say header=no"
    )
    with pytest.raises(FormatError, match=sentence):
        list(formats.read(io.BytesIO(text), format=name))
    with pytest.raises(
        ConfigurationError, match="does not say what its columns hold: name them by the option columns"
    ):
        list(formats.read(io.BytesIO(text), format=name, header="no"))
    units = list(formats.read(io.BytesIO(text), format=name, columns="ko,en", header="no"))
    assert [unit.source for unit in units] == ["안녕", "세상"]


def test_ill_formed_xml_keeps_what_was_read_and_lists_the_error():
    good = io.BytesIO()
    formats.write([TranslationUnit(str(n), str(n), "ko", "en") for n in range(1000)], good, format="tmx")
    cut = good.getvalue()[:-200]
    items, errors = errors_of(cut, "tmx")
    assert 990 < len(items) < 1000
    assert "The XML is not well-formed" in errors[0][2]
    assert errors[0][0] == cut.count(b"\n") + 1


def test_a_control_character_in_xml_can_be_replaced_and_is_counted():
    text = b'<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>a\x0bb&#11;c</seg></tuv><tuv xml:lang="ko"><seg>\xea\xb0\x80&#x1F;</seg></tuv></tu></body></tmx>'
    with pytest.raises(FormatError, match="not well-formed"):
        list(formats.read(io.BytesIO(text), format="tmx"))
    reader = formats.read(io.BytesIO(text), format="tmx", illegal="replace")
    assert [(unit.source, unit.target) for unit in reader] == [("a\ufffdb\ufffdc", "가\ufffd")]
    assert reader.losses == {"illegal characters": 3}


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-16", "utf-16"), ("utf-16", ""), ("utf-16-le", "utf-16"), ("utf-16-be", "UTF-16"), ("utf-8-sig", "utf-8"),
        ("latin-1", "iso-8859-1"), ("ascii", "us-ascii"), ("cp949", "euc-kr"),
    ],
)  # fmt: skip
def test_control_characters_can_be_replaced_in_xml_of_any_encoding(encoding, declared):
    declaration = f' encoding="{declared}"' if declared else ""
    word = {"latin-1": "café", "ascii": "cafe"}.get(encoding, "가게")
    text = f'<?xml version="1.0"{declaration}?><tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>a\x0bb</seg></tuv><tuv xml:lang="fr"><seg>{word}&#x1F;</seg></tuv></tu></body></tmx>'
    reader = formats.read(io.BytesIO(text.encode(encoding)), format="tmx", illegal="replace")
    assert [(unit.source, unit.target) for unit in reader] == [("a\ufffdb", f"{word}\ufffd")]
    assert reader.losses == {"illegal characters": 2}


@pytest.mark.parametrize("name", ["a.tmx", "a.xlf", "a.tei", "a.jsonl.gz", "a.ko-en"])
def test_a_reader_says_whether_the_rest_could_not_be_read(tmp_path, name):
    path = tmp_path / name
    formats.write([TranslationUnit(str(n), str(n * 7919), "ko", "en") for n in range(20_000)], path)
    reader = formats.read(path, on_error="skip")
    list(reader)
    assert reader.ended is None
    damaged = tmp_path / "a.ko-en.en" if name == "a.ko-en" else path
    damaged.write_bytes(damaged.read_bytes()[:-100])
    reader = formats.read(path, on_error="skip")
    list(reader)
    assert reader.ended is reader.skipped[-1]


def test_a_line_that_is_skipped_ends_no_reading():
    reader = formats.read(io.BytesIO(f"{UNIT}\nbroken\n{UNIT}\n".encode()), format="jsonl", on_error="skip")
    assert len(list(reader)) == 2
    assert (reader.skipped_count, reader.ended) == (1, None)


@pytest.mark.parametrize("name", ["tmx", "xliff12", "tei", "xces"])
@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_characters_that_xml_forbids_are_refused_with_their_place_or_replaced_and_counted(tmp_path, name, character):
    path = tmp_path / f"corpus{formats.find_format(name).endings[0]}"
    corpus = [TranslationUnit("가", "a", "ko", "en"), TranslationUnit(f"나 {character}다", "b", "ko", "en")]
    with pytest.raises(FormatError, match=rf"U\+{ord(character):04X} at code point 2, which XML 1.0 cannot hold"):
        formats.write(corpus, path, format=name)
    assert not path.exists()
    report = formats.write(corpus, path, format=name, illegal="replace")
    assert report.replaced == 1
    texts = (
        [f.text for item in formats.read(path) for f in item.source]
        if name in ("tei", "xces")
        else [u.source for u in formats.read(path)]
    )
    assert texts == ["가", "나 \ufffd다"]


def test_xliff_2_holds_control_characters_in_texts_but_not_in_ids(tmp_path):
    unit = TranslationUnit("a\x0bb\x00", "\ud800", "ko", "en")
    formats.write(unit, tmp_path / "a.xlf")
    assert '<cp hex="000B"/>' in (tmp_path / "a.xlf").read_text("utf-8")
    assert list(formats.read(tmp_path / "a.xlf")) == [unit]
    with pytest.raises(FormatError, match=r"its id holds U\+000B at code point 0"):
        formats.write(TranslationUnit("a", "b", "ko", "en", id="\x0b"), tmp_path / "b.xlf")


@pytest.mark.parametrize("name", ["xliff", "xliff12", "tmx"])
def test_a_refused_first_unit_leaves_the_file_whole(tmp_path, name):
    path = tmp_path / f"a{formats.find_format(name).endings[0]}"
    good = TranslationUnit("나", "b", "ko", "en")
    report = formats.write([TranslationUnit("가", "a", "k\x01", "en"), good], path, on_error="skip")
    assert (report.items, report.skipped_count) == (1, 1)
    assert [(unit.source, unit.target) for unit in formats.read(path)] == [("나", "b")]


def test_refused_units_are_skipped_and_listed(tmp_path):
    corpus = [TranslationUnit(text, "x", "ko", "en", id=text[0]) for text in ("a", "b\x0b", "c", "d\x00")]
    report = formats.write(corpus, tmp_path / "a.tmx", on_error="skip")
    assert [unit.source for unit in formats.read(tmp_path / "a.tmx")] == ["a", "c"]
    assert report.items == 2
    assert report.skipped_count == 2
    assert "The unit 'b', number 2, is refused: its source text holds U+000B at code point 1" in str(
        report.skipped[0]
    )
    assert "Skipped: 2" in str(report)


@pytest.mark.parametrize("name", ["tei", "xces"])
def test_a_refused_unit_costs_its_article_no_other(tmp_path, name):
    path = tmp_path / f"a{formats.find_format(name).endings[0]}"
    texts = ["하나", "둘\x0b", "셋"]
    corpus = [TranslationUnit(text, "x", "ko", "en", metadata={"article": "budget"}) for text in texts]
    report = formats.write(corpus, path, on_error="skip")
    assert (report.items, report.skipped_count) == (1, 1)
    assert "The unit number 2 is refused: its source text holds U+000B at code point 1" in str(report.skipped[0])
    assert [f.text for alignment in formats.read(path) for f in alignment.source] == ["하나", "셋"]


def test_line_breaks_in_a_sentence_a_line_become_spaces_on_request(tmp_path):
    unit = TranslationUnit("가\r\n나\u2028다", "a", "ko", "en")
    with pytest.raises(FormatError, match=r"U\+000D"):
        formats.write(unit, tmp_path / "a.ko-en")
    assert list(tmp_path.iterdir()) == []
    assert formats.write(unit, tmp_path / "a.ko-en", illegal="replace").replaced == 2
    assert (tmp_path / "a.ko-en.ko").read_bytes() == "가  나\u2028다\n".encode()


def test_a_sentence_cannot_begin_with_what_readers_drop_as_a_byte_order_mark(tmp_path):
    unit = TranslationUnit("\ufeff가\ufeff", "a", "ko", "en")
    with pytest.raises(FormatError, match=r"U\+FEFF at code point 0"):
        formats.write(unit, tmp_path / "a.ko-en")
    formats.write(unit, tmp_path / "a.ko-en", illegal="replace")
    assert [u.source for u in formats.read(tmp_path / "a.ko-en")] == ["\ufffd가\ufeff"]


def test_losses_are_counted_or_raise(tmp_path):
    unit = TranslationUnit("가", "a", "ko", "en", "headline", 0.5, "7", {"url": "x"})
    report = formats.write([unit, unit], tmp_path / "a.ko-en")
    assert dict(report.losses) == {"kinds": 2, "metadata": 2}
    assert "Not carried over: kinds (2), metadata (2)." in str(report)
    with pytest.raises(
        FormatError, match="The unit '7', number 1, is refused: Moses pair of plain text files cannot carry its kinds"
    ):
        formats.write(unit, tmp_path / "b.ko-en", on_loss="raise")
    assert not list(tmp_path.glob("b*"))


def test_what_flattening_an_alignment_loses_is_counted(tmp_path):
    source = formats.fragments_of(["가", "나"])
    shifted = [type(f)(f.kind, f.text, f.start + 1, f.end + 1) for f in source]
    alignment = Alignment(
        shifted, formats.fragments_of(["a"]), [Bead([0, 1], [0])], "ko", "en", "x", "sig", {"a": "b"}
    )
    report = formats.write(alignment, tmp_path / "a.tmx")
    assert dict(report.losses) == {"alignment metadata": 1, "fragment offsets": 1, "signatures": 1}


def test_mixed_languages_are_refused_where_one_pair_is_all_there_is(tmp_path):
    corpus = [TranslationUnit("가", "a", "ko", "en"), TranslationUnit("b", "나", "en", "ko")]
    for name in ("a.xlf", "a.ko-en", "a.hf.jsonl"):
        with pytest.raises(FormatError, match="languages are en and"):
            formats.write(corpus, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_moses_files_of_different_length_are_told_with_the_line(tmp_path):
    (tmp_path / "a.ko-en.ko").write_text("가\n나\n", "utf-8")
    (tmp_path / "a.ko-en.en").write_text("a\n", "utf-8")
    with pytest.raises(FormatError, match=r"a\.ko-en\.en:2: The file ends here"):
        list(formats.read(tmp_path / "a.ko-en"))


def test_a_bad_line_of_one_moses_file_does_not_shift_the_other(tmp_path):
    (tmp_path / "a.ko-en.ko").write_bytes(b"1\n\xff\n3\n")
    (tmp_path / "a.ko-en.en").write_text("one\ntwo\nthree\n", "utf-8")
    reader = formats.read(tmp_path / "a.ko-en", on_error="skip")
    assert [(unit.source, unit.target) for unit in reader] == [("1", "one"), ("3", "three")]
    assert reader.skipped_count == 1


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: formats.read("/nowhere/a.tmx"), "There is no file /nowhere/a.tmx"),
        (lambda: formats.read("/"), "/ is a folder, not a file"),
        (lambda: formats.write([], "/nowhere/a.tmx"), "/nowhere/a.tmx cannot be written: No such file or directory"),
        (lambda: formats.read(io.BytesIO(b"hello")), "The format is not known by its ending nor by its first bytes"),
        (lambda: formats.write([], "a.doc"), "The ending of 'a.doc' means no format"),
        (lambda: formats.read("a.tmx", format="tmx2"), "There is no format 'tmx2'"),
        (lambda: formats.write([], "a.po"), "gettext PO is read only"),
        (
            lambda: formats.read(io.BytesIO(b""), format="tmx", colour="red"),
            "There is no option 'colour' for reading tmx",
        ),
        (
            lambda: formats.write([], io.BytesIO(), format="tsv", quoting="all"),
            "The option quoting is one of quotes, escape",
        ),
        (lambda: formats.write([], io.BytesIO(), date="yesterday"), "The date 'yesterday' is not in ISO 8601"),
        (
            lambda: formats.write([], io.BytesIO(), date=2026),
            "A date is a datetime, a date or a text in ISO 8601, not 2026",
        ),
        (lambda: formats.corpus_statistics("a.tmx"), "objects, not str: those of a file come from bialign.read"),
        (lambda: formats.write([], io.BytesIO(), on_loss="drop"), "on_loss is 'count' or 'raise'"),
        (lambda: formats.read(io.BytesIO(b""), format="tmx", on_error="ignore"), "on_error is 'stop' or 'skip'"),
        (
            lambda: formats.write(["a"], io.BytesIO()),
            "A corpus holds Alignment and TranslationUnit objects, not str",
        ),
        (lambda: formats.read("a\0.tmx"), r"'a\\x00\.tmx' cannot be the name of a file"),
        (
            lambda: formats.write([], "a\0.tmx"),
            r"'a\\x00\.tmx' cannot be written: it cannot be the name of a file\.$",
        ),
        (lambda: formats.write([], io.BytesIO(), format="moses"), "needs a path to begin their names with"),
        (lambda: formats.write([], io.BytesIO(), format="xces"), "XCES is several files, which need a path"),
    ],
)
def test_mistakes_of_use_end_in_one_clear_sentence(call, sentence):
    with pytest.raises(BialignError, match=sentence):
        call()


def test_errors_can_be_pickled_for_worker_processes():
    error = pickle.loads(pickle.dumps(FormatError("Wrong.", "a.tmx", 3, 4)))
    assert str(error) == "a.tmx:3:4: Wrong."
    assert isinstance(error, BialignError)
    assert not isinstance(error, ConfigurationError)


def test_nothing_is_left_of_a_file_that_could_not_be_finished(tmp_path):
    def items():
        yield TranslationUnit("가", "a", "ko", "en")
        raise RuntimeError("the source broke down")

    for name in ("a.jsonl.gz", "a.tmx", "a.parquet", "a.xces", "a.ko-en", "a.tsv.zst"):
        (tmp_path / name).write_bytes(b"before")
        with pytest.raises(RuntimeError, match="broke down"):
            formats.write(items(), tmp_path / name)
        assert (tmp_path / name).read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 6


def test_a_parquet_file_that_could_not_be_finished_is_let_go_of(tmp_path, monkeypatch):
    def items():
        yield from [TranslationUnit("가", "a", "ko", "en")] * 5
        raise RuntimeError("the source broke down")

    late = []
    monkeypatch.setattr(sys, "unraisablehook", late.append)
    monkeypatch.setattr("bialign.formats.parquet._GROUP", 2)
    with pytest.raises(RuntimeError, match="broke down"):
        formats.write(items(), tmp_path / "a.parquet")
    gc.collect()
    assert late == []
    # In a stream of the caller's own there is no end that would make it look whole.
    stream = io.BytesIO()
    with pytest.raises(RuntimeError, match="broke down"):
        formats.write(items(), stream, format="parquet")
    gc.collect()
    assert stream.getvalue().startswith(b"PAR1")
    assert not stream.getvalue().endswith(b"PAR1")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz", "a.jsonl.zst", "a.tsv.gz", "a.csv.zst"])
def test_a_file_that_is_cut_off_keeps_what_was_read_when_errors_are_skipped(tmp_path, name):
    path = tmp_path / name
    formats.write([TranslationUnit(str(n), str(n * 7919), "ko", "en") for n in range(20_000)], path)
    path.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(FormatError, match="damaged or cut off"):
        list(formats.read(path))
    reader = formats.read(path, on_error="skip")
    assert 10_000 < len(list(reader)) < 20_000
    assert "damaged or cut off" in str(reader.skipped[0])


def test_plain_text_files_whose_languages_nothing_tells_are_named(tmp_path):
    formats.write([TranslationUnit("가", "a", "ko", "en", id="1", score=0.5)], tmp_path / "x.moses")
    sentence = (
        r"Nothing tells which of x\.moses\.en and x\.moses\.ko is the source: give .*--read-option .*news\.ko-en"
    )
    with pytest.raises(ConfigurationError, match=sentence):
        next(formats.read(tmp_path / "x.moses"))
    (unit,) = formats.read(tmp_path / "x.moses", source_language="ko", target_language="en")
    assert (unit.source, unit.target) == ("가", "a")
    with pytest.raises(ConfigurationError, match=r"Nothing tells the languages of absent\.moses: give"):
        next(formats.read(tmp_path / "absent.moses"))


class FailingDisk(io.RawIOBase):
    """A file of which some bytes can be read, and no more."""

    name = "disk.jsonl"

    def __init__(self, data):
        self.data = data

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.data:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        size = min(len(buffer), len(self.data))
        buffer[:size], self.data = self.data[:size], self.data[size:]
        return size


@pytest.mark.parametrize("name", [None, "jsonl", "tmx", "parquet"])
@pytest.mark.parametrize("data", [b"", b"{"], ids=["nothing", "one byte"])
def test_a_disk_that_fails_at_the_first_bytes_is_told_by_the_file(name, data):
    with pytest.raises(FormatError, match=r"^disk\.jsonl cannot be read: Input/output error\.$"):
        list(formats.read(FailingDisk(data), format=name))


@pytest.mark.parametrize("name", ["jsonl", "tmx", "parquet", "tsv"])
def test_streams_of_text_and_closed_streams_are_told(tmp_path, name):
    unit = TranslationUnit("가", "a", "ko", "en")
    with (tmp_path / "a").open("w") as text, pytest.raises(FormatError, match=r"a: This is a stream of text, not of"):
        formats.write(unit, text, format=name)
    with pytest.raises(FormatError, match="This is a stream of text, not of bytes"):
        formats.write(unit, io.StringIO(), format=name)
    with (tmp_path / "b").open("wb") as closed:
        formats.write(unit, closed, format=name)
    with pytest.raises(FormatError, match=r"b: This stream is closed: nothing can be written to it\.$"):
        formats.write(unit, closed, format=name)
    with (tmp_path / "b").open("rb") as closed:
        assert list(formats.read(closed, format=name)) == [unit]
    with pytest.raises(FormatError, match=r"b: This stream is closed: nothing can be read from it\.$"):
        formats.read(closed, format=name)
