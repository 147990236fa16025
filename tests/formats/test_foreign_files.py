"""Files as other programs write them: XLIFF, tables, sentence lists, OPUS, TEI, PO."""

import io
import zipfile

import pytest

from bialign import Bead, formats
from bialign.errors import ConfigurationError, FormatError


def read(name, text, **options):
    return list(formats.read(io.BytesIO(text.encode() if isinstance(text, str) else text), format=name, **options))


XLIFF_12 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="en-US" target-language="ko-KR" datatype="html"><body><group>
<trans-unit id="1" approved="yes">
  <source>Click <g id="1">here</g><x id="2"/> or <bpt id="3">&lt;b&gt;</bpt>there<ept id="3">&lt;/b&gt;</ept>.</source>
  <seg-source><mrk mtype="seg">Click here or there.</mrk></seg-source>
  <target state="final">여기 <g id="1">저기</g></target>
  <note>careful</note>
  <alt-trans match-quality="80"><source>Click</source><target>누르기</target></alt-trans>
</trans-unit>
<trans-unit id="2"><source>Untranslated</source></trans-unit>
</group></body></file></xliff>
"""


def test_xliff_1_2_with_inline_codes_and_suggestions():
    reader = formats.read(io.BytesIO(XLIFF_12.encode()))
    first, second = reader
    assert (first.source, first.target) == ("Click here or there.", "여기 저기")
    assert (first.source_language, first.target_language, first.id) == ("en-US", "ko-KR", "1")
    assert first.metadata == {"article": "a.html", "note": "careful", "state": "final"}
    assert (second.source, second.target) == ("Untranslated", "")
    assert reader.losses == {"inline codes": 5}


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2"])
def test_xliff_2_with_several_segments_and_modules(version):
    namespace = "2.2" if version == "2.2" else "2.0"
    text = f"""<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:{namespace}" xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"
 version="{version}" srcLang="en" trgLang="ko"><x:file id="f1"><x:unit id="u1">
 <m:matches><m:match ref="#s1"><x:source>suggested</x:source><x:target>제안</x:target></m:match></m:matches>
 <x:segment id="s1"><x:source>One <x:pc id="1">two</x:pc>.</x:source><x:target>하나 <x:ph id="2"/>둘.</x:target></x:segment>
 <x:ignorable><x:source> </x:source></x:ignorable>
 <x:segment id="s2" state="reviewed"><x:source>A&#x9;<x:cp hex="001B"/></x:source><x:target>가</x:target></x:segment>
 </x:unit></x:file></x:xliff>"""
    units = read("xliff", text)
    assert [(u.id, u.source, u.target) for u in units] == [
        ("u1:s1", "One two.", "하나 둘."),
        ("u1:s2", "A\t\x1b", "가"),
    ]
    assert units[1].metadata == {"state": "reviewed"}


def test_xliff_2_segments_without_ids_go_by_their_numbers():
    segments = "".join(f"<segment><source>{text}</source></segment>" for text in "ab")
    text = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ko">'
        f'<file id="f"><unit id="1">{segments}</unit></file></xliff>'
    )
    assert [unit.id for unit in read("xliff", text)] == ["1:1", "1:2"]


def test_xliff_without_languages_says_so():
    text = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u"><segment><source>a</source></segment></unit></file></xliff>'
    with pytest.raises(FormatError, match="Expected the source language"):
        read("xliff", text)


def test_tables_with_language_columns_and_others():
    units = read("csv", 'id,en,ko,domain,score\n1,"Hello, ""you""",안녕,news,0.5\n2,a,가,,\n')
    assert [(u.source, u.target, u.source_language, u.target_language) for u in units] == [
        ('Hello, "you"', "안녕", "en", "ko"), ("a", "가", "en", "ko"),
    ]  # fmt: skip
    assert [u.metadata for u in units] == [{"domain": "news"}, {}]
    assert [u.score for u in units] == [0.5, None]
    assert read("csv", "en,ko\na,가\n", source_language="ko-KR")[0].source == "가"


