"""How fast is the aligner: text to beads against encoding alone, and how time and memory grow with the lines.

    python benchmarks/speed.py --data DATA [--sizes 1250 2500 5000 10000 ...]

For growth, articles are repeated in shuffled order, and the encoder gives vectors that were made before; each size
runs in a process of its own, whose memory is told before and at the peak of aligning.

Peers get the vectors of runs from our encoder, which saves them most of their time; what it takes to encode joined lines
one by one, as Vecalign does, has a line of its own.
"""

import argparse
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from random import Random

import numpy as np

from bialign.align import Aligner, align_sentences
from bialign.align.length import align_many_by_length
from bialign.align.sides import encode_sides
from bialign.align.steps import LONGEST_RUN
from bialign.encoders.base import WordVectors
from bialign.encoders.use import UniversalSentenceEncoder
from cases import as_pair
from peers import available_peers, run_vectors
from train_aligner import TEST_LEVELS, make_cases, read_articles

SIZES = (1250, 2500, 5000, 10_000, 20_000, 50_000, 100_000)
TURNS = 3
# Lines that are joined at most, as in Vecalign's own example.
OVERLAPS = 10


class GivenVectors:
    """An encoder of known texts only: its vectors are made beforehand, and given in the order of the texts."""

    name = "given"

    def __init__(self, runs, words):
        self.runs, self.words = runs, words

    def encode(self, sentences):
        """Give vectors for no sentences: there is no furniture."""
        return np.zeros((len(sentences), self.runs.shape[2]), dtype=np.float32)

    def encode_runs(self, _sentences, _longest):
        """Give the runs."""
        return self.runs

    def encode_with_words(self, _sentences, _longest, **_options):
        """Give the runs and the words."""
        return self.runs, self.words


def repeated_articles(data, lines, seed=1):
    """Return so many line pairs of shuffled articles, and an encoder with their vectors, source lines first."""
    cases = [case for _, case in make_cases(read_articles(data), {"medium": TEST_LEVELS["medium"]})]
    texts = [[fragment.text for fragment in side] for case in cases for side in (case.source, case.target)]
    encoded = encode_sides(UniversalSentenceEncoder(), texts)
    random = Random(seed)
    order = []
    while sum(len(texts[2 * number]) for number in order) < lines:
        order += random.sample(range(len(cases)), len(cases))
    sides = [[2 * number for number in order], [2 * number + 1 for number in order]]
    joined = [[line for number in side for line in texts[number]][:lines] for side in sides]
    sizes = [len(side) for side in joined]
    runs = np.empty((sum(sizes), LONGEST_RUN, encoded[0][0].shape[2]), dtype=np.float32)
    words = []
    place = 0
    for side, size in zip(sides, sizes, strict=True):
        end = place + size
        for number in side:
            vectors, own_words = encoded[number]
            taken = min(len(vectors), end - place)
            runs[place : place + taken] = vectors[:taken]
            part = own_words.part(0, taken)
            words.append((part.vectors, part.weights, part.sentences + place))
            place += taken
        _fill_joints(runs[end - size : end])
    return joined, GivenVectors(runs, WordVectors(*(np.concatenate(part) for part in zip(*words, strict=True))))


