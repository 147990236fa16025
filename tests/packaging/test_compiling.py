"""Installing compiles what is in C, whatever the compiler is."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = "src/bialign/compiled"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that builds in a copy of the sources, by a compiler, and what it gives and warns of."""
    # The hook's base class is there only while a wheel is built.
    interface = ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = object
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    hatch_build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hatch_build)
    shutil.copytree(ROOT / SOURCES, tmp_path / SOURCES, ignore=shutil.ignore_patterns("*.so"))

    def build_by(compiler):
        program = tmp_path / "compiler"
        program.write_bytes(b"#!/bin/sh\n" + compiler)
        program.chmod(0o755)
        monkeypatch.setenv("CC", str(program))
        hook, warnings, built = hatch_build.CompileLibrary(), [], {"artifacts": []}
        hook.root, hook.app = str(tmp_path), SimpleNamespace(display_warning=warnings.append)
        hook.initialize("standard", built)
        return built, warnings

    return build_by


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
def test_a_compiler_may_warn_in_any_encoding(build, tmp_path):
    built, warnings = build(b"printf '\\260\\346\\260\\355' >&2; exec cc \"$@\"\n")
    assert not warnings
    assert built["artifacts"] == [f"/{SOURCES}/compiled.so"]
    assert (tmp_path / SOURCES / "compiled.so").is_file()


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
def test_a_compiler_that_fails_leaves_all_to_numpy_and_is_quoted(build):
    built, warnings = build(b"printf '\\277\\300\\267\\371: disk full' >&2; exit 1\n")
    assert built == {"artifacts": []}
    assert len(warnings) == 1
    assert warnings[0].startswith("Python will do what C is faster at:")
    assert warnings[0].endswith("disk full")
