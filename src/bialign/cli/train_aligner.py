"""`bialign train-aligner`: learn the aligner's weights from gold alignments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.cli.corpora import is_gold_corpus, read_gold_corpus
from bialign.cli.corpus_options import ReadOptions, named_values
from bialign.cli.outputs import check_outputs
from bialign.counting import counted
from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bialign.beads import Alignment


def run(
    gold: Annotated[
        list[str],
        typer.Argument(
            help="Corpus files with gold alignments, gold corpora (newsroom), or folders of such.", show_default=False
        ),
    ],
    *,
    split: Annotated[
        str | None, typer.Option("--split", help="Part of gold corpora: train, dev or test.", show_default=False)
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The weights' file.")] = Path("weights.json"),
    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder", help="A folder with a sentence-transformers or model2vec model.", show_default=False
        ),
    ] = None,
    read_option: ReadOptions = None,
    prior: Annotated[float, typer.Option("--prior", min=0.0, help="The more, the smaller the weights.")] = 3.0,
) -> None:
    """Learn the aligner's weights from gold alignments of your own.

    Gold corpora are those that evaluate and view take. Gold files are of any format that keeps sentences and beads
    apart, such as JSON Lines or XCES. Translation units do not tell where their sentences end: they are passed over.
    Line-aligned text becomes gold by bialign perturb.

    \b
    Examples:
      bialign train-aligner gold.jsonl -o weights.json
      bialign train-aligner newsroom --split train
      bialign align korean.txt english.txt --weights weights.json
    """
    from bialign.align.training import make_examples, train_weights, write_weights
    from bialign.encoders import load_encoder

    check_outputs(gold, [output])
    options = named_values(read_option)
    alignments = [alignment for path in gold for alignment in _read_gold(path, split, options)]
    if not alignments:
        raise ConfigurationError(f"There are no alignments of sentences in {', '.join(gold)}.")
    loaded = load_encoder(encoder or "use")
    examples = list(make_examples(alignments, loaded))
    if not examples:
        have_texts = any(fragment.text for alignment in alignments for fragment in alignment.source)
        remedy = (
            ""
            if have_texts
            else ": give a list of indices its sentences by -r source_lines=FILE -r target_lines=FILE"
        )
        raise ConfigurationError(
            "No gold alignment has sentences of body text in beads of types that there are (up to 1-8, 8-1 and 3-3)"
            f"{remedy}."
        )
    trained = [
        train_weights(examples, words=words, prior=prior)
        for words in ([True, False] if examples[0].has_words else [False])
    ]
    part = f", split {split}" if split is not None else ""
    provenance = f"{trained[0].texts} alignments of {', '.join(gold)}{part}"
    write_weights(trained, output, provenance=provenance, encoder=loaded.name)
    typer.echo(f"Weights learnt from {counted(trained[0].beads, 'bead')} written to {output}", err=True)


def _read_gold(path: str, split: str | None, options: Mapping[str, Any]) -> Iterator[Alignment]:
    """Yield the alignments of a gold corpus or a file, and tell how many translation units are among them."""
    from bialign.beads import Alignment
    from bialign.formats import read

    if is_gold_corpus(path):
        yield from read_gold_corpus(path, split=split)
        return
    if split is not None:
        raise ConfigurationError(f"--split names a part of a gold corpus; {path} is a file.")
    units = 0
    with read(path, **options) as reader:
        for item in reader:
            if isinstance(item, Alignment):
                yield item
            else:
                units += 1
    if units:
        passed_over = counted(units, "translation unit")
        typer.echo(f"bialign: {path}: {passed_over} passed over, which do not keep sentences apart.", err=True)
