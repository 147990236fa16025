"""The pytest plugin: gold article pairs and snapshots as fixtures, and readable failures of ``==``.

It is loaded by every pytest run where bialign is installed; so it imports nothing of it before it is needed.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bialign.evaluation import ArticlePair, Corpus
    from bialign.testing.snapshots import AlignmentSnapshot


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and the settings of the same meaning."""
    group = parser.getgroup("bialign", "alignments (bialign)")
    group.addoption("--gold-corpus", metavar="NAME", help="corpus of the fixtures gold_corpus and article_pair")
    group.addoption("--gold-split", metavar="SPLIT", help="its part: train, dev or test")
    group.addoption("--update-alignments", action="store_true", help="write the snapshots of alignment_snapshot anew")
    parser.addini("gold_corpus", "name of a corpus of bialign, or folder of your own", default="newsroom")
    parser.addini("gold_split", "part of the corpus: train, dev or test; all if empty", default="")


def _load(config: pytest.Config) -> Corpus:
    from bialign.errors import BialignError
    from bialign.evaluation import load_corpus

    name, split = (
        config.getini(setting) if (given := config.getoption(setting)) is None else given
        for setting in ("gold_corpus", "gold_split")
    )
    folder = config.rootpath / name
    try:
        return load_corpus(folder if (folder / "splits.tsv").is_file() else name, split=split or None)
    except BialignError as error:
        raise pytest.UsageError(str(error)) from error


_CORPUS = pytest.StashKey["Corpus"]()


def _corpus(config: pytest.Config) -> Corpus:
    """Return the corpus of a test run, read once."""
    if _CORPUS not in config.stash:
        config.stash[_CORPUS] = _load(config)
    return config.stash[_CORPUS]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `article_pair` once for each pair of the corpus."""
    if "article_pair" in metafunc.fixturenames:
        pairs = _corpus(metafunc.config).pairs
        metafunc.parametrize("article_pair", pairs, ids=[pair.id for pair in pairs], indirect=True)


@pytest.fixture(scope="session")
def gold_corpus(request: pytest.FixtureRequest) -> Corpus:
    """The gold corpus of the setting or option: the part of it that is asked for."""
    return _corpus(request.config)


@pytest.fixture
def article_pair(request: pytest.FixtureRequest) -> ArticlePair:
    """One article pair of the corpus; the test is run for each."""
    pair: ArticlePair = request.param
    return pair


@pytest.fixture
def alignment_snapshot(request: pytest.FixtureRequest) -> AlignmentSnapshot:
    """A function that compares an alignment with the text kept in ``snapshots/`` beside the test."""
    from bialign.testing.snapshots import AlignmentSnapshot

    module = request.path
    return AlignmentSnapshot(
        module.parent / "snapshots" / module.stem,
        _snapshot_name(request.node.nodeid),
        update=request.config.getoption("update_alignments"),
    )


def _snapshot_name(node: str) -> str:
    """Return the stem of a test's snapshots: its classes and name, and what tells it from a test of like letters."""
    _, _, test = node.partition("::")
    plain = test.replace("::", ".")
    name = re.sub(r"[^\w.-]+", "_", plain).strip("_")
    # Parameters in brackets are common: these alone are told by their own letters.
    if name == re.sub(r"[\[\]]", "_", plain).strip("_"):
        return name
    return f"{name}-{blake2b(test.encode('utf-8', 'surrogatepass'), digest_size=3).hexdigest()}"


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Show two alignments side by side where ``assert actual == expected`` fails."""
    from bialign.beads import Alignment

    if op != "==" or not (isinstance(left, Alignment) and isinstance(right, Alignment)):
        return None
    import attrs

    from bialign.errors import InvariantError
    from bialign.testing.differences import format_difference

    try:
        difference = format_difference(left, right)
    except InvariantError as error:
        difference = str(error)
    if not difference:
        unequal = [f.name for f in attrs.fields(Alignment) if getattr(left, f.name) != getattr(right, f.name)]
        difference = f"The beads hold the same text, but the alignments differ in: {', '.join(unequal)}."
    return ["two alignments are the same", *difference.splitlines()]
