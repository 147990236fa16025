"""Hostile files are refused in one sentence, with nothing expanded, fetched or written outside."""

import gzip
import io
import lzma
import socket
import zipfile
import zlib

import pytest
import zstandard

from bialign import TranslationUnit, formats
from bialign.errors import FormatError
from bialign.formats.limits import Limits

ROOTS = {
    "tmx": ('<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>', "</seg></tuv></tu></body></tmx>"),
    "xliff": (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ko"><file id="f"><unit id="u"><segment><source>',
        "</source></segment></unit></file></xliff>",
    ),
    "tei": ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:lang="ko"><body><ab><s xml:id="a">', "</s></ab></body></text></TEI>"),
    "xces": ('<cesAlign><linkGrp fromDoc="ko/a.xml" toDoc="en/a.xml">', "</linkGrp></cesAlign>"),
}  # fmt: skip
LAUGHS = (
    '<!DOCTYPE {root} [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def read(name, text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(formats.read(io.BytesIO(data), format=name, **options))


@pytest.mark.parametrize("name", ROOTS)
def test_entities_that_multiply_are_refused(name):
    begin, end = ROOTS[name]
    with pytest.raises(FormatError, match=r"^the stream:1:\d+: Declarations inside the DOCTYPE are refused"):
        read(name, LAUGHS.replace("{root}", name) + begin + "&e;" + end)


@pytest.mark.parametrize("name", ROOTS)
def test_one_long_entity_many_times_is_refused(name):
    begin, end = ROOTS[name]
    with pytest.raises(FormatError, match="Declarations inside the DOCTYPE are refused"):
        read(name, f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>' + begin + "&a;" * 100_000 + end)


@pytest.mark.parametrize("name", ROOTS)
@pytest.mark.parametrize("system", ["file:///etc/passwd", "http://localhost/secret"])
def test_external_entities_are_refused_and_not_fetched(name, system):
    begin, end = ROOTS[name]
    with pytest.raises(FormatError, match="Declarations inside the DOCTYPE are refused"):
        read(name, f'<!DOCTYPE x [<!ENTITY a SYSTEM "{system}">]>' + begin + "&a;" + end)
    with pytest.raises(FormatError, match="Declarations inside the DOCTYPE are refused"):
        read(name, f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{system}"> %a;]>' + begin + end)


@pytest.mark.parametrize("name", ROOTS)
def test_a_named_dtd_is_not_fetched_and_its_entities_are_unknown(name):
    begin, end = ROOTS[name]
    read(name, '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">' + begin + end, on_error="skip")
    with pytest.raises(FormatError, match="The entity 'nbsp' is refused"):
        read(name, '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">' + begin + "&nbsp;" + end)


@pytest.mark.parametrize("name", ROOTS)
def test_deep_nesting_is_refused(name):
    begin, end = ROOTS[name]
    with pytest.raises(FormatError, match="Elements are nested deeper than 64"):
        read(name, begin + "<hi>" * 100_000 + "</hi>" * 100_000 + end)


@pytest.mark.parametrize("name", ["tmx", "xliff", "tei"])
def test_an_endless_segment_is_refused(name):
    begin, end = ROOTS[name]
    with pytest.raises(FormatError, match="longer than 1000 bytes"):
        read(name, begin + "a" * 300_000 + end, limits=Limits(record=1000))


@pytest.mark.parametrize("name", ROOTS)
def test_an_endless_tag_is_refused(name):
    begin, end = ROOTS[name]
    with pytest.raises(FormatError, match="longer than 1000 bytes"):
        read(name, begin + f'<x a="{"a" * 1_000_000}"/>' + end, limits=Limits(record=1000))


@pytest.mark.parametrize("name", ["jsonl", "tsv", "csv", "huggingface", "vecalign", "ladder", "po"])
def test_an_endless_line_is_refused(name):
    with pytest.raises(FormatError, match="1: The line is longer than 1000 bytes"):
        read(name, "a" * 5000, limits=Limits(record=1000))


def test_an_endless_quoted_field_is_refused():
    with pytest.raises(FormatError, match="never closed"):
        read("tsv", 'ko\ten\na\t"' + "\n" * 50_000, limits=Limits(record=10_000))


@pytest.mark.parametrize(
    "compress",
    [gzip.compress, lzma.compress, lambda data: zstandard.ZstdCompressor().compress(data)],
    ids=["gzip", "xz", "zstd"],
)
@pytest.mark.parametrize("name", ["jsonl", "tmx", "tsv"])
def test_compression_bombs_are_refused(compress, name):
    bomb = compress((b"ko\ten\n" if name == "tsv" else b"") + b"\n" * 5_000_000)
    with pytest.raises(FormatError, match="expands to more than 200 times its size, as a compression bomb does"):
        read(name, bomb, limits=Limits(grace=1_000_000))


def test_honest_repetitive_text_is_no_bomb(tmp_path):
    corpus = [TranslationUnit("가나다", "abc", "ko", "en")] * 20_000
    formats.write(corpus, tmp_path / "a.jsonl.gz")
    assert len(list(formats.read(tmp_path / "a.jsonl.gz"))) == 20_000


@pytest.mark.parametrize("ending", [".gz", ".xz", ".zst"])
def test_damaged_and_cut_off_compressed_files_are_told(tmp_path, ending):
    path = tmp_path / f"a.jsonl{ending}"
    corpus = [TranslationUnit(str(n), str(n * 7919), "ko", "en") for n in range(2000)]
    formats.write(corpus, path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(FormatError):
        list(formats.read(path))
    path.write_bytes(data[:200] + bytes(200) + data[400:])
    with pytest.raises(FormatError):
        list(formats.read(path))


def test_plain_text_named_gz_is_read(tmp_path):
    path = tmp_path / "a.tsv.gz"
    path.write_text("ko\ten\n가\ta\n", "utf-8")
    assert [unit.source for unit in formats.read(path)] == ["가"]


def links(source, target):
    return f'<cesAlign><linkGrp fromDoc="{source}" toDoc="{target}"><link xtargets="1;1"/></linkGrp></cesAlign>'


@pytest.mark.parametrize("name", ["../secret.xml", "ko/../../secret.xml", "{root}/secret.xml", "ko/link.xml"])
def test_links_cannot_name_sentence_files_outside_their_folder(tmp_path, name):
    (tmp_path / "secret.xml").write_text('<text><s id="1">secret</s></text>', "utf-8")
    folder = tmp_path / "corpus"
    (folder / "ko").mkdir(parents=True)
    (folder / "en").mkdir()
    (folder / "en" / "a.xml").write_text('<text><s id="1">a</s></text>', "utf-8")
    (folder / "ko" / "link.xml").symlink_to(tmp_path / "secret.xml")
    (folder / "links.xces").write_text(links(name.replace("{root}", str(tmp_path)), "en/a.xml"), "utf-8")
    with pytest.raises(FormatError, match="is outside the folder"):
        list(formats.read(folder / "links.xces"))
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><linkGrp><link target="{name.replace("{root}", str(tmp_path))}#s1 en/a.xml#s1"/></linkGrp></standOff></TEI>'
    (folder / "links.tei").write_text(tei, "utf-8")
    with pytest.raises(FormatError, match="is outside the folder"):
        list(formats.read(folder / "links.tei"))


def test_ids_cannot_lead_sentence_files_out_of_the_archive(tmp_path):
    from bialign import Alignment, Bead

    fragments = formats.fragments_of(["a"])
    for identifier in ("../../etc/passwd", "/etc/passwd", "..", "C:\\x", "a/../../b", ".hidden"):
        alignment = Alignment(fragments, fragments, [Bead([0], [0])], "ko", "en", identifier)
        formats.write(alignment, tmp_path / "a.xces")
        names = zipfile.ZipFile(tmp_path / "a.ko.zip").namelist()
        assert all(".." not in name.split("/") and not name.startswith("/") for name in names)
        assert [back.id for back in formats.read(tmp_path / "a.xces")] == [identifier]


def test_a_zip_bomb_of_sentences_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "ko.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c/raw/ko/a.xml", "<text>" + " " * 5_000_000 + "</text>")
    with zipfile.ZipFile(tmp_path / "en.zip", "w") as archive:
        archive.writestr("c/raw/en/a.xml", '<text><s id="1">a</s></text>')
    (tmp_path / "links.xces").write_text(links("ko/a.xml.gz", "en/a.xml.gz"), "utf-8")
    with pytest.raises(FormatError, match="compression bomb"):
        list(formats.read(tmp_path / "links.xces", limits=Limits(grace=1_000_000)))


def test_a_gzip_file_of_gzip_files_is_opened_once():
    inner = gzip.compress(b"x" * 1000)
    with pytest.raises(FormatError):
        read("jsonl", gzip.compress(inner))
    assert zlib.decompress(inner, 31) == b"x" * 1000
