"""TMX of other programs, and TMX as the specification asks for it."""

import datetime as dt
import io
import re

import pytest
from format_strategies import units
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bialign import TranslationUnit, formats
from bialign.errors import ConfigurationError, FormatError
from bialign.formats.xml_text import ILLEGAL

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="{srclang}" datatype="plaintext"/>'
)


def tmx(body, srclang="en"):
    text = f'<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">{HEADER.format(srclang=srclang)}<body>\n{body}\n</body></tmx>'
    return io.BytesIO(text.encode())


def tu(*variants, attributes="", before=""):
    tuvs = "".join(f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>' for language, text in variants)
    return f"<tu{attributes}>{before}{tuvs}</tu>"


def pairs(source, **options):
    return [
        (u.source_language, u.source, u.target_language, u.target)
        for u in formats.read(source, format="tmx", **options)
    ]


def test_the_source_is_the_variant_in_the_header_s_source_language():
    assert pairs(tmx(tu(("ko", "가"), ("en", "a")))) == [("en", "a", "ko", "가")]


def test_the_source_is_the_first_variant_if_the_header_allows_all():
    assert pairs(tmx(tu(("ko", "가"), ("en", "a")), "*all*")) == [("ko", "가", "en", "a")]


@pytest.mark.parametrize("tag", ["EN-us", "en_GB", "EN", "en-Latn-GB"])
def test_languages_are_matched_loosely_and_kept_as_written(tag):
    assert pairs(tmx(tu(("ko", "가"), (tag, "a")))) == [(tag, "a", "ko", "가")]


def test_languages_of_a_multilingual_memory_can_be_chosen_and_the_rest_is_counted():
    source = tmx(tu(("en", "a"), ("de", "ä"), ("ko-KR", "가")))
    reader = formats.read(source, format="tmx", source_language="ko", target_language="de")
    assert [(u.source, u.target) for u in reader] == [("가", "ä")]
    assert reader.losses == {"variants in further languages": 1}


def test_a_missing_language_is_an_error_that_says_where():
    with pytest.raises(FormatError, match=r"4:\d+: Expected a <tuv> in the language ko"):
        pairs(tmx(tu(("en", "a"), ("de", "ä"))), target_language="ko")


def test_a_source_language_that_no_variant_has_is_told_with_those_that_there_are():
    sentence = r"source language fr, found en, ko: name the languages by the options .* \(-r source_language=en\)"
    with pytest.raises(FormatError, match=sentence):
        pairs(tmx(tu(("en", "a"), ("ko", "가")), "fr"))
    assert pairs(tmx(tu(("en", "a"), ("ko", "가")), "fr"), source_language="en") == [("en", "a", "ko", "가")]


def test_notes_properties_and_dates_become_metadata_and_inline_codes_are_counted():
    body = tu(
        ("en", '<bpt i="1">&lt;b&gt;</bpt>a <hi>bold</hi> word<ept i="1">&lt;/b&gt;</ept><ph><sub>x</sub></ph>'),
        ("ko", "가"),
        attributes=' tuid="7" creationdate="20200101T000000Z" creationid="kim"',
        before='<note>first</note><note>second</note><prop type="domain">news</prop><prop type="x-score">93%</prop>',
    )
    reader = formats.read(tmx(body), format="tmx")
    (unit,) = reader
    assert unit.source == "a bold word"
    assert unit.id == "7"
    assert unit.score is None
    assert unit.metadata == {
        "note": "first\nsecond", "domain": "news", "score": "93%", "creationdate": "20200101T000000Z", "creationid": "kim",
    }  # fmt: skip
    assert reader.losses == {"inline codes": 3}


def test_another_program_s_score_does_not_undo_ours():
    scores = '<prop type="x-score">0.9</prop><prop type="score">95%</prop>'
    (unit,) = formats.read(tmx(tu(("en", "a"), ("ko", "가"), before=scores)), format="tmx")
    assert (unit.score, unit.metadata) == (0.9, {"score": "95%"})


def test_utf_16_and_latin_1_files_are_read():
    body = tu(("en", "café"), ("de", "Kaffee"))
    text = tmx(body).getvalue().decode()
    utf_16 = io.BytesIO(text.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16"))
    latin_1 = io.BytesIO(text.replace('version="1.0"', 'version="1.0" encoding="iso-8859-1"').encode("latin-1"))
    assert pairs(utf_16) == pairs(latin_1) == [("en", "café", "de", "Kaffee")]


def test_line_ends_are_those_that_xml_has():
    source = io.BytesIO(tmx(tu(("en", "a\nb"), ("ko", "가&#13;"))).getvalue().replace(b"\n", b"\r\n"))
    assert pairs(source) == [("en", "a\nb", "ko", "가\r")]


def test_units_inside_comments_and_character_data_sections_are_not_read():
    hidden = tu(("en", "hidden"), ("ko", "숨은"))
    body = f"{tu(('en', 'a'), ('ko', '가'))}\n<!-- {hidden} -->\n{tu(('en', '<![CDATA[</tu>' + hidden + ']]>'), ('ko', '나'))}"
    assert [source for _, source, _, _ in pairs(tmx(body))] == ["a", "</tu>" + hidden]


def test_a_space_in_the_end_tag_before_a_comment_hides_nothing():
    hidden = tu(("en", "hidden"), ("ko", "숨은"))
    plain = tu(("en", "a"), ("ko", "가"))
    body = plain + plain.replace("</tu>", "</tu >") + f"<!-- x </tu>\n{hidden} -->" + plain
    assert [source for _, source, _, _ in pairs(tmx(body))] == ["a", "a", "a"]


@given(corpus=st.lists(units(ILLEGAL), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_units_are_read_alike_whether_they_look_plain_or_not(corpus):
    plain = io.BytesIO()
    formats.write(corpus, plain, format="tmx", deletions=True)
    by_parser = plain.getvalue().replace(b"</tuv>", b"</tuv><!-- -->")
    quoted = re.sub(rb'xml:lang="([^"]*)"', rb"xml:lang='\1'", plain.getvalue())
    expected = list(formats.read(io.BytesIO(plain.getvalue()), format="tmx"))
    assert list(formats.read(io.BytesIO(by_parser), format="tmx")) == expected
    assert list(formats.read(io.BytesIO(quoted), format="tmx")) == expected


def test_errors_after_plain_units_name_the_right_line_and_column():
    plain = tu(("en", "a"), ("ko", "가"))
    body = "\n".join([plain] * 500 + [plain + plain + '<tu><tuv xml:lang="en"></seg>'])
    with pytest.raises(FormatError) as caught:
        pairs(tmx(body))
    assert caught.value.line == 504
    assert caught.value.column == len(plain) * 2 + len('<tu><tuv xml:lang="en"></') + 1


def test_the_first_bytes_are_those_the_specification_asks_for(tmp_path):
    unit = TranslationUnit("가 & <나>", "a", "ko", "en", "headline", 0.5, "u1", {"article": "x"})
    formats.write(unit, tmp_path / "a.tmx", date=dt.date(2026, 11, 5))
    assert 'creationdate="20261105T000000Z"' in (tmp_path / "a.tmx").read_text("utf-8")
    formats.write(unit, tmp_path / "a.tmx", date="2026-11-05T09:30:00+09:00")
    text = (tmp_path / "a.tmx").read_text("utf-8")
    assert '<tmx version="1.4">' in text
    for attribute in (
        "creationtool=",
        "creationtoolversion=",
        'segtype="sentence"',
        "o-tmf=",
        "adminlang=",
        'srclang="ko"',
        'datatype="plaintext"',
    ):
        assert attribute in text
    assert 'creationdate="20261105T003000Z"' in text
    assert text.index("<prop") < text.index("<tuv")
    assert '<tuv xml:lang="ko"><seg>가 &amp; &lt;나&gt;</seg></tuv>' in text


def test_one_sided_units_are_left_out_and_counted_unless_kept(tmp_path):
    corpus = [TranslationUnit("가", "", "ko", "en"), TranslationUnit("나", "b", "ko", "en")]
    report = formats.write(corpus, tmp_path / "a.tmx")
    assert (report.items, dict(report.losses)) == (1, {"one-sided units": 1})
    formats.write(corpus, tmp_path / "b.tmx", deletions=True)
    assert list(formats.read(tmp_path / "b.tmx")) == corpus


def test_korean_encodings_that_expat_does_not_know_are_read():
    text = tmx(tu(("ko", "똠방각하 &amp; 펲시"), ("en", "a"))).getvalue().decode()
    declared = text.replace('version="1.0"', 'version="1.0" encoding="CP949"').encode("cp949")
    assert pairs(io.BytesIO(declared), source_language="ko") == [("ko", "똠방각하 & 펲시", "en", "a")]
    with pytest.raises(FormatError, match="Expected an encoding of text that is known, found 'nope'"):
        pairs(io.BytesIO(text.replace('version="1.0"', 'version="1.0" encoding="nope"').encode()))
    broken = declared.replace("펲시".encode("cp949"), b"\x80\xff")
    with pytest.raises(FormatError, match="Expected cp949 text, found the byte 0x80"):
        pairs(io.BytesIO(broken))


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+09:00", "9999-12-31T23:00:00-09:00"])
def test_dates_beyond_the_calendar_in_universal_time_are_told(tmp_path, date):
    with pytest.raises(ConfigurationError, match="is in no year from 1 to 9999 in universal time"):
        formats.write([TranslationUnit("비", "rain", "ko", "en")], tmp_path / "a.tmx", date=date)
    assert not (tmp_path / "a.tmx").exists()


def test_years_have_four_digits(tmp_path):
    formats.write([TranslationUnit("비", "rain", "ko", "en")], tmp_path / "a.tmx", date=dt.date(999, 1, 1))
    assert 'creationdate="09990101T000000Z"' in (tmp_path / "a.tmx").read_text("utf-8")
