"""The commands tokenize and train-subword."""

import json

import pytest
from typer.testing import CliRunner

from bialign.cli.app import app
from bialign.errors import ConfigurationError, DecodingError

KOREAN = "서울시는 5일 갔다.\n\n비가 왔다.\n"
ENGLISH = 'It\'s "R&D", he said.\n\nSeoul rained.\n'


def run(*arguments, text=""):
    result = CliRunner().invoke(app, [*arguments], input=text.encode())
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_lines_keep_their_order():
    assert run("tokenize", text=ENGLISH) == 'It \'s " R & D " , he said .\n\nSeoul rained .\n'


def test_escape():
    assert "&quot; R &amp; D &quot;" in run("tokenize", "--escape", text=ENGLISH)


def test_moses_round_trip():
    text = 'It\'s "here", he said (twice).\n'
    tokens = run("tokenize", "--scheme", "moses", text=text)
    assert run("tokenize", "--scheme", "moses", "--detokenize", text=tokens) == text


def test_tags():
    assert run("tokenize", "-s", "morpheme", "--tags", text="갔다.\n") == "가/VV 었/EP 다/EF ./SF\n"


def test_offsets():
    rows = run("tokenize", "-s", "morpheme", "--offsets", text="갔다\n\n비\n")
    assert rows == "가\t0\t1\tVV\t가다\n었\t0\t1\tEP\t었\n다\t1\t2\tEF\t다\n\n\n비\t0\t1\tNNG\t비\n\n"


def test_json_lines():
    rows = run("tokenize", "-s", "jamo", "--jsonl", "--offsets", text="가\n")
    assert json.loads(rows) == {
        "text": "가",
        "tokens": [
            {"text": "ㄱ", "start": 0, "end": 1, "tag": "initial"},
            {"text": "ㅏ", "start": 0, "end": 1, "tag": "medial"},
        ],
    }
    assert json.loads(run("tokenize", "-s", "syllable", "--jsonl", text="가나\n"))["tokens"] == ["가", "나"]


def test_files_and_other_line_separators(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff하나\u2028둘\r\n셋".encode())
    assert run("tokenize", "-s", "eojeol", str(path), "-", text="넷\n") == "하나 둘\n셋\n넷\n"


@pytest.mark.parametrize("scheme", ["eojeol", "13a"])
def test_workers_change_nothing(scheme, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("".join(f"서울 {number}번, 비가 왔다.\n" for number in range(1000)), encoding="utf-8")
    assert run("tokenize", "-s", scheme, str(path), "--workers", "2") == run("tokenize", "-s", scheme, str(path))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-s", "none"], "no tokenizer 'none'"),
        (["-s", "subword"], "--model"),
        (["-s", "ptb", "--escape"], "goes with the scheme moses"),
        (["-s", "ptb", "--detokenize"], "do not lead back"),
        (["--jsonl", "--tags"], "--tags"),
        *((["--escape", option], "--escape goes with plain words") for option in ("--jsonl", "--offsets", "--tags")),
        *(
            (["--detokenize", option], "--detokenize writes running text")
            for option in ("--jsonl", "--offsets", "--tags", "--escape")
        ),
        (["-w", "0"], "At least one worker"),
        (["-s", "none", "-w", "2"], "no tokenizer 'none'"),
    ],
)
def test_wrong_options(arguments, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        run("tokenize", *arguments, text="a\n")


def test_bad_input_names_its_line(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(b"good\nb\xffd\n")
    with pytest.raises(DecodingError, match=r"bad\.txt:2"):
        run("tokenize", str(path))
    result = CliRunner().invoke(app, ["tokenize"], input=b"\xff")
    assert "standard input:1" in str(result.exception)


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
def test_text_in_another_encoding(encoding, tmp_path):
    path = tmp_path / "a.ko"
    path.write_bytes(KOREAN.encode(encoding))
    arguments = ("tokenize", "-s", "eojeol")
    assert run(*arguments, "--encoding", encoding, str(path)) == run(*arguments, text=KOREAN)


def test_a_model_of_text_in_another_encoding(tmp_path):
    lines = [f"{number}번째 문장을 여기에 적어 둔다." for number in range(300)]
    models = []
    for encoding in ("utf-8", "cp949"):
        path, model = tmp_path / encoding, tmp_path / f"{encoding}.model"
        path.write_bytes("\n".join(lines).encode(encoding))
        for source in (["-o", str(model), str(path)], ["-o", str(model), str(path), "-"]):
            run("train-subword", *source, "-v", "300", "--encoding", encoding)
            models.append(model.read_bytes())
    assert len(set(models)) == 1


def test_train_and_use_a_subword_model(tmp_path):
    text, model = tmp_path / "text.txt", tmp_path / "joint.model"
    lines = [f"서울시는 {number}일 예산 {number * 7}억원을 편성했다. Seoul set it." for number in range(300)]
    text.write_text("\n".join(lines), encoding="utf-8")
    run("train-subword", str(text), "--output", str(model), "--vocabulary-size", "500", "--symbol", "<ko>")
    first = model.read_bytes()
    run("train-subword", "-o", str(model), "-v", "500", "--symbol", "<ko>", text="\n".join(lines))
    assert model.read_bytes() == first
    pieces = run("tokenize", "-s", "subword", "-m", str(model), text=lines[0])
    assert pieces != lines[0]
    assert run("tokenize", "-s", "subword", "-m", str(model), "-d", text=pieces) == f"{lines[0]}\n"
    with pytest.raises(ConfigurationError, match="at most"):
        run("train-subword", str(text), "-o", str(model), "-v", "90000")
