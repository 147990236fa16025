"""Count what a gold corpus holds: print the tables, or write them into its data card."""

import argparse
from pathlib import Path

from bialign.evaluation import load_corpus
from bialign.evaluation.statistics import corpus_tables
from marked import write_marked


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", default="newsroom", help="name or folder (default: newsroom)")
    parser.add_argument("--write", type=Path, metavar="README", help="data card whose statistics to replace")
    arguments = parser.parse_args()
    corpus = load_corpus(arguments.corpus)
    text = "\n".join(f"**{table.title}**\n\n{table.to_markdown()}" for table in corpus_tables(corpus))
    text += f"\nDigest: `{corpus.digest}`\n"
    if arguments.write:
        write_marked(arguments.write, "statistics", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
