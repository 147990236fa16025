"""`bialign fragment` shows how an article was read."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "[속보] 한은, 기준금리 동결\n\n(서울=연합뉴스) 홍길동 기자 = 한국은행이\t금리를 동결했다고 5일 밝혔다.\n"
ROWS = [
    ("editor-tag", 0, 4, "[속보]"),
    ("headline", 5, 16, "한은, 기준금리 동결"),
    ("dateline", 18, 27, "(서울=연합뉴스)"),
    ("byline", 28, 36, "홍길동 기자 ="),
    ("body", 37, 60, "한국은행이\t금리를 동결했다고 5일 밝혔다."),
]


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "rate.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def fragment(*arguments, **options):
    command = [sys.executable, "-m", "bialign", "fragment", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)


def test_on_a_pipe_it_prints_a_row_for_each_fragment(article):
    rows = [line.split("\t") for line in fragment(article).stdout.decode().splitlines()]
    assert rows == [[kind, str(start), str(end), text.replace("\t", " ")] for kind, start, end, text in ROWS]


def test_as_json_lines_it_prints_every_code_point(article):
    values = [json.loads(line) for line in fragment(article, "--jsonl").stdout.decode().splitlines()]
    assert values == [{"kind": kind, "text": text, "start": start, "end": end} for kind, start, end, text in ROWS]


def test_it_reads_standard_input_and_takes_an_encoding():
    result = fragment("-", "--encoding", "euc-kr", input=ARTICLE.encode("euc-kr"))
    assert result.stdout.decode().startswith("editor-tag\t0\t4\t[속보]\n")


def test_on_a_terminal_it_prints_a_table(article):
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm"}
    subprocess.run(
        [sys.executable, "-m", "bialign", "fragment", str(article)], stdout=follower, env=environment, check=True
    )
    os.close(follower)
    shown = os.read(leader, 65536).decode()
    os.close(leader)
    assert "rate" in shown
    assert "한은, 기준금리 동결" in shown
    assert "ko, 5 fragments" in shown
    assert "\x1b[" in shown


def test_it_reads_a_saved_page():
    page = Path(__file__).with_name("pages") / "en-daily.html"
    lines = fragment(page).stdout.decode().splitlines()
    assert lines[0].split("\t")[0::3] == ["headline", "Opposition splits over pension reform bill"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("none.txt", None), ("blank.txt", b"\n"), ("image.txt", b"\x89PNG\x00\x01"), ("empty.html", b"")],
)
def test_a_bad_file_ends_in_one_sentence_and_exit_code_1(tmp_path, name, data):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    result = fragment(path)
    assert result.returncode == 1
    assert result.stdout == b""
    message = result.stderr.decode()
    assert message.startswith("bialign: ")
    assert message.count("\n") == 1
    assert path.stem in message
