"""Compare our aligner with the peers that are installed: print a table, or write it into a page of the docs.

Everyone gets the same sentences. On the gold corpus, body sentences count; the line-aligned collections under --data
are perturbed at the named levels first.
"""

import argparse
from pathlib import Path

from bialign import Alignment, Bead
from bialign.align import Aligner
from bialign.evaluation import compare, evaluate, load_corpus, systems_table
from bialign.evaluation.plots import plot
from cases import SEED, find_data, perturbed_corpus, perturbed_lines, raw_articles
from marked import write_marked
from peers import available_peers, one_to_one

LEVELS = ("medium", "hard")


def as_aligner(peer):
    """Return a function from two articles to an alignment: the peer pairs body sentences, furniture stays alone."""

    def align(source, target):
        sides = [[i for i, fragment in enumerate(article) if fragment.kind == "body"] for article in (source, target)]
        texts = [[article[i].text for i in side] for article, side in zip((source, target), sides, strict=True)]
        # Peers need at least one sentence on either side.
        pairs = peer(*texts) if all(texts) else one_to_one(*texts)
        beads = [Bead([sides[0][i] for i in left], [sides[1][j] for j in right]) for left, right in pairs]
        for number, article in enumerate((source, target)):
            for index, fragment in enumerate(article):
                if fragment.kind != "body":
                    beads.append(Bead(*(([index], []) if number == 0 else ([], [index])), fragment.kind))
        return Alignment(source.fragments, target.fragments, beads, source.language, target.language, id=source.id)

    return align


def our_aligners():
    """Return our aligner, with crossing beads and in its length mode too, as functions that take sentences as is."""

    def made_by(aligner):
        def align(source, target):
            return aligner.align_fragments(
                source.fragments,
                target.fragments,
                source_language=source.language,
                target_language=target.language,
                id=source.id,
            )

        return align

    return {
        "bialign": made_by(Aligner()),
        "bialign, crossing": made_by(Aligner(crossing=True)),
        "bialign, lengths alone": made_by(Aligner(method="length")),
    }


def evaluate_all(pairs):
    """Return the evaluation of every system on some article pairs, ours first."""
    systems = our_aligners() | {name: as_aligner(peer) for name, peer in available_peers().items()}
    gold = [pair.gold for pair in pairs]
    return {
        name: evaluate(gold, [align(pair.source, pair.target) for pair in pairs], kind="body")
        for name, align in systems.items()
    }


def table(title, pairs):
    """Return a table of all systems on some article pairs, with marks where they differ from ours."""
    evaluations = evaluate_all(pairs)
    ours, *others = evaluations
    marks = {}
    for name in others:
        p = compare(evaluations[ours], evaluations[name], seed=SEED).p_randomization
        marks[name] = "**" if p < 0.01 else "*" if p < 0.05 else ""
    sentences = sum(len(pair.source.of_kind("body")) for pair in pairs)
    print(f"{title}: done", flush=True)
    heading = f"### {title}\n\n{len(pairs)} articles, {sentences} Korean sentences. Figures in per cent.\n\n"
    return heading + systems_table(evaluations, marks).to_markdown()


def end_to_end(pairs):
    """Return the table of our aligner from raw article texts: furniture told apart, sentences split, all aligned."""
    predicted = Aligner().align_many(raw_articles(pairs))
    return f"### From raw text, all fragments\n\n{evaluate([pair.gold for pair in pairs], predicted).to_markdown()}"


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with line-aligned collections (*.ko.txt, *.en.txt)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page of the docs to write the tables into")
    parser.add_argument(
        "--plot",
        type=Path,
        metavar="PICTURE",
        help="draw F1 and reliability on the gold corpus; no tables without --write",
    )
    arguments = parser.parse_args()
    test = load_corpus("newsroom", split="test")
    if arguments.plot:
        plot(evaluate_all(test), arguments.plot)
        if not arguments.write:
            return
    tables = [table("Newsroom test, gold sentences", test), end_to_end(test)]
    tables += [table(f"Newsroom test, perturbed: {level}", perturbed_corpus(test, level)) for level in LEVELS]
    for name, files in find_data(arguments.data).items() if arguments.data else ():
        tables += [table(f"{name}, perturbed: {level}", perturbed_lines(*files, level)) for level in LEVELS]
    text = "\n".join(tables) + f"\nGold corpus digest: `{load_corpus('newsroom').digest}`. {Aligner().signature}\n"
    if arguments.write:
        write_marked(arguments.write, "leaderboard", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
