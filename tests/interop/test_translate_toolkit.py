"""translate-toolkit reads our TMX, XLIFF and tables, and we read what it writes."""

import pytest
from interop_corpus import PAIRS, UNITS, alignment
from translate.storage.po import pofile
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from bialign import TranslationUnit, formats

KINDS = {"a.xlf": Xliff2File, "a.xlf12": xlifffile}


def test_translate_toolkit_sees_each_segment_of_our_tmx(tmp_path):
    formats.write(UNITS, tmp_path / "a.tmx")
    with (tmp_path / "a.tmx").open("rb") as file:
        store = tmxfile(file, "ko", "en")
    assert [(unit.source, unit.target) for unit in store.units] == PAIRS


def test_translate_toolkit_takes_the_source_by_srclang(tmp_path):
    formats.write(UNITS, tmp_path / "a.tmx")
    store = tmxfile.parsefile(str(tmp_path / "a.tmx"))
    assert [unit.source for unit in store.units] == [source for source, _ in PAIRS]


def test_translate_toolkit_sees_joined_text_of_m_n_beads_and_lone_variants(tmp_path):
    formats.write(alignment(), tmp_path / "a.tmx", deletions=True)
    with (tmp_path / "a.tmx").open("rb") as file:
        store = tmxfile(file, "ko", "en")
    assert [unit.source for unit in store.units if unit.source][:3] == [
        "제목 & 부제",
        "첫 문장이다. 둘째 <문장>이다.",
        "남은 문장.",
    ]


def test_we_read_tmx_of_translate_toolkit(tmp_path):
    store = tmxfile(sourcelanguage="ko")
    for source, target in PAIRS:
        store.addtranslation(source, "ko", target, "en")
    store.savefile(str(tmp_path / "a.tmx"))
    units = list(formats.read(tmp_path / "a.tmx", source_language="ko"))
    assert [(unit.source, unit.target) for unit in units] == PAIRS


@pytest.mark.parametrize("name", KINDS)
def test_translate_toolkit_sees_each_segment_of_our_xliff(tmp_path, name):
    formats.write(UNITS, tmp_path / name)
    store = KINDS[name].parsestring((tmp_path / name).read_bytes())
    segments = [(str(unit.source), str(unit.target)) for unit in store.units if unit.istranslatable()]
    assert segments == PAIRS


@pytest.mark.parametrize("name", KINDS)
def test_translate_toolkit_keeps_spaces_and_line_breaks_of_our_xliff(tmp_path, name):
    unit = TranslationUnit("  둘  다\n새 줄 ", " two  spaces\nnew line  ", "ko", "en")
    formats.write(unit, tmp_path / name)
    store = KINDS[name].parsestring((tmp_path / name).read_bytes())
    assert [(str(u.source), str(u.target)) for u in store.units if u.istranslatable()] == [(unit.source, unit.target)]


def test_we_read_xliff_of_translate_toolkit(tmp_path):
    store = xlifffile()
    store.setsourcelanguage("ko")
    store.settargetlanguage("en")
    for source, target in PAIRS:
        unit = store.addsourceunit(source)
        unit.target = target
    store.savefile(str(tmp_path / "a.xlf"))
    assert [(unit.source, unit.target) for unit in formats.read(tmp_path / "a.xlf")] == PAIRS


def test_we_read_po_of_translate_toolkit(tmp_path):
    store = pofile()
    store.updateheader(add=True, Language="ko")
    for source, target in PAIRS:
        unit = store.addsourceunit(target)
        unit.target = source
    store.savefile(str(tmp_path / "a.po"))
    assert [(unit.source, unit.target) for unit in formats.read(tmp_path / "a.po")] == [(b, a) for a, b in PAIRS]
