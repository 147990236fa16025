"""Patterns from kept code are those that ``re.compile`` makes."""

import re
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign import patterns
from bialign.articles.conventions import Place, matcher
from bialign.patterns import compile_pattern

PATTERN = r"(?P<name>[가-힣]{2,4}+)(?i: reporter)|(\d+)(?<!0)[·–-]"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BIALIGN_CACHE", str(tmp_path))
    return tmp_path / "patterns"


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.ASCII])
def test_first_and_later_patterns_are_those_of_re(folder, flags):
    expected = re.compile(PATTERN, flags)
    for _ in range(2):
        compiled = compile_pattern(PATTERN, flags)
        assert compiled == expected
        assert (compiled.flags, compiled.groups, compiled.groupindex) == (expected.flags, 2, {"name": 1})
    (found,) = folder.iterdir()
    text = "홍길동 REPORTER 17·"
    assert [match.lastgroup for match in compiled.finditer(text)] == [m.lastgroup for m in expected.finditer(text)]
    assert stat.S_ISREG(found.stat().st_mode)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_conventions_are_those_that_re_compiles(folder, language):
    expressions = [rows.expression for place in Place for rows in matcher(language, place).rows]
    assert len(expressions) > len(Place)
    for expression in [*expressions, *expressions]:
        assert compile_pattern(expression) == re.compile(expression)


def test_later_patterns_are_not_compiled(folder, monkeypatch):
    first = compile_pattern(PATTERN)
    made = []
    make = patterns._make_code
    monkeypatch.setattr(patterns, "_make_code", lambda *given: made.append(given) or make(*given))
    assert compile_pattern(PATTERN) == first
    assert made == []
    # Other flags and another Python have other code.
    compile_pattern(PATTERN, re.IGNORECASE)
    monkeypatch.setattr(patterns.sys, "version", "3.99")
    compile_pattern(PATTERN)
    assert made == [(PATTERN, re.IGNORECASE), (PATTERN, 0)]


@given(st.data())
def test_damaged_code_is_made_anew(tmp_path_factory, data):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("BIALIGN_CACHE", str(folder))
        compile_pattern(PATTERN)
        (path,) = (folder / "patterns").iterdir()
        content = path.read_bytes()
        place = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            damaged = content[:place]
        else:
            damaged = (
                content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :]
            )
        path.write_bytes(damaged)
        assert compile_pattern(PATTERN) == re.compile(PATTERN)
        assert path.read_bytes() == content


@pytest.mark.parametrize("damage", ["file", "folder"])
def test_a_cache_that_cannot_be_written_is_left_out(tmp_path, monkeypatch, damage):
    monkeypatch.setenv("BIALIGN_CACHE", str(tmp_path / "cache"))
    if damage == "file":
        (tmp_path / "cache").write_bytes(b"")
    else:
        compile_pattern(PATTERN)
        (path,) = (tmp_path / "cache" / "patterns").iterdir()
        path.unlink()
        path.mkdir()
    assert compile_pattern(PATTERN) == re.compile(PATTERN)


def test_an_interpreter_without_these_parts_compiles(folder, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(patterns, "import_module", missing)
    assert compile_pattern(PATTERN) == re.compile(PATTERN)
    assert not folder.exists()


def test_a_user_without_a_home_compiles(monkeypatch):
    monkeypatch.setattr(patterns, "cache_folder", lambda: None)
    assert compile_pattern(PATTERN) == re.compile(PATTERN)


def test_what_is_no_expression_is_told_as_by_re(folder):
    with pytest.raises(re.error, match="unterminated character set"):
        compile_pattern("[a")
