"""How fast a corpus is built, and in how much memory.

    python benchmarks/build.py speed --articles 400        1 and 2 workers, Ray, the same bytes
    python benchmarks/build.py memory --articles 1000 10000 100000

Articles are made up of sentence pairs of the newsroom corpus in random order, with numbers of their own. Speed is that of
the default aligner. Memory is the largest process of a build with the aligner that looks at lengths alone, since only
what grows with the number of articles is asked for; the encoder adds the same to any.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bialign.evaluation import load_corpus


def sentence_pairs():
    """Return body sentences of the newsroom corpus that translate each other."""
    return [
        (pair.gold.source_text(bead), pair.gold.target_text(bead))
        for pair in load_corpus("newsroom")
        for bead in pair.gold
        if bead.kind == "body" and not bead.is_deletion
    ]


def made_up(count, sentences, path):
    """Write made-up article pairs as JSON Lines."""
    pairs = sentence_pairs()
    chance = random.Random(0)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            chosen = chance.sample(pairs, sentences)
            record = {"id": f"{number:07}"}
            for side, language in enumerate(("ko", "en")):
                shift = str.maketrans("0123456789", "".join(str((digit + number) % 10) for digit in range(10)))
                lines = [pair[side].translate(shift) for pair in chosen]
                record[language] = "\n\n".join(
                    [f"{number}호 소식" if language == "ko" else f"News number {number}", *lines]
                )
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def length_aligner():
    """Return the aligner that looks at lengths alone."""
    from bialign.align import Aligner

    return Aligner(method="length")


def build(source, output, *options):
    """Build a corpus; return seconds, seconds of processors, and the size of the largest process so far in MiB."""
    command = [sys.executable, "-m", "bialign", "build", str(source), "-o", str(output), "-f", "tmx", *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    began, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    seconds, after = time.perf_counter() - began, os.times()
    processors = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, processors, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def contents(folder):
    """Return the bytes of a corpus, without what says how long it took."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "run.json"}


def speed(counts, repeats):
    """Print article pairs per second, start-up included, of several ways to build the same corpus.

    Seconds of processors tell of a machine that others use too: two workers that need no more of them than one
    are twice as fast where they have two cores to themselves.
    """
    count = counts[0]
    ways = {
        "1 worker": ("--workers", "1"),
        "2 workers": ("--workers", "2"),
        "Ray, 2 workers": ("--workers", "2", "--engine", "ray"),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_up(count, 20, folder / "articles.jsonl")
        measured = {way: [] for way in ways}
        outputs = {}
        for repeat in range(repeats):
            for way, options in ways.items():
                seconds, processors, _ = build(folder / "articles.jsonl", folder / f"{way}-{repeat}", *options)
                measured[way].append((seconds, processors))
                outputs[way] = contents(folder / f"{way}-{repeat}")
        first = min(measured["1 worker"])[0]
        print(f"{count} articles of 20 sentences, best of {repeats}:")
        for way, found in measured.items():
            seconds, processors = min(found)
            print(
                f"{way:16} {count / seconds:6.1f} article pairs/s {first / seconds:5.2f} x   {1000 * processors / count:5.1f} "
                f"ms of processors each   same bytes: {outputs[way] == outputs['1 worker']}"
            )


def memory(counts):
    """Print the largest process by the number of articles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "corpus.toml"
        for count in sorted(counts):
            made_up(count, 5, folder / "articles.jsonl")
            config.write_text(
                f'input = "articles.jsonl"\noutput = "{count}"\naligner = "build:length_aligner"\n[filters]\nscore = false\n'
            )
            seconds, _, peak = build(
                folder / "articles.jsonl", folder / str(count), "-c", str(config), "--workers", "2"
            )
            print(
                f"{count:9,} articles of 5 sentences: largest process {peak:6.0f} MiB, {seconds:7.1f} s", flush=True
            )


def main():
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory"])
    parser.add_argument("--articles", type=int, nargs="+", required=True)
    parser.add_argument("--repeats", type=int, default=2)
    options = parser.parse_args()
    if options.what == "speed":
        speed(options.articles, options.repeats)
    else:
        memory(options.articles)


if __name__ == "__main__":
    main()
