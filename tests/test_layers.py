"""Packages import only from those that come before them, as the page on the design says."""

import ast
from pathlib import Path

import bialign

ROOT = Path(bialign.__file__).parent
LAYERS = (
    ("compiled",),
    ("text",),
    ("tokenizers", "names", "anchors"),
    ("sentences",),
    ("articles", "encoders"),
    ("align", "formats", "evaluation"),
    ("building", "testing", "reports"),
    ("cli",),
)
LEVELS = {package: level for level, packages in enumerate(LAYERS) for package in packages}


def imported_packages(path):
    """Return the packages of ours that a module imports from, anywhere in it."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("bialign.")} & LEVELS.keys()


def test_every_package_has_its_place():
    packages = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    assert packages - {"corpora"} == LEVELS.keys()


def test_packages_import_from_those_before_them():
    wrong = [
        (str(path.relative_to(ROOT)), package)
        for path in ROOT.rglob("*.py")
        if (own := path.relative_to(ROOT).parts[0]) in LEVELS
        for package in imported_packages(path) - {own}
        if LEVELS[package] >= LEVELS[own]
    ]
    assert wrong == []