def _fill_joints(runs):
    """Give the runs that reach into the next article the direction of the sum of their sentences."""
    for extra in range(1, runs.shape[1]):
        empty = np.flatnonzero(~runs[: len(runs) - extra, extra].any(axis=1))
        sums = sum(runs[empty + step, 0] for step in range(extra + 1))
        runs[empty, extra] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def peak():
    """Return the greatest resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10 if sys.platform != "darwin" else 1 << 20)


def measure_size(data, lines):
    """Print a line of the growth table."""
    (source, target), encoder = repeated_articles(data, lines)
    aligner = Aligner(encoder)
    align_sentences(source[:3], target[:3], aligner=Aligner(UniversalSentenceEncoder()))
    before = peak()
    wall, processor = time.perf_counter(), time.process_time()
    alignment = align_sentences(source, target, aligner=aligner)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    semantic = peak()
    length = time.process_time()
    align_many_by_length([(source, target)])
    length = time.process_time() - length
    matched = sum(len(bead.source) for bead in alignment if bead.target) / len(source)
    print(
        f"{len(source):>8}{len(target):>8}{len(alignment):>8}{matched:>9.0%}{wall:>9.2f}{processor:>9.2f}"
        f"{processor / len(source) * 1e6:>10.0f}{before:>9.0f}{semantic - before:>10.0f}{length:>9.2f}",
        flush=True,
    )


def end_to_end(data):
    """Print how text to beads compares with encoding alone, and with the peers that are installed."""
    pairs = [
        as_pair(case, "test", "news")
        for _, case in make_cases(read_articles(data), {"medium": (TEST_LEVELS["medium"][0], (101,))})
    ]
    texts = [[[fragment.text for fragment in side] for side in (pair.source, pair.target)] for pair in pairs]
    flat = [line for pair in texts for side in pair for line in side]
    sides = [side for pair in texts for side in pair]
    lines = sum(len(source) for source, _ in texts)
    encoder = UniversalSentenceEncoder()
    aligner = Aligner(encoder)
    tasks = {
        "encoding alone: lines": lambda: encoder.encode(flat),
        "encoding alone: runs and words": lambda: encode_sides(encoder, sides),
        "encoding alone: joined lines": lambda: encoder.encode(joined_lines(sides)),
        # Lines as they are, as the peers get them.
        "bialign, text to beads": lambda: aligner.align_many(
            [(pair.source, pair.target) for pair in pairs], split=False
        ),
        "bialign, lengths alone": lambda: align_many_by_length(texts),
    }
    tasks |= {name: partial(_run_peer, peer, texts) for name, peer in available_peers().items()}
    seconds = dict.fromkeys(tasks, np.inf)
    for turn in range(TURNS):
        for name, task in tasks.items():
            if turn and seconds[name] > 5:
                continue
            run_vectors.cache_clear()
            begin = time.perf_counter()
            task()
            seconds[name] = min(seconds[name], time.perf_counter() - begin)
    print(f"{len(pairs)} articles, {lines} Korean lines\n\n{'':32}{'seconds':>9}{'lines/s':>9}{'of encoding':>13}")
    for name, value in seconds.items():
        print(f"{name:32}{value:>9.3f}{lines / value:>9.0f}{value / seconds['encoding alone: lines']:>13.2f}")
    print()
    for name, value in seconds.items():
        if name.startswith("Vecalign"):
            full = seconds["encoding alone: joined lines"] + value
            print(
                f"{name}, joined lines encoded: {full:.3f} s, {full / seconds['bialign, text to beads']:.1f} times bialign's"
            )


def joined_lines(texts):
    """Return every run of 1 to `OVERLAPS` lines as one text: what Vecalign has encoded."""
    return [
        " ".join(lines[first : first + size])
        for lines in texts
        for size in range(1, OVERLAPS + 1)
        for first in range(len(lines) - size + 1)
    ]


def _run_peer(peer, texts):
    for source, target in texts:
        peer(source, target)


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="lines a side, for growth")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        measure_size(arguments.data, arguments.one)
        return
    end_to_end(arguments.data)
    print(
        f"\n{'lines':>8}{'lines':>8}{'beads':>8}{'matched':>9}{'wall s':>9}{'CPU s':>9}{'us/line':>10}{'MB held':>9}{'MB more':>10}"
        f"{'lengths':>9}",
        flush=True,
    )
    for size in arguments.sizes:
        command = [sys.executable, __file__, "--data", str(arguments.data), "--one", str(size)]
        if subprocess.run(command, check=False).returncode:
            print(f"{size:>8}   failed: is there memory enough?", flush=True)


if __name__ == "__main__":
    main()
