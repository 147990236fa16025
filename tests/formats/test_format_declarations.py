"""Declarations, documentation, schemas and grammars agree with what is written."""

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import attrs
import jsonschema
import pytest
from format_strategies import alignments, units
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bialign import FragmentKind, formats
from bialign.errors import MissingExtraError
from bialign.formats.documentation import updated
from bialign.formats.grammars import TMX_14, XLIFF_2, XLIFF_12
from bialign.formats.reading import Input, Problems
from bialign.formats.trusted import trusted_unit
from bialign.formats.validation import validate
from bialign.formats.xml_grammar import check_grammar
from bialign.formats.xml_text import ILLEGAL

DOCS = Path(__file__).parents[2] / "docs"
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_page_of_formats_is_up_to_date():
    page = (DOCS / "formats.md").read_text("utf-8")
    assert updated(page) == page, "run: python -m bialign.formats.documentation docs/formats.md"


def test_every_format_says_what_it_is():
    known = formats.available_formats()
    assert known[0].name == "jsonl"
    assert len({name.name for name in known}) == len(known)
    endings = [ending for name in known for ending in name.endings]
    assert len(set(endings)) == len(endings)
    for name in known:
        assert name.note.endswith(".")
        assert name.capabilities.deletions in ("yes", "no", "option")
        assert name.capabilities.alignments or name.capabilities.units


@pytest.fixture(scope="module")
def validators():
    schemas = {
        name: json.loads((DOCS / "schema" / f"{name}-1.json").read_text("utf-8")) for name in ("unit", "alignment")
    }
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    return {name: jsonschema.Draft202012Validator(schema) for name, schema in schemas.items()}


@given(item=units() | alignments())
@quick
def test_json_lines_fit_their_schema(validators, tmp_path_factory, item):
    path = tmp_path_factory.getbasetemp() / "schema.jsonl"
    formats.write(item, path)
    (line,) = path.read_bytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
    record = json.loads(line)
    validators[record["schema"].split("/")[1]].validate(record)


def test_the_schemas_name_every_field_and_kind(validators, tmp_path):
    for name, validator in validators.items():
        assert set(validator.schema["$defs"]["kind"]["enum"]) == {kind.value for kind in FragmentKind}, name
    with pytest.raises(jsonschema.ValidationError):
        validators["unit"].validate({"schema": "bialign/unit/1", "source": "a"})
    with pytest.raises(jsonschema.ValidationError):
        validators["alignment"].validate(
            {"schema": "bialign/alignment/1", "source_language": "a", "target_language": "b", "source": [], "target": [], "beads": [{"source": [], "target": []}]}
        )  # fmt: skip


def breaks(path, grammar):
    source = Input(path, problems=Problems("skip"))
    found = [(error.line, error.problem) for error in check_grammar(source, [grammar])]
    source.close()
    return found + [(error.line, error.problem) for error in source.problems.skipped]


@pytest.mark.parametrize(
    ("ending", "grammar", "options"),
    [(".tmx", TMX_14, {"deletions": True}), (".tmx", TMX_14, {}), (".xlf12", XLIFF_12, {}), (".xlf", XLIFF_2, {})],
)
@given(corpus=st.lists(units(ILLEGAL, languages=st.just(("ko", "en-GB"))), min_size=1, max_size=4))
@quick
def test_written_files_fit_their_grammar(tmp_path_factory, ending, grammar, options, corpus):
    path = tmp_path_factory.getbasetemp() / f"grammar{ending}"
    report = formats.write(corpus, path, date="2026-01-02", **options)
    if report.items:
        assert breaks(path, grammar) == []
        assert validate(path).is_valid


BAD_TMX = """<?xml version="1.0"?>
<tmx version="1.4.">
<header creationtool="x" creationtoolversion="1" segtype="sentences" adminlang="en" srclang="en" datatype="x" colour="red"/>
<body>
<tu><tuv xml:lang="en"><seg>a</seg></tuv><prop type="x">late</prop></tu>
<tu><tuv><seg>a</seg><seg>b</seg></tuv>text</tu>
<tu></tu>
<tu><tuv xml:lang="en"></tuv><unit/></tu>
</body></tmx>
"""


def test_breaks_of_a_grammar_are_told_with_their_lines(tmp_path):
    (tmp_path / "a.tmx").write_text(BAD_TMX, "utf-8")
    assert breaks(tmp_path / "a.tmx", TMX_14) == [
        (2, "The attribute version of <tmx> cannot be '1.4.'."),
        (3, "Expected the attribute o-tmf of <header>."),
        (3, "The attribute segtype of <header> cannot be 'sentences'."),
        (3, "There is no attribute colour of <header> in the format."),
        (5, "The element <prop> may not stand here in <tu>."),
        (6, "Expected the attribute xml:lang of <tuv>."),
        (6, "The element <seg> may not stand here in <tuv>."),
        (6, "There may be no text in <tu>, found 'text'."),
        (7, "Expected <tuv> in <tu>."),
        (8, "Expected <seg> in <tuv>."),
        (8, "The element <unit> may not stand here in <tu>."),
        (8, "There is no element <unit> in the format."),
    ]


