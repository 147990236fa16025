"""Lines that end amid a sentence: which are put together, and how such texts are aligned."""

import textwrap

import pytest

from bialign import Aligner, align_sentences, load_corpus
from bialign.align.broken_lines import join_broken_lines
from bialign.align.lines import cut_lines


def joined(source, target, *, languages=("ko", "en"), begins=(None, None)):
    """Return the sentences of both sides, each with its first and last line."""
    cut = (cut_lines(lines, language) for lines, language in zip((source, target), languages, strict=True))
    return [
        [(text, lines) for text, lines in zip(side.texts, side.lines.T.tolist(), strict=True)]
        for side in join_broken_lines(*cut, *begins)
    ]


def articles():
    """Return the texts of the beads of newsroom articles, in order, source and target."""
    texts = []
    for pair in load_corpus("newsroom", split="dev"):
        beads, last = [], -1
        for bead in sorted(pair.gold, key=lambda bead: bead.source):
            if bead.kind == "body" and bead.source and bead.target and bead.target[0] > last:
                beads.append(bead)
                last = bead.target[-1]
        texts.append([(pair.gold.source_text(bead), pair.gold.target_text(bead)) for bead in beads])
    return texts


ARTICLES = articles()


@pytest.fixture(scope="module")
def aligner():
    return Aligner()


KOREAN = ["여당은 경기 회복의 마중물이라고 반박했다.", "야당은 빚을 떠넘기는 예산이라고 비판했다."]


def test_a_sentence_that_goes_on_in_small_letters_is_put_together():
    english = ["The ruling party countered that it would", "prime the pump.", "The opposition criticized it."]
    _, target = joined(KOREAN, english)
    assert target == [
        ("The ruling party countered that it would prime the pump.", [0, 1]),
        ("The opposition criticized it.", [2, 2]),
    ]


def test_what_ends_amid_a_line_is_put_together_up_to_there():
    english = ["It rained. How did you do", "your research? I read", "a lot."]
    _, target = joined(KOREAN, english)
    assert target == [
        ("It rained.", [0, 0]),
        ("How did you do your research?", [0, 1]),
        ("I read a lot.", [1, 2]),
    ]


def test_a_word_that_was_broken_is_put_together_without_space():
    english = ["It was a line-by-", "line translation, well-", "made.", "He left."]
    assert joined(KOREAN, english)[1][0][0] == "It was a line-by-line translation, well-made."


@pytest.mark.parametrize(
    "english",
    [
        # Headlines, items of lists, subtitles that all begin in small letters, what never ends.
        ["Storm hits city", "The storm came at night.", "It rained."],
        ["The following may not apply:", "(a) minors", "(b) bankrupts.", "The act is in force."],
        ["The list:", "apples", "pears", "plums", "It is long."],
        ["how did you do", "your research?", "i read a lot.", "it took years."],
        ["iPhone sales fell.", "Apples", "Pears are cheap."],
        # Items that are all about as long as the longest line.
        [
            "- The first of these is rather long",
            "- The second is just as long as that",
            "- The third of them is as long again",
            "- The fourth is no longer than these",
            "- The fifth ends with a final stop.",
        ],
    ],
)
def test_what_only_looks_broken_stays(english):
    _, target = joined(KOREAN, english)
    assert [lines for _, lines in target] == [[place, place] for place in range(len(english))]


def test_lines_that_both_sides_break_stay():
    sides = ["나는 네가", "가야 한다고 생각해.", "비가 온다."], ["I think", "you should go.", "It is raining."]
    assert [[lines for _, lines in side] for side in joined(*sides)] == [[[0, 0], [1, 1], [2, 2]]] * 2


