"""Speed of tokenizers beside the libraries whose schemes they are, and the rate of exact round trips.

Everything runs on the same lines in the same process, the rounds of all tokenizers of a group taking turns, and the
best round counts, in processor time, so that other work on the machine does not count. "strings" is what most peers
give, "tokens" has offsets. Each of our rows has its ratio to the nearest peer above it.

Usage: python benchmarks/tokenizers.py --data FOLDER [--rounds N] [--lines N]
where FOLDER has */dev.ko.txt and */dev.en.txt. Peers: pip install -r benchmarks/requirements.txt
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from bialign.text import read_lines
from bialign.tokenizers import MosesTokenizer, get_tokenizer, train_subword

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Run = Callable[[str], Any]

_VOCABULARY_SIZE = 8000

if __name__ == "tokenizers":
    # Another script of this folder uses a library that imports the package of this name: make way for it.
    del sys.modules[__name__]
    folder = Path(__file__).parent.resolve()
    path = sys.path.copy()
    sys.path[:] = [entry for entry in path if Path(entry).resolve() != folder]
    importlib.import_module(__name__)
    sys.path[:] = path


def moses(language: str) -> dict[str, Run]:
    """Return sacremoses and ours, which learns the words of the text as it goes, or knows them already."""
    peer = importlib.import_module("sacremoses").MosesTokenizer(language)
    known = MosesTokenizer(language)
    return {
        "sacremoses, strings": lambda line: peer.tokenize(line, escape=False),
        "bialign moses, strings": known.words,
        "bialign moses, tokens": known.tokenize,
    }


def treebank() -> dict[str, Run]:
    """Return NLTK, the blank English model of spaCy and our English schemes."""
    nltk = importlib.import_module("nltk.tokenize")
    spacy = importlib.import_module("spacy").blank("en")
    ours = get_tokenizer("en-ptb")
    return {
        "NLTK TreebankWordTokenizer, strings": nltk.TreebankWordTokenizer().tokenize,
        "NLTK TreebankWordTokenizer, spans": lambda line: list(nltk.TreebankWordTokenizer().span_tokenize(line)),
        "spaCy blank en": spacy,
        "bialign ptb, strings": ours.words,
        "bialign ptb, tokens": ours.tokenize,
    }


def bleu() -> dict[str, Run]:
    """Return sacrebleu and ours."""
    names = ("tokenizer_13a", "Tokenizer13a"), ("tokenizer_intl", "TokenizerV14International")
    peers = [getattr(importlib.import_module(f"sacrebleu.tokenizers.{module}"), name)() for module, name in names]
    # The peers remember every line; what is measured is the work.
    thirteen_a, international = (type(peer).__call__.__wrapped__ for peer in peers)
    regexp = type(peers[0]._post_tokenizer)  # noqa: SLF001 - its memory would answer too
    regexp.__call__ = regexp.__call__.__wrapped__
    return {
        "sacrebleu 13a, strings": lambda line: thirteen_a(peers[0], line).split(),
        "bialign 13a, strings": get_tokenizer("13a").words,
        "bialign 13a, tokens": get_tokenizer("13a").tokenize,
        "sacrebleu intl, strings": lambda line: international(peers[1], line).split(),
        "bialign intl, strings": get_tokenizer("intl").words,
        "bialign intl, tokens": get_tokenizer("intl").tokenize,
    }


def morphemes() -> dict[str, Run]:
    """Return Kiwi itself and ours, both with all dictionaries."""
    kiwi = importlib.import_module("kiwipiepy").Kiwi(num_workers=1)
    ours = get_tokenizer("ko-morpheme")
    return {
        "Kiwi": kiwi.tokenize,
        "bialign morpheme, tokens": ours.tokenize,
    }


def korean() -> dict[str, Run]:
    """Return the other Korean schemes."""
    return {
        f"bialign {name.removeprefix('ko-')}, tokens": get_tokenizer(name).tokenize
        for name in ("ko-eojeol", "ko-syllable", "ko-jamo", "ko-mecab")
    }


def subwords(lines: Iterable[str]) -> dict[str, Run]:
    """Return SentencePiece itself and ours, with a model trained on the lines."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "joint.model"
        train_subword(lines, model, vocabulary_size=_VOCABULARY_SIZE)
        data = model.read_bytes()
    peer = importlib.import_module("sentencepiece").SentencePieceProcessor(model_proto=data)
    ours = get_tokenizer("subword", model=data)
    return {
        "SentencePiece, strings": lambda line: peer.encode(line, out_type=str),
        "bialign subword, strings": ours.words,
        "SentencePiece, ids": peer.encode,
        "bialign subword, ids": ours.encode,
        "SentencePiece, offset_mapping": lambda line: peer.encode(line, return_type="offset_mapping"),
        "bialign subword, tokens": ours.tokenize,
    }