@pytest.mark.parametrize(
    "root",
    [
        '<xliff version="2.1" srcLang="ko" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0">',
        "<xliff version='2.1' srcLang='ko' trgLang='en' xmlns = 'urn:oasis:names:tc:xliff:document:2.0'>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xliff_is_held_against_the_grammar_of_its_namespace(tmp_path, root, encoding):
    text = f"{root}<file id='f'><unit><segment><source>가</source></segment></unit></file></xliff>"
    (tmp_path / "a.xlf").write_text(text, encoding)
    report = validate(tmp_path / "a.xlf")
    assert [error.problem for error in report.problems] == ["Expected the attribute id of <unit>."]
    (tmp_path / "a.xlf").write_text(text.replace(":2.0", ":1.1").replace("2.1", "1.1"), encoding)
    assert validate(tmp_path / "a.xlf").is_valid


def test_validation_reports_structure_units_and_what_is_worth_a_look(tmp_path):
    (tmp_path / "a.tmx").write_text(BAD_TMX, "utf-8")
    report = validate(tmp_path / "a.tmx")
    assert not report.is_valid
    assert report.problem_count == len(report.problems) == 15
    assert "Expected at least one <tuv> with a <seg> in the <tu>." in [error.problem for error in report.problems]

    from bialign import Alignment, Bead, TranslationUnit

    corpus = [
        TranslationUnit("a", "a", "ko", "en", id="1"),
        TranslationUnit("b", "", "ko", "en", id="1"),
        TranslationUnit("c", "d", "ko", "en", id="2"),
    ]
    formats.write(corpus, tmp_path / "b.jsonl")
    report = validate(tmp_path / "b.jsonl")
    assert report.is_valid
    assert report.notes == {"repeated ids": 1, "units with one side": 1, "units with the same text on both sides": 1}
    sides = formats.fragments_of(["가", "나", "다"]), formats.fragments_of(["a", "b", "c"])
    crossing = Alignment(*sides, [Bead([n], [2 - n]) for n in range(3)], "ko", "en")
    formats.write([crossing, crossing], tmp_path / "c.jsonl")
    assert validate(tmp_path / "c.jsonl").notes == {"alignments with crossing body beads": 2}


def test_options_come_as_values_or_as_text():
    tsv = formats.find_format("tsv")
    assert tsv.options({"columns": "ko, en", "bom": "yes"}, writing=True) == {"columns": ("ko", "en"), "bom": True}
    assert tsv.options({"columns": ["ko", "en"], "bom": False}, writing=True) == {
        "columns": ["ko", "en"],
        "bom": False,
    }
    assert attrs.asdict(tsv.capabilities)["units"]


def test_ids_that_repeat_in_an_xliff_file_are_told(tmp_path):
    unit = '<trans-unit id="1"><source>a</source></trans-unit>'
    file = f'<file original="a" source-language="en" datatype="plaintext"><body>{unit}{unit}</body></file>'
    text = f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}{file.replace(unit + unit, unit)}</xliff>'
    (tmp_path / "a.xlf").write_text(text, "utf-8")
    assert breaks(tmp_path / "a.xlf", XLIFF_12) == [(1, "An earlier <trans-unit> has the id '1', too.")]


@given(unit=units())
@quick
def test_units_made_by_readers_are_like_any_others(unit):
    fields = (
        unit.source,
        unit.target,
        unit.source_language,
        unit.target_language,
        unit.kind,
        unit.score,
        unit.id,
        dict(unit.metadata),
    )
    made = trusted_unit(*fields)
    assert made == unit
    assert hash(made) == hash(unit)
    assert pickle.loads(pickle.dumps(made)) == unit
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.source = "other"


def test_listing_the_formats_imports_nothing_heavy():
    heavy = "('numpy', 'lxml', 'pyarrow', 'zstandard', 'rich', 'typer')"
    program = f"import sys; from bialign import formats; formats.available_formats(); print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


@pytest.mark.parametrize(
    ("name", "module", "sentence"),
    [
        ("a.parquet", "pyarrow", "pip install 'bialign[parquet]'"),
        ("a.jsonl.zst", "zstandard", "pip install 'bialign[zstd]'"),
    ],
)
def test_a_missing_extra_is_one_sentence_and_leaves_no_file(tmp_path, monkeypatch, name, module, sentence):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=re.escape(sentence)):
        formats.write([], tmp_path / name)
    assert list(tmp_path.iterdir()) == []
