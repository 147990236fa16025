"""Learn the weights that the package ships, after measuring on held-out articles how good such weights are.

    python benchmarks/train_aligner.py --data DATA [--write]

Gold comes from line-aligned news under DATA (``ntrex/`` with article names, ``park/``), perturbed with seeds, and from
the training split of the newsroom corpus. A third of the articles, those whose name's MD5 is divisible by 3, is held
out first: weights learnt without it are measured on it. With ``--write``, weights are then learnt from all articles.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import attrs

from bialign.align import Aligner
from bialign.align.training import Example, make_examples, train_weights, write_weights
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.evaluation import calibrate, evaluate, load_corpus, perturb
from bialign.evaluation.perturbation import LEVELS, Perturbation

if TYPE_CHECKING:
    from bialign.beads import Alignment

WEIGHTS = Path(__file__).parents[1] / "src" / "bialign" / "align" / "weights.json"
# One-to-one text is there so that nothing is merged that need not be; re-cuts are more frequent than in "medium", since
# they are rare and hard. Each level comes with its seeds.
TRAINING_LEVELS = {
    "one-to-one": (Perturbation(), (1,)),
    "medium": (LEVELS["medium"], (1, 2, 3, 4, 5)),
    "hard": (LEVELS["hard"], (1, 2, 3, 4, 5)),
    "re-cuts": (Perturbation(joins=0.12, recuts=0.10, deletions=0.06, blocks=0.01), (1, 2, 3, 4, 5)),
}
# So many articles one after another, as in a file of lines: headlines stand amid the text there, too.
JOINED_ARTICLES = (2, 3, 5, 8)
JOINED_LEVELS = {
    "one-to-one": (Perturbation(), (11,)),
    "medium": (LEVELS["medium"], (11, 12, 13)),
    "hard": (LEVELS["hard"], (11, 12, 13)),
    "re-cuts": (TRAINING_LEVELS["re-cuts"][0], (11, 12, 13)),
}
# Lines that were replaced: what is left out on both sides in one place must not be paired, though both have as many.
REPLACED_LEVELS = {"replaced": (Perturbation(), (21,))}
# The shares of lines whose translation is another article's, and of pairs of lines of which either side lacks another.
REPLACED, SHIFTED = 0.06, 0.04
# Short texts, in lines: little tells there what is usual.
SHORT = (1, 3)
SHORT_LEVELS = {
    "one-to-one": (Perturbation(), (31,)),
}
NOISY_LEVELS = {
    "one-to-one": (Perturbation(), (1, 2)),
    "medium": (LEVELS["medium"], (1, 2, 3, 4, 5, 6, 7, 8)),
    "hard": (LEVELS["hard"], (1, 2, 3, 4, 5, 6)),
}
TEST_LEVELS = {
    "one-to-one": (Perturbation(), (1,)),
    "medium": (LEVELS["medium"], tuple(range(101, 121))),
    "hard": (LEVELS["hard"], tuple(range(101, 121))),
    # As "medium", with lines that change places: only crossing beads can be right.
    "exchanged": (attrs.evolve(LEVELS["medium"], swaps=0.08), tuple(range(101, 121))),
}
# Real translations are few, so each counts as often as this; noisy line pairs are many, so only some count.
NEWSROOM_WEIGHT = 12
PARK_LINES, PARK_PIECE = 400, 20
PRIOR = 3.0


def main() -> None:
    """Measure on held-out articles, then learn from all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--write", action="store_true", help="learn from all articles and write the package's weights"
    )
    arguments = parser.parse_args()
    encoder = UniversalSentenceEncoder()
    articles = read_articles(arguments.data)
    park = read_park(arguments.data)
    newsroom = [pair.gold for pair in load_corpus("newsroom", split="train")]
    kept = {name: lines for name, lines in articles.items() if not is_held_out(name)}
    held_out = {name: lines for name, lines in articles.items() if is_held_out(name)}
    examples = make_all_examples(kept, park[: PARK_LINES // PARK_PIECE], newsroom, encoder)
    trial = Path("weights-without-held-out.json")
    write_weights(train_both(examples), trial, provenance="trial")
    aligners = Aligner(encoder, weights=trial), Aligner(encoder, weights=trial, crossing=True)
    measure(*aligners, held_out, park[PARK_LINES // PARK_PIECE :])
    trial.unlink()
    if arguments.write:
        examples = make_all_examples(articles, park[: PARK_LINES // PARK_PIECE], newsroom, encoder)
        trained = train_both(examples)
        provenance = (
            f"benchmarks/train_aligner.py: {trained[0].beads} beads of {trained[0].texts} examples, made of "
            f"{len(articles)} articles of NTREX-128, {PARK_LINES} lines of Korean Parallel Corpora, and the training "
            f"split of the newsroom corpus; encoder {encoder.name}"
        )
        write_weights(trained, WEIGHTS, provenance=provenance)
        print(json.loads(WEIGHTS.read_text("utf-8"))["provenance"])


def is_held_out(name: str) -> bool:
    """Tell whether an article is held out."""
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % 3 == 0


def read_lines(path: Path) -> list[str]:
    """Read a file's lines; other line separators of Unicode stay in them."""
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def read_articles(data: Path) -> dict[str, list[tuple[str, str]]]:
    """Read line pairs by article."""
    articles: dict[str, list[tuple[str, str]]] = {}
    folder = data / "ntrex"
    sides = [read_lines(folder / f"dev.{name}.txt") for name in ("docid", "ko", "en")]
    for name, korean, english in zip(*sides, strict=True):
        articles.setdefault(name, []).append((korean, english))
    return articles


def read_park(data: Path) -> list[list[tuple[str, str]]]:
    """Read noisy line pairs, cut into pieces of an article's length."""
    pairs = list(zip(*(read_lines(data / "park" / f"dev.{name}.txt") for name in ("ko", "en")), strict=True))
    return [pairs[first : first + PARK_PIECE] for first in range(0, len(pairs), PARK_PIECE)]


def make_cases(articles: dict[str, list[tuple[str, str]]], levels: dict) -> list[tuple[str, Alignment]]:
    """Perturb each article at each level with each of its seeds; cases without sentences on a side are left out."""
    cases = [
        (level, attrs.evolve(perturb(lines, seed=seed, level=rates, id=name), id=f"{name} {level} {seed}"))
        for level, (rates, seeds) in levels.items()
        for name, lines in articles.items()
        for seed in seeds
    ]
    return [(level, case) for level, case in cases if case.source and case.target]


def make_all_examples(
    articles: dict, park: list, newsroom: list[Alignment], encoder: UniversalSentenceEncoder
) -> list[Example]:
    """Make the training examples."""
    pieces = {f"park{number}": piece for number, piece in enumerate(park)}
    gold = [case for _, case in make_cases(articles, TRAINING_LEVELS)]
    for count in JOINED_ARTICLES:
        gold += [case for _, case in make_cases(join_articles(articles, count), JOINED_LEVELS)]
    for size in SHORT:
        short = cut_articles(articles, size)
        gold += [case for _, case in make_cases(short, SHORT_LEVELS)]
        gold += [case for _, case in make_cases(replace_lines(short), REPLACED_LEVELS)]
    gold += [case for _, case in make_cases(pieces, NOISY_LEVELS)]
    gold += newsroom * NEWSROOM_WEIGHT
    return list(make_examples(gold, encoder))


def join_articles(articles: dict[str, list[tuple[str, str]]], count: int) -> dict[str, list[tuple[str, str]]]:
    """Put so many articles after each other, in an order that depends on nothing but the number and their names."""
    names = sorted(articles)
    Random(count).shuffle(names)
    groups = [names[first : first + count] for first in range(0, len(names), count)]
    return {"+".join(group): [pair for name in group for pair in articles[name]] for group in groups}


def cut_articles(articles: dict[str, list[tuple[str, str]]], size: int) -> dict[str, list[tuple[str, str]]]:
    """Cut articles into texts of so many lines."""
    return {
        f"{name}:{first}": lines[first : first + size]
        for name, lines in articles.items()
        for first in range(0, len(lines), size)
    }


def replace_lines(articles: dict[str, list[tuple[str, str]]]) -> dict[str, list[tuple[str, str]]]:
    """Return texts with lines that have no counterpart, on both sides in the same place."""
    names = sorted(articles)
    random = Random(len(names))
    replaced = {}
    for name in names:
        lines, pairs, place = articles[name], [], 0
        while place < len(lines):
            draw = random.random()
            source, target = lines[place]
            if draw < REPLACED:
                other = articles[names[random.randrange(len(names))]]
                pairs += [(source, ""), ("", other[random.randrange(len(other))][1])]
            elif draw < REPLACED + SHIFTED and place + 1 < len(lines):
                # The translation of the first is left out, and what the second translates.
                pairs += [(source, ""), ("", lines[place + 1][1])]
                place += 1
            else:
                pairs.append((source, target))
            place += 1
        replaced[name] = pairs
    return replaced


def train_both(examples: list[Example]) -> list:
    """Learn weights with and without features of words."""
    return [train_weights(examples, words=words, prior=PRIOR) for words in (True, False)]


def measure(monotone: Aligner, crossing: Aligner, articles: dict, park: list) -> None:
    """Print F1 and calibration by level on held-out articles, and on the newsroom corpus."""
    cases = make_cases(articles, TEST_LEVELS)
    pieces = {f"park{number}": piece for number, piece in enumerate(park)}
    cases += [
        (f"park {level}", case)
        for level, case in make_cases(
            pieces, {"medium": (LEVELS["medium"], (101, 102)), "hard": (LEVELS["hard"], (101, 102))}
        )
    ]
    for split in ("dev", "test"):
        cases += [
            (f"newsroom {split}, body", pair.gold.of_kind("body")) for pair in load_corpus("newsroom", split=split)
        ]
    print(f"{'held out':<24}{'cases':>6}  {'strict F1, lax F1, ECE: monotone':<34}{'with crossing beads':<26}")
    for level in dict.fromkeys(level for level, _ in cases):
        gold = [case for name, case in cases if name == level]
        row = f"{level:<24}{len(gold):>6}"
        for aligner in (monotone, crossing):
            predicted = [aligner.align_fragments(g.source, g.target, id=g.id) for g in gold]
            result = evaluate(gold, predicted)
            figures = result.metrics()
            row += f"{figures['strict_f1']:>10.4f}{figures['lax_f1']:>8.4f}{calibrate(result.outcomes).ece:>8.3f}"
            row += " " * 8
        print(row.rstrip(), flush=True)


if __name__ == "__main__":
    main()
