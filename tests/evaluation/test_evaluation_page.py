"""The page about evaluation tells the truth: its examples run, its table of levels is that of the code."""

import re
from pathlib import Path

import attrs

from bialign.evaluation import LEVELS

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_examples_run_one_after_the_other(capsys):
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    namespace = {}
    for block in blocks:
        exec(block, namespace)
    assert len(blocks) >= 5
    assert namespace["gold"].beads
    assert {bead.type for bead in namespace["gold"]} > {"1-1"}
    assert "strict F1" in capsys.readouterr().out


def test_levels_are_those_of_the_code():
    header = re.search(r"^\| \| (.*) \|$", PAGE, re.MULTILINE)
    levels = [cell.strip(" `") for cell in header[1].split("|")]
    assert levels == list(LEVELS)
    for field in attrs.fields(type(LEVELS["easy"])):
        row = re.search(rf"^\| `{field.name}`: .* \| (\S+) \| (\S+) \| (\S+) \|$", PAGE, re.MULTILINE)
        assert [float(value) for value in row.groups()] == [getattr(LEVELS[level], field.name) for level in levels]