def count(result: Any) -> int:
    """Return the number of tokens in what a tokenizer gave."""
    return len(result["pieces"]) if isinstance(result, dict) else len(result)


def measure(title: str, group: Callable[[], dict[str, Run]], lines: list[str], rounds: int) -> None:
    """Print the table of a group."""
    try:
        runs = group()
    except ImportError as error:
        print(f"{title} is left out: {error}")
        return
    first = {}
    for name, run in runs.items():
        start = time.process_time()
        first[name] = sum(count(run(line)) for line in lines), time.process_time() - start
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            for line in lines:
                run(line)
            best[name] = min(best[name], time.process_time() - start)
    table = Table(title=f"{title}: {len(lines):,} lines")
    for column in ("tokenizer", "tokens", "first round", "tokens/s", "ratio"):
        table.add_column(column, justify="left" if column == "tokenizer" else "right")
    base = None
    for name in runs:
        if not name.startswith("bialign") or base is None:
            base = best[name]
        tokens, cold = first[name]
        table.add_row(
            name, f"{tokens:,}", f"{tokens / cold:,.0f}/s", f"{tokens / best[name]:,.0f}", f"{base / best[name]:.2f}"
        )
    Console(width=110).print(table)


def round_trips(korean_lines: list[str], english_lines: list[str]) -> None:
    """Print how many lines come back exactly, white space aside."""
    table = Table(title="Exact round trips")
    for column in ("scheme", "lines", "from tokens", "from strings"):
        table.add_column(column, justify="left" if column == "scheme" else "right")
    for name, lines in (
        ("en-moses", english_lines),
        ("ko-moses", korean_lines),
        ("en-ptb", english_lines),
        ("ko-morpheme", korean_lines),
        ("ko-eojeol", korean_lines),
        ("ko-syllable", korean_lines),
        ("ko-jamo", korean_lines),
    ):
        tokenizer: Any = get_tokenizer(name)
        exact = sum(plain(tokenizer.detokenize(tokenizer.tokenize(line))) == plain(line) for line in lines)
        row = [name, f"{len(lines):,}", f"{exact / len(lines):.2%}"]
        if name.endswith("-moses"):
            exact = sum(plain(tokenizer.detokenize(tokenizer.words(line))) == plain(line) for line in lines)
            row.append(f"{exact / len(lines):.2%}")
        table.add_row(*row)
    Console(width=110).print(table)


def plain(line: str) -> str:
    """Return a line with every run of white space as one space."""
    return " ".join(line.split())


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with */dev.ko.txt and */dev.en.txt")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts (default: 5)")
    parser.add_argument("--lines", type=int, help="use only so many lines of each language")
    arguments = parser.parse_args()
    korean_lines, english_lines = (
        [line for file in sorted(arguments.data.glob(f"*/dev.{language}.txt")) for line in read_lines(file)][
            : arguments.lines
        ]
        for language in ("ko", "en")
    )
    measure("Moses, English", lambda: moses("en"), english_lines, arguments.rounds)
    measure("Moses, Korean", lambda: moses("ko"), korean_lines, arguments.rounds)
    measure("Treebank, English", treebank, english_lines, arguments.rounds)
    measure("BLEU, English", bleu, english_lines, arguments.rounds)
    measure("Morphemes, Korean", morphemes, korean_lines, arguments.rounds)
    measure("Other Korean schemes", korean, korean_lines, arguments.rounds)
    both = korean_lines + english_lines
    measure("Subwords, both languages", lambda: subwords(both), both, arguments.rounds)
    round_trips(korean_lines, english_lines)


if __name__ == "__main__":
    main()