def test_tables_without_a_header():
    (unit,) = read("tsv", "가\ta\t0.5\n", header=False, columns=["ko", "en", "score"])
    assert (unit.source, unit.target, unit.score) == ("가", "a", 0.5)
    (unit,) = read("tsv", "가\ta\n", header="no", columns="source,target", source_language="ko", target_language="en")
    assert (unit.source, unit.target, unit.target_language) == ("가", "a", "en")


def test_tables_with_a_byte_order_mark_and_windows_line_ends():
    assert [u.target for u in read("csv", '\ufeffko,en\r\n가,a\r\n나,"b\r\nc"\r\n')] == ["a", "b\r\nc"]


def test_tables_from_a_korean_spreadsheet():
    assert [u.source for u in read("csv", "ko,en\n똠방각하,a\n".encode("cp949"), encoding="cp949")] == ["똠방각하"]
    assert [u.source for u in read("tsv", "ko\ten\n가\ta\n".encode("utf-16"), encoding="utf-16")] == ["가"]


@pytest.mark.parametrize("sign", [";", "\t"])
@pytest.mark.parametrize("quoting", ["quotes", "escape"])
def test_tables_from_a_spreadsheet_whose_decimal_sign_is_a_comma(sign, quoting):
    lines = [f"en{sign}ko", f"Hello, you{sign}안녕", f"a{sign}가"]
    units = read("csv", "\ufeff" + "\r\n".join(lines), quoting=quoting)
    assert [(u.source, u.target) for u in units] == [("Hello, you", "안녕"), ("a", "가")]
    units = read("csv", f"a{sign}가\nHello, you{sign}안녕\n", quoting=quoting, header=False, columns=["en", "ko"])
    assert [u.source for u in units] == ["a", "Hello, you"]


def test_quotes_and_semicolons_within_fields_of_a_table():
    (unit,) = read("csv", 'en;ko\r\n"Hello; ""you""";"안녕\n너"\r\n')
    assert (unit.source, unit.target) == ('Hello; "you"', "안녕\n너")
    (unit,) = read("csv", '"one; two",가\n', header=False, columns=["en", "ko"])
    assert unit.source == "one; two"


def test_what_separates_the_fields_of_a_table_can_be_named():
    text = "Hello, you;안녕\n"
    (unit,) = read("csv", text, header="no", columns="en,ko", delimiter="semicolon")
    assert (unit.source, unit.target) == ("Hello, you", "안녕")
    with pytest.raises(FormatError, match=r"found 'en;ko', 'of': name what separates them .*delimiter=semicolon"):
        read("csv", "en;ko,of\n")
    with pytest.raises(ConfigurationError, match=r"delimiter is one of comma, semicolon, tab, not ';'"):
        read("csv", text, delimiter=";")


def test_quotes_inside_an_unquoted_field_are_text():
    assert [u.source for u in read("tsv", 'ko\ten\nsay "a\tb\nc\td\n')] == ['say "a', "c"]


