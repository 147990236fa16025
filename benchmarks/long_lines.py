"""Does reading an article take time in line with its length, whatever is repeated in it?

    python benchmarks/long_lines.py [--size 50000]

Furniture of our own articles, and the first few words of it, is repeated to a line of so many code points amid a story,
and to one twice as long. Growth is the exponent of length that time goes with: 1 is linear, 2 quadratic.
"""

import argparse
import math
import time
from itertools import accumulate

from bialign import FragmentKind, load_corpus
from bialign.articles import fragment_article

MOST_WORDS = 4
# What takes less is told from noise by no clock.
LEAST_SECONDS = 0.02
SHOWN = 15


def repeated():
    """Return what is repeated: language and text."""
    found = {}
    for alignment in load_corpus("newsroom").gold:
        for language, side in (("ko", alignment.source), ("en", alignment.target)):
            for fragment in side:
                if fragment.kind is FragmentKind.BODY:
                    continue
                words = fragment.text.split()
                begins = accumulate(words[:MOST_WORDS], lambda first, word: f"{first} {word}")
                found |= dict.fromkeys((language, text) for text in (*begins, fragment.text))
    return list(found)


def seconds(language, story, line):
    """Return the processor time that reading a line amid a story takes."""
    begin = time.process_time()
    fragment_article("\n\n".join([*story[:2], line, *story[2:]]), language=language)
    return time.process_time() - begin


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000, help="code points of the shorter line")
    size = parser.parse_args().size
    gold = load_corpus("newsroom").gold[0]
    stories = {
        language: [fragment.text for fragment in side if fragment.kind in {FragmentKind.HEADLINE, FragmentKind.BODY}][
            :4
        ]
        for language, side in (("ko", gold.source), ("en", gold.target))
    }
    rows = []
    texts = repeated()
    for language, text in texts:
        once, twice = (
            seconds(language, stories[language], f"{text} " * (length // (len(text) + 1)))
            for length in (size, 2 * size)
        )
        rows.append((twice, math.log2(twice / once) if once > LEAST_SECONDS else 1.0, language, text))
    rows.sort(reverse=True)
    print(f"{len(texts)} texts, repeated to {size} and {2 * size} code points; those that took longest:\n")
    print(f"{'seconds':>8}{'growth':>8}")
    for twice, growth, language, text in rows[:SHOWN]:
        print(f"{twice:>8.2f}{growth:>8.2f}  {language}  {text[:60]}")


if __name__ == "__main__":
    main()
