"""Without an extra, what needs it says so in one sentence that installs it; nothing else needs it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bialign
from bialign.errors import MissingExtraError

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_DEVELOPERS = {"docs", "lint", "test", "testing"}


def unit():
    return bialign.TranslationUnit("비가 왔다.", "It rained.", "ko", "en")


def read_html(folder):
    (folder / "page.html").write_text(
        "<html><body><article><h1>제목</h1><p>비가 왔다.</p></article></body></html>", "utf-8"
    )
    bialign.read_article(folder / "page.html")


def write_parquet(folder):
    bialign.write([unit()], folder / "corpus.parquet")


def read_zstandard(folder):
    (folder / "corpus.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd\x00")
    list(bialign.read(folder / "corpus.jsonl.zst"))


def write_zstandard(folder):
    bialign.write([unit()], folder / "corpus.jsonl.zst")


def plot(folder):
    from bialign.evaluation.plots import plot as draw

    gold = bialign.load_corpus("newsroom", split="dev").gold
    draw({"gold": bialign.evaluate(gold, gold)}, folder / "figures.png")


def tokenize_for_bleu(folder):
    bialign.get_tokenizer("mecab").tokenize("비가 왔다.")


def start_ray(folder):
    from bialign.building.engines.ray import RayEngine

    RayEngine(str(folder), 1, 1.0)


def load_sentence_transformer(folder):
    from bialign.encoders import load_encoder

    (folder / "modules.json").write_text("[]")
    (folder / "model.safetensors").write_bytes(b"")
    load_encoder(str(folder))


def load_model2vec(folder):
    from bialign.encoders.model2vec import Model2VecEncoder

    Model2VecEncoder(folder)


CASES = {
    "html": ("trafilatura", [read_html]),
    "mecab": ("mecab_ko", [tokenize_for_bleu]),
    "model2vec": ("model2vec", [load_model2vec]),
    "parquet": ("pyarrow", [write_parquet]),
    "plot": ("matplotlib", [plot]),
    "ray": ("ray", [start_ray]),
    "sentence-transformers": ("sentence_transformers", [load_sentence_transformer]),
    "zstd": ("zstandard", [read_zstandard, write_zstandard]),
}


def test_every_extra_has_a_case():
    assert set(CASES) == set(PROJECT["optional-dependencies"]) - FOR_DEVELOPERS


@pytest.mark.parametrize(
    ("extra", "module", "use"), [(extra, module, use) for extra, (module, uses) in CASES.items() for use in uses]
)
def test_use_without_the_extra_says_how_to_install_it(extra, module, use, tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name == module or name.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as caught:
        use(tmp_path)
    assert str(caught.value).endswith(f" needs the package {module!r}: pip install 'bialign[{extra}]'")
    assert "\n" not in str(caught.value)


def test_the_main_job_needs_no_extra():
    hidden = [module for module, _ in CASES.values()]
    code = f"""
import sys
for module in {hidden}:
    sys.modules[module] = None
import bialign
for name in bialign.__all__:
    getattr(bialign, name)
alignment = bialign.align_sentences(["비가 왔다."], ["It rained."])
assert [bead.type for bead in alignment] == ["1-1"]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_optional_packages_are_not_imported_by_the_command_line():
    code = "import sys, bialign.cli.app; sys.exit(sorted({'numpy', 'pyarrow', 'lxml', 'scipy', 'ray'} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