def test_a_byte_order_mark_for_spreadsheets_is_written_on_request_only(tmp_path):
    from bialign import TranslationUnit

    unit = TranslationUnit("=1+1", "@a", "ko", "en")
    formats.write(unit, tmp_path / "a.csv", bom=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert list(formats.read(tmp_path / "a.csv")) == [unit]
    formats.write(unit, tmp_path / "b.csv", columns=["ko", "en"])
    assert (tmp_path / "b.csv").read_text("utf-8") == "ko,en\n=1+1,@a\n"


def test_moses_files_with_windows_line_ends_and_compressed(tmp_path):
    import gzip

    (tmp_path / "train.ko.gz").write_bytes(gzip.compress("가\r\n나\u2028\r\n".encode()))
    (tmp_path / "train.en.gz").write_bytes(gzip.compress(b"a\r\nb\r\n"))
    units = list(formats.read(tmp_path / "train", format="moses", source_language="ko", target_language="en"))
    assert [(u.source, u.target) for u in units] == [("가", "a"), ("나\u2028", "b")]


def test_scores_of_an_earlier_corpus_are_not_taken_for_a_later_one_s(tmp_path):
    from bialign import TranslationUnit

    formats.write(TranslationUnit("가", "a", "ko", "en", score=0.5, id="1"), tmp_path / "a.ko-en")
    formats.write(TranslationUnit("나", "b", "ko", "en"), tmp_path / "a.ko-en")
    (unit,) = formats.read(tmp_path / "a.ko-en")
    assert (unit.score, unit.id) == (None, "")


PO = r"""# translators
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: ko_KR\n"

#. from the dialogue
#: a.c:1 b.c:2
#, fuzzy
msgctxt "menu"
msgid "Open\t\"file\""
msgstr ""
"파일\n"
"열기\x21"

msgid "one"
msgid_plural "many"
msgstr[0] "하나"

msgid "untranslated"
msgstr ""

#~ msgid "old"
#~ msgstr "낡은"
"""


def test_po_pairs():
    reader = formats.read(io.BytesIO(PO.encode()))
    units = list(reader)
    assert [(u.source, u.target) for u in units] == [
        ('Open\t"file"', "파일\n열기!"), ("one", "하나"), ("many", "하나"), ("untranslated", ""),
    ]  # fmt: skip
    assert {(u.source_language, u.target_language) for u in units} == {("en", "ko-KR")}
    assert units[0].metadata == {
        "context": "menu",
        "flags": "fuzzy",
        "references": "a.c:1 b.c:2",
        "extracted_comments": "from the dialogue",
    }
    assert reader.losses == {"obsolete entries": 1}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('msgid "a\nmsgstr "b"\n', 1, "in double quotes"),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 2, "second msgid"),
        ('msgstr "a"\n', 1, "Expected msgid before msgstr"),
        ('\nmsgid "a"\n', 1, "Expected msgstr before the end"),
    ],
)
def test_po_errors_name_the_line(text, line, problem):
    with pytest.raises(FormatError, match=problem) as caught:
        read("po", text)
    assert caught.value.line == line


def opus(
    folder,
    links,
    preprocess="raw",
    korean='<s id="1">가</s><s id="2">나</s>',
    english='<s id="1">a</s><s id="2">b</s>',
):
    for language, sentences in (("ko", korean), ("en", english)):
        with zipfile.ZipFile(folder / f"News_latest_{preprocess}_{language}.zip", "w") as archive:
            archive.writestr(f"News/{preprocess}/{language}/2020/doc.xml", f"<document>{sentences}</document>")
    text = f'<cesAlign version="1.0"><linkGrp targType="s" fromDoc="en/2020/doc.xml.gz" toDoc="ko/2020/doc.xml.gz">\n{links}</linkGrp></cesAlign>'
    path = folder / "en-ko.xml"
    path.write_text(text, "utf-8")
    return path


def test_corpora_of_opus_with_their_archives(tmp_path):
    path = opus(tmp_path, '<link xtargets="2;1" certainty="0.5"/><link xtargets="1;" certainty="-0.3"/>')
    reader = formats.read(path)
    (alignment,) = reader
    assert alignment.id == "2020/doc"
    assert (alignment.source_language, alignment.target_language) == ("en", "ko")
    assert alignment.beads == (Bead([1], [0], score=0.5), Bead([0], []), Bead([], [1]))
    assert reader.losses == {"scores outside 0 to 1": 1}


def test_tokenised_sentences_of_opus_are_joined_by_spaces(tmp_path):
    korean = '<p><s id="s1.1"><chunk><w id="w1">서울</w> <w>시</w></chunk> <w>.</w></s></p>'
    path = opus(tmp_path, '<link xtargets="1;s1.1"/>', "xml", korean)
    (alignment,) = formats.read(path, on_error="skip")
    assert [f.text for f in alignment.target] == ["서울 시 ."]


