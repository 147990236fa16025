"""What is seen of sentences at their joints, and how it helps with lines that someone else cut."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign import Fragment, align_sentences
from bialign.align.joints import JOINT_FEATURES, count_quotations, count_resumptions, joint_signs, unusual
from bialign.align.lines import cut_lines, take_for_sentences
from bialign.align.texts import paragraph_begins


def test_a_sentence_broken_off_after_another_is_seen():
    lines = ["It rained. Speaking to reporters,", "he said so.", "Storm hits city", "It rained."]
    signs = joint_signs(lines, take_for_sentences(lines, cut_lines(lines, "en")).ends)
    broken = signs[:, JOINT_FEATURES.index("sentence begun before joint")]
    np.testing.assert_array_equal(broken, [1, 0, 0, 0])


KOREAN = [
    "정부가 월요일 새 주택 공급 대책을 발표했다.",
    "서울과 경기에 아파트 3만 채를 짓기로 했다.",
    "야당은 대책이 늦었다고 비판했다.",
    "전문가들은 금리가 더 중요하다고 말했다.",
]
ENGLISH = [
    "The government announced new housing supply measures on Monday.",
    "It will build 30,000 apartments in Seoul and Gyeonggi.",
    "The opposition criticized the measures as too late.",
    "Experts said interest rates matter more.",
]


def test_a_line_with_two_sentences_is_paired_with_two_lines():
    joined = [KOREAN[0], f"{KOREAN[1]} {KOREAN[2]}", KOREAN[3]]
    alignment = align_sentences(joined, ENGLISH)
    assert [(bead.source, bead.target) for bead in alignment] == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


def test_lines_cut_at_another_place_are_paired_together():
    cut = [ENGLISH[0], f"{ENGLISH[1]} The opposition criticized", "the measures as too late.", ENGLISH[3]]
    alignment = align_sentences(KOREAN, cut)
    assert [(bead.source, bead.target) for bead in alignment] == [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,))]


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_sign_says_less_the_more_lines_nearby_have_it(having):
    signs = np.array(having, dtype=bool).reshape(-1, 1)
    says = unusual(signs)[:, 0]
    assert ((says >= 0) & (says <= 1)).all()
    # Whether a line has the sign itself makes no difference to what it would say.
    for number in range(len(having)):
        changed = signs.copy()
        changed[number] ^= True
        assert unusual(changed)[number, 0] == says[number]
        without = signs.copy()
        without[:number], without[number + 1 :] = False, False
        assert unusual(without)[number, 0] >= says[number]


def test_a_sign_that_all_lines_have_says_next_to_nothing():
    signs = np.ones((40, 1), dtype=bool)
    assert (unusual(signs) < 0.1).all()
    signs[1:] = False
    assert unusual(signs)[0, 0] == 1


BARE = {
    "no final punctuation": (lambda text: text[:-1], lambda text: text[:-1]),
    "small letters, too": (lambda text: text[:-1], lambda text: text[:-1].lower()),
    "numbered at the end": (lambda text: f"{text} (3번)", lambda text: f"{text} (No. 3)"),
    "one side without punctuation": (lambda text: text[:-1], lambda text: text),
}


@pytest.mark.parametrize("name", BARE)
def test_texts_that_nowhere_have_final_punctuation_are_aligned_line_by_line(name):
    korean, english = BARE[name]
    alignment = align_sentences(list(map(korean, KOREAN * 2)), list(map(english, ENGLISH * 2)))
    assert [bead.type for bead in alignment] == ["1-1"] * 8
    assert min(bead.score for bead in alignment) > 0.8
    joined = [*ENGLISH[:2], f"{ENGLISH[2]} {ENGLISH[3]}"]
    alignment = align_sentences(list(map(korean, KOREAN)), list(map(english, joined)))
    assert [bead.type for bead in alignment] == ["1-1", "1-1", "2-1"]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        # Sentences a space apart, lines a line feed apart: no paragraphs are known.
        ("It rained. We left.\nWhy?", None),
        ("It rained. We left.\n\nWhy? No.", [True, False, True, False]),
        ("It rained.\n\nWe left.", [True, True]),
    ],
)
def test_paragraphs_begin_after_an_empty_line(text, begins):
    spans = [match.span() for match in re.finditer(r"[A-Z][^.?]*[.?]", text)]
    fragments = [Fragment("body", text[start:end], start, end) for start, end in spans]
    assert paragraph_begins(fragments) == begins


@pytest.mark.parametrize(
    ("sentences", "quotations"),
    [
        (['"A," he said, "B."', "He left."], [2, 0]),
        # A quotation of two sentences has a mark in either.
        (["“It rained.", "We went home,” he said."], [0.5, 0.5]),
        (['박 시장은 "A"며 "B"고 말했다.', "회의는 끝났다."], [2, 0]),
        # Single marks count where there are no double ones; apostrophes are none.
        (["'We don't know,' the farmers' leader said.", "It's over."], [1, 0]),
        (["The '90s 'boom' \"ended\"."], [1]),
        ([], []),
    ],
)
def test_quotations_are_counted_by_their_marks(sentences, quotations):
    assert count_quotations(sentences).tolist() == quotations


@pytest.mark.parametrize(
    ("sentences", "within", "at_joints"),
    [
        (['"It rained," she said, "and we went home."', "He left."], [1, 0], [0, 0]),
        (["“It rained,” she said.", "“We went home.”", "He left."], [0, 0, 0], [1, 0, 0]),
        # Someone else speaks, or says so again.
        (['"It rained," she said.', '"We went home," he said.'], [0, 0], [0, 0]),
        # Two quotations with nothing between, and one that goes on over two sentences.
        (['"It rained."', '"We went home."'], [0, 0], [0, 0]),
        # A title in quotation marks, and a quotation that stays open.
        (['Bong directed "Parasite" in 2019.', '"Thank you."'], [0, 0], [0, 0]),
        (['He said, "It rained all day long', '"We went home."'], [0, 0], [0, 0]),
        (['"It rained.', 'We went home," she said.'], [0, 0], [0, 0]),
        (['박 시장은 "비가 왔다"며 "집에 갔다"고 말했다.', "회의는 끝났다."], [0, 0], [0, 0]),
        ([], [], []),
    ],
)
def test_quotations_that_their_speaker_interrupts_are_told(sentences, within, at_joints):
    assert [values.tolist() for values in count_resumptions(sentences)] == [within, at_joints]


def test_a_quotation_that_its_speaker_interrupts_stays_whole():
    korean = [
        "시는 내년부터 쓰레기봉투 값을 올린다.",
        '시 관계자는 "처리비는 해마다 느는데 주민 부담률은 31%에 그쳐 인상이 불가피했다"고 밝혔다.',
        "조례는 1월 1일부터 시행된다.",
    ]
    english = [
        "The city will raise the price of garbage bags next year.",
        '"Costs grow every year, yet residents cover just 31 percent of them," a city official said.',
        '"An increase was unavoidable."',
        "The ordinance takes effect on Jan. 1.",
    ]
    beads = align_sentences(korean, english).beads
    assert [(bead.source, bead.target) for bead in beads] == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        (
            '서 대표는 "제품을 모두 회수하겠다"며 "고객에게 사과드린다"고 밝혔다.',
            ['"We will recall every product," CEO Seo said.', '"We apologize to our customers."'],
        ),
        (
            '박 시장은 "도로를 넓히겠다"며 "공사는 3월에 시작한다"고 말했다.',
            ['"We will widen the road," Mayor Park said.', '"Work will begin in March."'],
        ),
    ],
)
def test_the_rest_of_a_quotation_stays_with_it_though_both_sides_have_as_many_lines(korean, english):
    source = ["회의는 오전에 열렸다.", korean, "근처 상가는 문을 닫았다.", "자세한 일정은 곧 나온다."]
    target = ["The meeting was held in the morning.", *english, "A detailed schedule will follow soon."]
    beads = [(bead.source, bead.target) for bead in align_sentences(source, target)]
    assert beads == [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3,), (3,))]
