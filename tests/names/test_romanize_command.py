import subprocess
import sys


def run(*arguments, stdin=b""):
    return subprocess.run(
        [sys.executable, "-m", "bialign", "romanize", *arguments], input=stdin, capture_output=True, check=False
    )


def test_texts_are_romanised_a_line_each():
    assert run("독립문", "같이").stdout.decode() == "dongnimmun\ngachi\n"


def test_standard_input_keeps_its_lines():
    assert run("-", stdin="독립문\n\n abc 같이".encode()).stdout.decode() == "dongnimmun\n\n abc gachi"


def test_standard_input_in_another_encoding():
    assert run("-", "--encoding", "euc-kr", stdin="독립문\n".encode("euc-kr")).stdout.decode() == "dongnimmun\n"


def test_systems_and_names():
    assert run("--name", "윤석열").stdout.decode() == "yunseokyeol\n"
    assert run("--system", "yale", "독립문").stdout.decode() == "toklipmun\n"
    assert run("-s", "mccune-reischauer", "한글").stdout.decode() == "han'gŭl\n"


def test_an_unknown_system_is_refused():
    answer = run("--system", "hepburn", "한글")
    assert answer.returncode == 2
    assert b"hepburn" in answer.stderr


def test_bytes_that_are_no_text_are_refused_in_one_sentence():
    answer = run("-", stdin=b"\x00\x01\x02")
    assert answer.returncode == 1
    assert answer.stderr.decode().startswith("bialign: standard input")
    assert b"Traceback" not in answer.stderr