def test_links_to_sentences_that_do_not_exist_are_listed_and_the_rest_is_read(tmp_path):
    path = opus(tmp_path, '<link xtargets="1;7"/>')
    with pytest.raises(FormatError, match=r"en-ko\.xml:2: The link names the sentence '7'"):
        list(formats.read(path))
    links = ['<link xtargets="1;7"/>', '<link xtargets="1 2;1"/>', '<link xtargets="1;2"/>', '<link xtargets="x"/>']
    reader = formats.read(opus(tmp_path, "\n".join(links)), on_error="skip")
    (alignment,) = reader
    assert alignment.beads == (Bead([0, 1], [0]), Bead([], [1]))
    assert [error.line for error in reader.skipped] == [5, 2, 4]


def test_sentence_files_in_a_folder(tmp_path):
    for language, text in (("ko", "가"), ("en", "a")):
        (tmp_path / "texts" / language).mkdir(parents=True)
        (tmp_path / "texts" / language / "x.xml").write_text(
            f'<text><s id="1" type="headline">{text}</s></text>', "utf-8"
        )
    (tmp_path / "links.xml").write_text(
        '<cesAlign><linkGrp fromDoc="ko/x.xml.gz" toDoc="en/x.xml.gz"><link xtargets="1;1"/></linkGrp></cesAlign>',
        "utf-8",
    )
    (alignment,) = formats.read(
        tmp_path / "links.xml", source_sentences=tmp_path / "texts", target_sentences=tmp_path / "texts"
    )
    assert alignment.beads == (Bead([0], [0], "headline"),)
    with pytest.raises(FormatError, match=r"There is no sentence file 'ko/x\.xml\.gz' in the folder"):
        list(formats.read(tmp_path / "links.xml"))


def test_tei_links_into_other_files(tmp_path):
    for name, language, sentences in (("a.xml", "ko", ["가", "나"]), ("b.xml", "en", ["a"])):
        inner = "".join(f'<s xml:id="s{n}">{text}</s>' for n, text in enumerate(sentences, 1))
        (tmp_path / name).write_text(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:lang="{language}"><body><p>{inner}</p></body></text></TEI>',
            "utf-8",
        )
    (tmp_path / "links.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><linkGrp><link target="a.xml#s1 a.xml#s2 b.xml#s1" cert="high"/></linkGrp></standOff></TEI>',
        "utf-8",
    )
    (alignment,) = formats.read(tmp_path / "links.xml")
    assert alignment.beads == (Bead([0, 1], [0]),)
    assert (alignment.source_language, alignment.target_language) == ("ko", "en")


def test_ids_of_translation_records_may_be_numbers():
    records = [f'{{"id": {number}, "translation": {{"ko": "가", "en": "a"}}}}' for number in ("0", "1", "null", '""')]
    assert [unit.id for unit in read("huggingface", "\n".join(records))] == ["0", "1", "", ""]


def test_notes_of_tei_are_joined():
    text = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>
<notesStmt><note>first</note><note>second</note></notesStmt></fileDesc></teiHeader>
<text xml:lang="ko"><s xml:id="a">가</s></text><text xml:lang="en"><s xml:id="b">a</s></text>
<standOff><linkGrp><link target="#a #b"/></linkGrp></standOff></TEI>"""
    (alignment,) = read("tei", text)
    assert alignment.metadata == {"note": "first\nsecond"}


def test_formats_are_told_by_their_first_bytes(tmp_path):
    from bialign import Alignment, TranslationUnit

    unit = TranslationUnit("가", "a", "ko", "en")
    alignment = Alignment(formats.fragments_of(["가"]), formats.fragments_of(["a"]), [Bead([0], [0])], "ko", "en")
    for known in formats.available_formats():
        if known.write is None or known.is_prefix or known.name == "csv":
            continue
        path = tmp_path / f"{known.name}-file"
        formats.write(alignment if known.capabilities.alignments else unit, path, format=known.name)
        with formats.read(path) as reader:
            found = reader.format.name
        assert found == {"xliff12": "xliff"}.get(known.name, known.name)
        if known.name != "xces":
            assert len(list(formats.read(io.BytesIO(path.read_bytes())))) == 1
