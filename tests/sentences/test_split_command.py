"""The command split."""

import json

import pytest
from typer.testing import CliRunner

from bialign.cli.app import app
from bialign.errors import LanguageError

TEXT = "비가 왔다. 우산을 썼다.\n\nIt rained in the U.S. on Monday. We left.\n"


def run(*arguments, text=TEXT):
    result = CliRunner().invoke(app, ["split", *arguments], input=text)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_sentences_a_line():
    expected = "비가 왔다.\n우산을 썼다.\n\nIt rained in the U.S. on Monday.\nWe left.\n"
    assert run().stdout == expected


def test_offsets():
    assert run("--offsets").stdout.split("\n")[:2] == ["0\t6\t비가 왔다.", "7\t14\t우산을 썼다."]


def test_json_lines():
    first = json.loads(run("--jsonl").stdout.split("\n")[0])
    assert first["text"] == "비가 왔다. 우산을 썼다."
    assert first["sentences"][1] == {"text": "우산을 썼다.", "start": 7, "end": 14}


def test_quotes():
    text = '"간다. 이긴다"고 했다.\n'
    assert run("--quotes", "split", text=text).stdout == '"간다.\n이긴다"고 했다.\n'
    assert run("--quotes", "keep", text=text).stdout == text


def test_workers_change_nothing(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 400, encoding="utf-8")
    assert run(str(path), "--workers", "2").stdout == run(str(path)).stdout


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
def test_text_in_another_encoding(encoding, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert run(str(path), "--encoding", encoding).stdout == run().stdout
    assert run("--encoding", encoding, text=TEXT.encode(encoding)).stdout == run().stdout


def test_wrong_options():
    with pytest.raises(LanguageError, match="'ja'"):
        run("--language", "ja")
    assert run("--quotes", "perhaps").exit_code == 2