def test_sentences_do_not_go_on_in_another_paragraph():
    english = ["The ruling party countered that it would", "prime the pump.", "It rained."]
    _, target = joined(KOREAN, english, begins=(None, [True, True, False]))
    assert len(target) == 3


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        (
            ["나는 숲으로 갔다.", "조용히 살고 싶었다.", "바람이 불었다.", "나뭇잎이 떨어졌다."],
            ["I went to the woods,", "wanting to live quietly.", "The wind blew,", "and leaves fell."],
            ("ko", "en"),
        ),
        (
            ["“나는 간다.”", "그가 말했다.", "비가 왔다."],
            ["“I am going,”", "he said.", "It rained."],
            ("ko", "en"),
        ),
        (
            ["가격이 내렸다.", "아이폰 판매가 줄었다.", "배는 싸다."],
            ["Prices fall again", "iPhone sales fell.", "Pears are cheap."],
            ("ko", "en"),
        ),
        (
            [
                "나는 네가",
                "가야 한다고 생각해.",
                "어제 만난 그 사람은",
                "내 형이야.",
                "비가 오기 전에",
                "집에 돌아가자.",
                "아무도 모르게",
                "도망쳤어.",
            ],
            [
                "僕は君が",
                "行くべきだと思う。",
                "昨日会ったあの人は",
                "僕の兄だ。",
                "雨が降る前に",
                "家に帰ろう。",
                "誰にも知られずに",
                "逃げたんだ。",
            ],
            ("ko", "ja"),
        ),
        (
            ["라면 4,000원", "김밥 3,500원", "우동 5,000원", "만두 4,500원", "모두 맛있다.", "또 오세요."],
            [
                "Ramyeon is 4,000 won.",
                "Gimbap is 3,500 won.",
                "Udon is 5,000 won.",
                "Dumplings are 4,500 won.",
                "All is tasty.",
                "Come again.",
            ],
            ("ko", "en"),
        ),
    ],
)
def test_lines_that_translate_each_other_one_by_one_stay(aligner, source, target, languages):
    alignment = align_sentences(
        source, target, source_language=languages[0], target_language=languages[1], aligner=aligner
    )
    assert [(bead.source, bead.target) for bead in alignment] == [((n,), (n,)) for n in range(len(source))]


def test_running_text_of_some_width_does_not_become_one_bead(aligner):
    for article in ARTICLES[:3]:
        korean, english = zip(*article, strict=True)
        lines = textwrap.wrap(" ".join(english), 72)
        alignment = align_sentences(korean, lines, aligner=aligner)
        assert max(len(bead.source) for bead in alignment) <= 4


@pytest.mark.parametrize(
    ("korean_width", "english_width"), [(0, 40), (0, 72), (20, 0), (30, 0), (36, 72), (30, 60), (20, 40)]
)
def test_texts_broken_at_a_width_are_paired(aligner, korean_width, english_width):
    found = total = 0
    for article in ARTICLES:
        sides, places = [], []
        for texts, width in zip(zip(*article, strict=True), (korean_width, english_width), strict=True):
            lines, own = [], []
            for text in texts:
                broken = textwrap.wrap(text, width) if width else [text]
                own.append(tuple(range(len(lines), len(lines) + len(broken))))
                lines += broken
            sides.append(lines)
            places.append(own)
        beads = {(bead.source, bead.target) for bead in align_sentences(*sides, aligner=aligner)}
        found += len(beads & {*zip(*places, strict=True)})
        total += len(article)
    assert found > 0.97 * total


def test_german_and_french_texts_broken_at_a_width_are_paired(aligner):
    german = [
        "Der Präsident unterzeichnete am Montag den neuen Haushalt, den das Parlament zuvor beschlossen hatte.",
        "Die Fahrpreise der U-Bahn in Seoul werden im nächsten Monat um fünf Prozent steigen.",
        "Die Bauern sagten, dass die Reisernte in diesem Jahr trotz des Regens gewachsen sei.",
    ]
    french = [
        "Le président a signé lundi le nouveau budget, que le parlement avait adopté auparavant.",
        "Les tarifs du métro de Séoul augmenteront de cinq pour cent le mois prochain.",
        "Les agriculteurs ont dit que la récolte de riz avait augmenté cette année malgré la pluie.",
    ]
    lines = [textwrap.wrap(sentence, 40) for sentence in german]
    broken = [line for sentence in lines for line in sentence]
    alignment = align_sentences(broken, french, source_language="de", target_language="fr", aligner=aligner)
    assert [len(bead.source) for bead in alignment] == list(map(len, lines))
    assert [bead.target for bead in alignment] == [(0,), (1,), (2,)]
