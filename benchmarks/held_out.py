"""Test cases of articles that the aligner has not learnt from, and an aligner that has not seen them.

The third of the articles whose name's MD5 is divisible by 3 is held out. The package's own weights have seen all
articles in the end, so figures come from weights that are learnt without the held-out ones.
"""

import tempfile
from pathlib import Path

from bialign.align import Aligner
from bialign.align.training import write_weights
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.evaluation import LEVELS, Perturbation, load_corpus
from train_aligner import (
    PARK_LINES,
    PARK_PIECE,
    is_held_out,
    make_all_examples,
    make_cases,
    read_articles,
    read_park,
    train_both,
)

RULE = "int(md5(name).hexdigest(), 16) % 3 == 0"


def held_out_cases(data, seeds):
    """Return test cases by level: articles with names, and pieces of the noisy collection that training leaves out.

    Args:
        data: The folder of the collections.
        seeds: How often each article is perturbed at a level, from seed 101 on.
    """
    numbers = tuple(range(101, 101 + seeds))
    articles = {name: lines for name, lines in read_articles(data).items() if is_held_out(name)}
    unseen = read_park(data)[PARK_LINES // PARK_PIECE :]
    pieces = {f"park{number}": piece for number, piece in enumerate(unseen)}
    levels = {"one-to-one": (Perturbation(), (1,))} | {
        level: (LEVELS[level], numbers) for level in ("medium", "hard")
    }
    noisy = {f"noisy, {level}": (LEVELS[level], numbers[:1]) for level in ("medium", "hard")}
    cases = {}
    for level, case in make_cases(articles, levels) + make_cases(pieces, noisy):
        cases.setdefault(level, []).append(case)
    print(
        f"Held out: {len(articles)} articles ({RULE}); noisy: {len(pieces)} pieces of {PARK_PIECE} lines", flush=True
    )
    return cases


def unseen_aligner(data, weights):
    """Return an aligner with weights learnt without the held-out articles.

    Args:
        data: The folder of the collections.
        weights: The weights' file, written if there is none yet; None to learn them without keeping them.
    """
    encoder = UniversalSentenceEncoder()
    if weights is not None and weights.exists():
        return Aligner(encoder, weights=weights)
    articles = {name: lines for name, lines in read_articles(data).items() if not is_held_out(name)}
    newsroom = [pair.gold for pair in load_corpus("newsroom", split="train")]
    park = read_park(data)[: PARK_LINES // PARK_PIECE]
    trained = train_both(make_all_examples(articles, park, newsroom, encoder))
    with tempfile.TemporaryDirectory() as folder:
        path = weights or Path(folder) / "weights.json"
        write_weights(trained, path, provenance=f"without the articles with {RULE}")
        aligner = Aligner(encoder, weights=path)
        # The weights are read here, while the file is there.
        print(f"Weights learnt without the held-out articles: {aligner.signature}", flush=True)
        return aligner
