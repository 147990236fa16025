"""What the READMEs and the documentation show is what happens."""

import re
import tomllib
from pathlib import Path

import pytest
from iniconfig import IniConfig
from packaging.requirements import Requirement
from page_examples import PageError, PageRunner, commands_of

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "corpora" / "README.md"],
    key=lambda path: path.relative_to(ROOT).as_posix(),
)
FENCED = re.compile(r"^ *```(\S*)[^\n]*\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
# Languages of blocks that run, and of those that show a file's content.
RUN, SHOWN = {"python", "console"}, {"text", "toml", "ini", "diff"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "path",
    [path for path in PAGES if RUN & set(re.findall(r"^```(\w+)", path.read_text("utf-8"), re.MULTILINE))],
    ids=name_of,
)
def test_blocks_run_and_print_what_the_page_says(path, scratch, request):
    update = request.config.getoption("--update-pages", default=False)
    assert PageRunner(scratch, update=update).run(path) > 0


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_block_says_what_it_is(path):
    assert {language for language, _ in FENCED.findall(path.read_text("utf-8"))} <= RUN | SHOWN


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_commands_stand_in_blocks_that_run(path):
    rest = FENCED.sub("", path.read_text("utf-8"))
    assert re.findall(r"^ +(?:\$ )?(?:bialign|python|pip) .*$", rest, re.MULTILINE) == []


def test_settings_shown_are_toml():
    for path in PAGES:
        for language, content in FENCED.findall(path.read_text("utf-8")):
            if language == "toml":
                tomllib.loads(content)


def test_settings_shown_for_pytest_have_comments_on_lines_of_their_own():
    shown = [
        content
        for path in PAGES
        for language, content in FENCED.findall(path.read_text("utf-8"))
        if language == "ini"
    ]
    assert shown
    for content in shown:
        for section in IniConfig("pytest.ini", content):
            assert not any(re.search("[;#]", value) for _, value in section.items())


def test_extras_named_on_pages_exist():
    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
    for path in PAGES:
        for requirement in re.findall(r"bialign\[[\w,-]+\]", path.read_text("utf-8")):
            assert Requirement(requirement).extras <= extras, path


def test_a_page_with_wrong_output_is_refused(tmp_path, scratch):
    page = tmp_path / "page.md"
    for block in ("```python\nprint(1)\n```\n\n```text\n2\n```\n", "```console\n$ echo 1\n2\n```\n"):
        page.write_text(block, encoding="utf-8")
        with pytest.raises(PageError):
            PageRunner(scratch).run(page)
        PageRunner(scratch, update=True).run(page)
        assert page.read_text("utf-8") == block.replace("2", "1")


def test_a_page_that_hides_output_or_failure_is_refused(tmp_path, scratch):
    page = tmp_path / "page.md"
    for block in ("```python\nprint(1)\n```\n", "```console\n$ false\n```\n", "```console\n$ false | cat\n```\n"):
        page.write_text(block, encoding="utf-8")
        with pytest.raises(PageError):
            PageRunner(scratch).run(page)


def test_commands_may_go_on_in_the_next_line():
    assert commands_of("$ echo a \\\n  b\na b\n$ true\n") == [("echo a \\\n  b", "a b\n"), ("true", "")]
