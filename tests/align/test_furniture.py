"""What a reader of an alignment sees of its furniture."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.align.furniture import match_furniture, places_in_text
from bialign.documents import Fragment, FragmentKind

FURNITURE = [kind for kind in FragmentKind if kind.is_furniture]


def page(*pieces):
    """Return fragments, one a line, of (kind, text) pairs; None is a paragraph of running text between them."""
    fragments, place = [], 0
    for piece in pieces:
        if piece is None:
            place += 100
            continue
        kind, text = piece
        fragments.append(Fragment(kind, text, place, place + len(text)))
        place += len(text) + 1
    return fragments


def match(source, target, similarity=0.2, languages=("ko", "en"), places=None):
    similarity = np.broadcast_to(np.asarray(similarity, np.float32), (len(source), len(target)))
    return match_furniture(
        source,
        target,
        source_language=languages[0],
        target_language=languages[1],
        similarity=similarity,
        places=places,
    )


def paired(beads):
    return {(bead.source, bead.target) for bead in beads if not bead.is_deletion}


def probability(kind, korean, english, similarity=0.2):
    """Return the probability that two fragments are counterparts where each is the only one of its side."""
    bead, *others = match(page((kind, korean)), page((kind, english)), similarity)
    assert len(others) == (0 if bead.target else 1)
    return bead.score if bead.target else 1 - bead.score


COUNTERPARTS = {
    "byline": [
        ("홍길동 기자", "By Hong Gil-dong"),
        ("홍길동 기자 =", "Hong Gil-dong, Staff reporter"),
        ("신현희 기자 heeshin@example.com", "By Shin Hyon-hee"),
        ("신현희 기자", "By 신현희"),
        ("(서울=연합뉴스) 홍길동 김철수 기자 =", "By Kim Chul-soo and Hong Gil-dong"),
        ("홍길동·김철수 기자", "By Kim Chul-soo"),
        ("글·사진=박지원 기자", "Story and photos by Park Ji-won"),
        ("[온라인뉴스팀 online@example.com]", "(online@example.com)"),
    ],
    "dateline": [
        ("(서울=연합뉴스)", "SEOUL, Sept. 9 (Yonhap) --"),
        ("[서울=뉴시스]", "[SEOUL=Newsis]"),
        ("(후쿠오카·서울=연합뉴스)", "FUKUOKA, Japan/SEOUL, March 12 (Yonhap) --"),
        ("(서울·도쿄=연합뉴스)", "SEOUL/TOKYO, Sept. 9 (Yonhap) --"),
        ("[워싱턴=AP/뉴시스]", "WASHINGTON (AP) —"),
        ("(헤이그=연합뉴스)", "THE HAGUE, Netherlands --"),
        ("(고흥=연합뉴스)", "GOHEUNG, South Korea (AP) —"),
        ("(수원=뉴스1)", "Suwon, Gyeonggi Province —"),
        ("(유엔본부=연합뉴스)", "UNITED NATIONS (Reuters) -"),
        ("(무안=연합뉴스)", "MUAN COUNTY, South Korea --"),
    ],
    "timestamp": [
        ("입력 2014.09.09 11:11", "Published : Sept. 9, 2014 - 11:11"),
        ("수정 2014-09-09 오후 1:05", "Updated : Sept. 9, 2014 - 13:10"),
        ("등록 2014-09-09 12:00:00", "Posted : 2014-09-09 13:20"),
        ("2026/11/10 11:20 송고", "11:20 a.m. KST, Nov. 10, 2026"),
        ("2014년 9월 9일 오전 11시", "Sept. 9, 2014"),
        ("입력 26.11.05 09:30", "02:00 GMT, Nov. 5, 2026"),
        ("입력 2014.09.10 05:00", "Sept. 9, 2014 4:10 p.m. ET"),
        ("입력 2014-12-31 23:50", "Published Jan. 1, 2015, 00:20"),
        ("2014.09.09 11:11", "2014-09-09T02:11:00Z"),
        ("업데이트 3시간 전", "Updated 3 hours ago"),
        ("입력 2014.09.09 18:00", "Sept. 10, 2014 - 09:00"),
        ("2014.09.09", "Published : Sept. 11, 2014 - 09:00"),
        ("수정 2014.09.09 18:00", "Updated : Sept. 10, 2014 - 09:00"),
        ("입력 2014.09.09 11:11", "Published Sept. 11, 2014, 11:11 p.m. KST"),
    ],
    "credit": [
        ("/연합뉴스", "(Yonhap)"),
        ("사진=AFP/연합뉴스", "AFP-Yonhap"),
        ("로이터=연합뉴스", "(Reuters)"),
        ("사진=뉴시스", "[NEWSIS]"),
        ("사진제공=별빛엔터테인먼트", "Courtesy of Byeolbit Entertainment"),
        ("사진=김철수 기자", "Photo by Kim Chul-soo"),
        ("한빛일보 DB", "Hanbit Ilbo file photo"),
        ("자료사진", "File photo"),
        ("<끝>", "(END)"),
    ],
    "editor-tag": [
        ("[단독]", "[Exclusive]"),
        ("[속보]", "(URGENT)"),
        ("(종합)", "(LEAD)"),
        ("(종합2보)", "(2nd LD)"),
        ("[사설]", "[Editorial]"),
        ("[Q&A]", "[Q&A]"),
    ],
    "section": [
        ("정치", "Politics"),
        ("정치 > 국회·정당", "Home > National > Politics"),
        ("사회", "National"),
        ("연예", "K-pop"),
        ("한빛일보", "The Hanbit Ilbo"),
        ("한겨레", "The Hankyoreh"),
        ("보도자료", "Press Release"),
    ],
    "speaker": [
        ("[리포트]", "[Reporter]"),
        ("[앵커]", "Anchor:"),
        ("문:", "Q."),
        ("▲답", "A:"),
        ("[정다운/무인점포 점주]", "Jung Da-woon / Store owner:"),
        ("◇ 김현수>", "Kim Hyun-soo:"),
        ("[녹취]", "(SOUNDBITE)"),
    ],
    "boilerplate": [
        ("공유하기", "• Share"),
        ("글씨크기 조절", "Font Size"),
        ("댓글 12", "12 comments"),
        ("많이 본 뉴스", "Most Popular"),
        ("좋아요 31 슬퍼요 2", "Like 31 Sad 2"),
        ("<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>", "Copyright (c) Yonhap News Agency. All rights reserved."),
        ("ⓒ 한빛일보, 무단 전재 및 재배포 금지", "Copyright © The Hanbit Ilbo"),
        ("[ⓒ 매일경제 & mk.co.kr]", "Copyright ⓒ Maeil Business Newspaper"),
        ("◎공감언론 뉴시스 soyul@newsis.example", "soyul@newsis.example"),
        ("* 이 칼럼은 본지 편집 방향과 다를 수 있습니다.", "The views expressed here are the writer's own."),
        ("이 기사는 언론진흥기금의 지원을 받았습니다.", "This story was supported by the Press Promotion Fund."),
    ],
}
STRANGERS = {
    "byline": [("홍길동 기자 =", "By Kim Chul-soo"), ("정책사회부", "Staff report")],
    "dateline": [("(서울=연합뉴스)", "WASHINGTON (AP) —"), ("(부산=연합뉴스)", "BEIJING, Sept. 9 (Yonhap) --")],
    "timestamp": [
        ("입력 2014.09.09 11:11", "Published : Sept. 13, 2014 - 11:11"),
        ("수정 2014-09-09 오후 1:05", "Published : Sept. 9, 2014 - 13:10"),
        ("입력 2014.09.09 11:11", "Published Sept. 12, 2014, 11:11 a.m. ET"),
        ("2시간 전", "5 hours ago"),
    ],
    "credit": [("/연합뉴스", "(AP)"), ("(끝)", "(Yonhap)"), ("사진=박영희 기자", "Photo by Kim Chul-soo")],
    "editor-tag": [("[단독]", "(LEAD)"), ("[사설]", "[Photo]")],
    "section": [("정치", "Sports"), ("중앙일보", "The Korea Herald"), ("OBN 뉴스 9", "HBN WORLD")],
    "speaker": [("[앵커]", "Reporter:"), ("질문", "A:")],
    "boilerplate": [
        ("댓글 12", "Share"),
        ("공유하기", "Link copied"),
        ("ⓒ 한강일보, 무단 전재 및 재배포 금지", "Copyright © Hangang Herald. All rights reserved."),
        ("hong@example.com", "(kim@example.com)"),
        ("hong@example.com", "Share"),
    ],
}


def cases(table):
    return [pytest.param(kind, *pair, id=f"{kind} {pair[0]}") for kind, pairs in table.items() for pair in pairs]


@pytest.mark.parametrize(("kind", "korean", "english"), cases(COUNTERPARTS))
def test_counterparts_are_paired(kind, korean, english):
    assert probability(kind, korean, english) > 0.6


@pytest.mark.parametrize(("kind", "korean", "english"), cases(STRANGERS))
def test_strangers_stay_alone(kind, korean, english):
    assert probability(kind, korean, english) < 0.4


@pytest.mark.parametrize("kind", ["headline", "subheadline", "caption"])
def test_meaning_decides_where_nothing_can_be_read(kind):
    source = page((kind, "예산안 통과"), (kind, "태풍 상륙"))
    target = page((kind, "Typhoon lands"), (kind, "Budget passed"))
    assert paired(match(source, target, [[0.1, 0.7], [0.7, 0.1]])) == {((0,), (1,)), ((1,), (0,))}
    assert (
        probability(kind, "예산안 통과", "Budget passed", 0.7)
        > probability(kind, "예산안 통과", "Typhoon", 0.1) + 0.2
    )


def test_a_subheadline_under_the_headline_is_not_one_within_the_story():
    deck, inner = ("subheadline", "제주 크루즈 이틀 걸러 한 척꼴"), ("subheadline", "제주는 크루즈 특수")
    headline = ("headline", "명동의 유커")
    source = page(headline, deck, None, inner)
    target = page(("headline", "Visitors in Myeong-dong"), None, ("subheadline", "Cruise boom on Jeju"))
    beads = match(source, target, [[0.5, 0.1], [0.1, 0.45], [0.1, 0.4]])
    assert ((2,), (1,)) in paired(beads)


def test_kinds_never_mix():
    source = page(("headline", "부산시 예산 편성"), ("subheadline", "5.8% 증액"))
    target = page(("subheadline", "Busan draws up budget"), ("caption", "Busan City Hall"))
    beads = match(source, target, [[0.9, 0.9], [0.1, 0.1]])
    assert all(source[bead.source[0]].kind is target[bead.target[0]].kind for bead in beads if not bead.is_deletion)


def test_order_on_the_page_does_not_matter():
    source = page(("headline", "제목"), None, ("byline", "홍길동 기자"), ("timestamp", "입력 2026.11.05 09:30"))
    target = page(("timestamp", "Nov. 5, 2026, 10:00"), ("byline", "By Hong Gil-dong"), ("headline", "Title"))
    assert paired(match(source, target, 0.5)) == {((0,), (2,)), ((1,), (1,)), ((2,), (0,))}


@pytest.mark.parametrize(("korean", "english"), [("3", "1"), ("1,204", "12"), ("12", "1.2")])
def test_counters_with_other_figures_are_other_counters(korean, english):
    assert probability("boilerplate", korean, english, similarity=0.95) < 0.05
    assert probability("boilerplate", korean, korean, similarity=0.95) > 0.5


@pytest.mark.parametrize("kind", ["byline", "boilerplate", "timestamp"])
def test_of_the_same_thing_twice_the_first_is_paired(kind):
    texts = {
        "byline": ("홍길동 기자", "홍길동 기자 hong@example.com", "By HONG GIL-DONG"),
        "boilerplate": ("공유", "공유하기", "Share"),
        "timestamp": ("송고시간 2026-11-10 11:20", "2026/11/10 11:20 송고", "11:20 a.m. KST, Nov. 10, 2026"),
    }
    first, second, counterpart = texts[kind]
    beads = match(page((kind, first), None, (kind, second)), page((kind, counterpart)))
    assert paired(beads) == {((0,), (0,))}


def test_a_time_without_label_is_that_of_publication():
    source = page(("timestamp", "입력 2027.01.21 (21:14)"), ("timestamp", "수정 2027.01.21 (22:03)"))
    assert paired(match(source, page(("timestamp", "2027-01-21 22:40")))) == {((0,), (0,))}


def stamps(*texts):
    return page(*(("timestamp", text) for text in texts))


@pytest.mark.parametrize("swap", [False, True])
def test_the_only_timestamps_of_a_record_are_paired_up_to_three_days_apart(swap):
    languages = ("en", "ko") if swap else ("ko", "en")
    scores = []
    for hours in range(5, 80):
        day, hour = divmod(9 * 24 + hours, 24)
        sides = [stamps("입력 2014.09.09 00:00"), stamps(f"Published : Sept. {day}, 2014 - {hour:02}:00")]
        bead, *others = match(*(reversed(sides) if swap else sides), languages=languages)
        assert bool(others) == bead.is_deletion == (hours > 72)
        scores.append(-bead.score if bead.is_deletion else bead.score)
    assert scores == sorted(scores, reverse=True)
    paired_scores = [score for score in scores if score > 0]
    assert max(before - after for before, after in pairwise(paired_scores)) < 0.02


@pytest.mark.parametrize(
    ("korean", "english", "pairs"),
    [
        # An update on another day is another one, and so is one of two publications.
        (["입력 2014.09.09 18:00", "수정 2014.09.09 19:00"], ["Published Sept. 10, 2014 09:00", "Updated Sept. 10, 2014 10:00"], {(0, 0)}),
        (["2014.09.09 18:00", "2014.09.09 23:00"], ["Published Sept. 10, 2014 12:00"], set()),
        (["송고시간 2014-09-09 18:00", "2014/09/09 18:00 송고"], ["Published Sept. 10, 2014 09:00"], {(0, 0)}),
        (["수정 2014.09.09 18:00"], ["Published Sept. 10, 2014 09:00"], set()),
        (["입력 2014.09.09 18:00", "수정 2014.09.10 08:00"], ["Sept. 10, 2014 09:00"], {(0, 0)}),
        # As the metadata of pages give them, without labels.
        (["2014-09-09T18:00:00+09:00", "2014-09-09T23:00:00+09:00"], ["Published Sept. 10, 2014 12:00"], {(0, 0)}),
        (["2014-09-09T18:00:00+09:00", "2014-09-09T23:00:00+09:00"], ["2014-09-10T03:00:00Z", "2014-09-10T03:30:00Z"], {(0, 0)}),
        (["2014-09-09T23:00:00+09:00", "2014-09-09T18:00:00+09:00"], ["Published Sept. 10, 2014 12:00"], set()),
        # As pages show them, to the second.
        (["2014.09.09 18:00:12", "2014.09.09 23:00:40"], ["Published Sept. 10, 2014 12:00"], {(0, 0)}),
        (["2014-09-09 23:00:40", "2014-09-09 18:00:12"], ["Published Sept. 10, 2014 12:00"], set()),
    ],
)  # fmt: skip
def test_which_timestamps_more_than_half_a_day_apart_are_paired(korean, english, pairs):
    assert paired(match(stamps(*korean), stamps(*english))) == {((row,), (column,)) for row, column in pairs}


@pytest.mark.parametrize("swap", [False, True])
def test_posts_of_live_blogs_are_paired_by_the_nearest_hour(swap):
    korean = stamps("최종 업데이트 2027.09.30 23:10", "22:48", "21:30", "20:05", "17:55", "17:20")
    english = stamps("Thu 30 Sep 2027 09.58 BST", "14.50 BST", "1.30pm BST", "12.05 BST", "09.20 BST")
    sides, languages = ((english, korean), ("en", "ko")) if swap else ((korean, english), ("ko", "en"))
    pairs = {((1,), (1,)), ((2,), (2,)), ((3,), (3,)), ((5,), (4,))}
    assert paired(match(*sides, languages=languages)) == {pair[::-1] if swap else pair for pair in pairs}


def test_labels_of_fact_checks_are_paired_wherever_they_stand():
    labels = ["■ 주장", "■ 판정", "■ 검증 내용", "■ 결론"], ["CLAIM", "Our verdict", "THE FACTS", "Conclusion"]
    korean, english = ([("subheadline", label) for label in side] for side in labels)
    source, target = page(("headline", "고래가 죽었다?"), *korean), page(("headline", "Whales"), None, *english)
    assert paired(match(source, target)) >= {((index,), (index,)) for index in range(1, 5)}


def test_speakers_keep_their_order():
    source = page(*(("speaker", text) for text in ("[앵커]", "[기자]", "[하재경/관광객]", "[기자]", "[주민]")))
    target = page(
        *(("speaker", text) for text in ("[Anchor]", "[Reporter]", "[Ha Jae-kyung, Tourist]", "[Reporter]"))
    )
    assert paired(match(source, target)) == {((place,), (place,)) for place in range(4)}


def test_a_long_interview_keeps_its_turns():
    source = page(*(("speaker", text) for _ in range(40) for text in ("Q.", "A.")))
    target = page(*(("speaker", text) for _ in range(40) for text in ("Q:", "A:")))
    beads = match(source, target)
    assert paired(beads) == {((place,), (place,)) for place in range(80)}
    assert min(bead.score for bead in beads) > 0.9


def test_the_running_text_tells_which_turns_were_left_out():
    source = page(*(("speaker", text) for _ in range(4) for text in ("Q.", "A.")))
    target = page(*(("speaker", text) for _ in range(2) for text in ("Q:", "A:")))
    places = places_in_text([0, 2, 4, 6, 8, 10, 12, 14], [1, 3, 5, 7, 9, 11, 13, 15], [(n,) for n in range(8)])
    other_places = places_in_text([0, 2, 4, 6], [1, 3, 5, 7], [(), (), (0,), (1,), (), (), (2,), (3,)])
    beads = match(source, target, places=(places, other_places))
    assert paired(beads) == {((2,), (0,)), ((3,), (1,)), ((6,), (2,)), ((7,), (3,))}
    assert min(bead.score for bead in beads) > 0.9
    mirrored = match(target, source, languages=("en", "ko"), places=(other_places, places))
    assert {bead.swapped() for bead in mirrored} == set(beads)


def test_subheadlines_stand_where_their_sections_do():
    source = page(*(("subheadline", text) for text in ("전망", "과제")))
    target = page(("subheadline", "What comes next"))
    assert paired(match(source, target, 0.2, places=([3, 9], [9]))) == {((1,), (0,))}
    assert paired(match(source, target, 0.2, places=([3, 9], [3]))) == {((0,), (0,))}


def test_a_speaker_whose_label_says_nothing_is_found_by_its_place():
    source = page(("speaker", "[앵커]"), ("speaker", "[무인 문구점 점주/음성변조]"), ("speaker", "[하재경/관광객]"))
    target = page(("speaker", "Anchor:"), ("speaker", "Stationery store owner:"), ("speaker", "Ha Jae-kyung:"))
    assert ((1,), (1,)) in paired(match(source, target, 0.25))


def test_one_line_of_widgets_is_joined_with_several():
    source = page(("boilerplate", "글자크기 설정  인쇄하기  공유하기"), ("boilerplate", "댓글 3"))
    target = page(
        ("boilerplate", "Font Size"),
        ("boilerplate", "Print"),
        ("boilerplate", "Share"),
        ("boilerplate", "3 comments"),
    )
    assert paired(match(source, target)) == {((0,), (0, 1, 2)), ((1,), (3,))}
    assert paired(match(target, source, languages=("en", "ko"))) == {((0, 1, 2), (0,)), ((3,), (1,))}


def test_widgets_that_have_their_own_counterparts_are_not_joined():
    source = page(*(("boilerplate", text) for text in ("글자크기 인쇄 공유", "인쇄", "공유")))
    target = page(("boilerplate", "Print"), ("boilerplate", "Share"))
    assert paired(match(source, target)) == {((1,), (0,)), ((2,), (1,))}


def test_other_languages_are_paired_by_meaning_alone():
    source, target = page(("byline", "홍길동 기자")), page(("byline", "洪吉童 記者"))
    assert not paired(match(source, target, 0.0001, languages=("ko", "ja")))
    assert paired(match(source, target, 0.95, languages=("ko", "ja")))


def test_both_sides_may_be_korean():
    source = page(("timestamp", "입력 2026.11.05 09:30"), ("byline", "홍길동 기자"))
    target = page(("byline", "홍길동 기자 ="), ("timestamp", "2026/11/05 10:00 송고"))
    assert paired(match(source, target, languages=("ko", "ko-KR"))) == {((0,), (1,)), ((1,), (0,))}


def test_without_vectors_a_headline_is_still_a_headline():
    source, target = page(("headline", "제목"), ("byline", "홍길동 기자")), page(("headline", "Title"))
    assert paired(match(source, target, 0)) == {((0,), (0,))}


@pytest.mark.parametrize(
    ("source", "target"), [((), ()), ((("headline", "제목"),), ()), ((), (("credit", "(END)"),))]
)
def test_an_empty_side_leaves_all_alone(source, target):
    beads = match(page(*source), page(*target))
    assert [bead.score for bead in beads] == [1.0] * (len(source) + len(target))


@pytest.mark.parametrize(
    "text", ["언론사에서 ", "&a.", "0:00 ", "(c) ", "a" * 50 + "@", "2026.11.", "김", "([", "공유"]
)
@pytest.mark.parametrize("kind", FURNITURE)
def test_fragments_of_any_length_are_read(kind, text):
    fragments = page((kind, text * 100_000))
    assert len(match(fragments, fragments)) <= 2


FRAGMENTS = st.lists(
    st.tuples(
        st.sampled_from(FURNITURE),
        st.one_of(
            st.sampled_from([text for pairs in COUNTERPARTS.values() for pair in pairs for text in pair]),
            st.text(max_size=20),
        ),
    ),
    max_size=8,
)


@given(
    FRAGMENTS,
    FRAGMENTS,
    st.randoms(use_true_random=False),
    st.sampled_from([("ko", "en"), ("en", "ko"), ("de", "ko")]),
)
@settings(max_examples=60, deadline=None)
def test_each_fragment_is_in_one_bead_of_its_kind_and_swapping_sides_swaps_the_beads(
    pieces, others, random, languages
):
    source, target = page(*pieces), page(*others)
    similarity = np.array([[random.uniform(-0.2, 1) for _ in target] for _ in source], np.float32).reshape(
        len(source), len(target)
    )
    beads = match(source, target, similarity, languages)
    assert sorted(index for bead in beads for index in bead.source) == list(range(len(source)))
    assert sorted(index for bead in beads for index in bead.target) == list(range(len(target)))
    for bead in beads:
        kinds = {source[index].kind for index in bead.source} | {target[index].kind for index in bead.target}
        assert kinds == {bead.kind}
        assert bead.is_deletion or bead.score >= 0.5
        assert round(bead.score, 4) == bead.score
    mirrored = match(target, source, similarity.T, languages[::-1])
    assert {bead.swapped() for bead in mirrored} == set(beads)
