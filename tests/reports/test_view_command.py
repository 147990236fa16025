import pytest

from bialign.cli.app import main
from bialign.formats import write


@pytest.fixture
def bialign(monkeypatch, capsys):
    """Run the command line; return its exit code, output and messages."""

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["bialign", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return stop.value.code or 0, captured.out, captured.err

    return run


def ids_in(page):
    import json
    import re

    found = re.search(r'id="bialign-articles">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    return [record["id"] for record in json.loads(found[1])]


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz", "corpus.tsv", "corpus.tmx"])
def test_a_corpus_of_any_format_becomes_a_page(bialign, corpus, tmp_path, name):
    write(corpus[:3], tmp_path / name)
    code, out, err = bialign("view", tmp_path / name, "-o", tmp_path / "page.html")
    assert (code, out) == (0, "")
    assert "page.html: 3 articles, 0." in err
    assert ids_in(tmp_path / "page.html") == [alignment.id for alignment in corpus[:3]]
    assert f"<title>{name}</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_several_files_and_a_gold_corpus_go_on_one_page(bialign, corpus, tmp_path):
    write(corpus[:2], tmp_path / "a.jsonl")
    write(corpus[2:3], tmp_path / "b.jsonl")
    files = tmp_path / "a.jsonl", tmp_path / "b.jsonl", "newsroom"
    code, _, err = bialign("view", *files, "-o", tmp_path / "page.html", "--title", "모두")
    assert code == 0
    assert f"{3 + len(corpus)} articles" in err
    assert "<h1>모두</h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_holds_no_more_articles_than_asked_and_says_so(bialign, corpus, tmp_path):
    write(corpus, tmp_path / "a.jsonl")
    page = tmp_path / "page.html"
    bialign("view", tmp_path / "a.jsonl", "-o", page, "--limit", 5)
    assert ids_in(page) == [alignment.id for alignment in corpus[:5]]
    assert "the first 5 articles of a larger corpus" in page.read_text(encoding="utf-8")

    _, _, err = bialign("view", tmp_path / "a.jsonl", "-o", page, "--limit", 5, "--lowest")
    means = {a.id: sum(bead.score for bead in a) / len(a) for a in corpus}
    assert ids_in(page) == sorted(sorted(means, key=means.get)[:5])
    assert "the lowest-scored of 40 articles" in err

    _, _, err = bialign("view", tmp_path / "a.jsonl", "-o", page, "--limit", len(corpus))
    assert ids_in(page) == [alignment.id for alignment in corpus]
    assert "larger" not in err


def test_without_a_page_the_terminal_shows_a_summary(bialign, corpus):
    code, out, _ = bialign("view", "newsroom")
    assert code == 0
    assert "40 articles" in out
    assert "boilerplate" in out


def test_one_article_goes_to_a_pipe_as_rows(bialign, corpus):
    code, out, _ = bialign("view", "newsroom", "--article", corpus[1].id)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "type\tkind\tscore\tsource\ttarget"
    assert len(lines) == len(corpus[1]) + 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.jsonl"], "There is no file missing.jsonl."),
        (["nowhere"], "There is no file nowhere, and no gold corpus of that name."),
        (["newsroom", "--article", "none"], "There is no article 'none' in newsroom."),
        (["newsroom", "-o", "no/such/folder/page.html"], "cannot be written"),
    ],
)
def test_mistakes_end_in_one_sentence(bialign, arguments, sentence):
    code, out, err = bialign("view", *arguments)
    assert (code, out) == (1, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_a_page_does_not_overwrite_its_corpus(bialign, corpus, tmp_path):
    write(corpus[:3], tmp_path / "a.jsonl")
    before = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "link.html").symlink_to(tmp_path / "a.jsonl")
    for name in ("a.jsonl", "link.html"):
        code, _, err = bialign("view", tmp_path / "a.jsonl", "-o", tmp_path / name)
        assert code == 1
        assert f"{name} is one of the inputs: choose another name." in err
    assert (tmp_path / "a.jsonl").read_bytes() == before
