"""What furniture says, read the same from Korean and from English."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.align.furniture_calibration import load_calibration
from bialign.align.furniture_owners import (
    is_copyright,
    read_copyright,
    read_credit,
    read_outlets,
    read_owner,
    skeleton,
)
from bialign.align.furniture_readings import read_addresses, read_dateline, read_meanings
from bialign.align.furniture_tables import read_table
from bialign.align.furniture_times import Stamp, hours_apart, read_stamp
from bialign.documents import FragmentKind

MEANINGS = [
    ("boilerplate", "글자크기 인쇄 공유하기", "Share | Print | Text size"),
    ("boilerplate", "좋아요 1,024", "LIKE 7"),
    ("boilerplate", "관련 키워드:", "Tags:"),
    ("editor-tag", "(종합2보)", "(2nd LD)"),
    ("editor-tag", "[단독]", "EXCLUSIVE:"),
    ("section", "홈 > 뉴스 > 북한", "Home > North Korea"),
    ("speaker", "기자 :", "[Reporter]"),
    ("credit", "- 끝 -", "(END)"),
    ("credit", "(끝)", "###"),
    ("credit", "<끝>", "-30-"),
    ("section", "팩트체크", "Fact Check"),
    ("section", "정례브리핑", "Press Briefings"),
    ("section", "바로잡습니다", "Corrections"),
    ("subheadline", "■ 판정", "VERDICT"),
]


@pytest.mark.parametrize(("kind", "korean", "english"), MEANINGS)
def test_set_phrases_mean_the_same_in_both_languages(kind, korean, english):
    meanings = read_meanings(korean, FragmentKind(kind), "ko")
    assert meanings
    assert meanings == read_meanings(english, FragmentKind(kind), "en")


def test_a_line_with_other_words_is_no_set_phrase():
    assert not read_meanings("공유 경제의 미래", FragmentKind.BOILERPLATE, "ko")
    assert not read_meanings("Share prices fall", FragmentKind.BOILERPLATE, "en")


def test_updates_of_another_number_differ():
    second, third = (read_meanings(text, FragmentKind.EDITOR_TAG, "ko") for text in ("(종합2보)", "(종합3보)"))
    assert second == {"update 2"}
    assert third == {"update 3"}


@pytest.mark.parametrize("row", list(read_table("furniture_meanings.tsv")), ids=lambda row: f"{row[0]} {row[1]}")
def test_every_form_of_the_table_is_read(row):
    kind, meaning, korean, english = row
    for language, forms in (("ko", korean), ("en", english)):
        for form in forms.split("|"):
            found = read_meanings(form, FragmentKind(kind), language)
            assert form
            if meaning != "-":
                assert meaning in {re.sub(r" \d+$", "", one) for one in found}


@pytest.mark.parametrize("row", list(read_table("furniture_notices.tsv")), ids=lambda row: row[0])
def test_notices_are_patterns(row):
    assert all(re.compile(pattern) for pattern in row[1:])


@pytest.mark.parametrize("row", list(read_table("furniture_outlets.tsv")), ids=lambda row: row[0])
def test_every_outlet_has_its_code_under_all_its_names(row):
    code, korean, english = row
    for name in (*korean.split("|"), *english.split("|")):
        assert read_outlets(f"({name})") == {code}


@pytest.mark.parametrize("row", list(read_table("furniture_places.tsv")), ids=lambda row: row[0])
def test_every_place_is_the_same_in_both_languages(row):
    korean, english = row
    for name in english.split("|"):
        city = name.split(",")[0]
        assert read_dateline(f"({korean}=연합뉴스)", "ko") == read_dateline(
            f"{city.upper()}, Nov. 3 (Yonhap) --", "en"
        )


def test_evidence_is_calibrated_for_every_kind():
    assert {kind for kind, _ in load_calibration()} == {kind for kind in FragmentKind if kind.is_furniture}
    assert all((kind, "meaning") in load_calibration() for kind in FragmentKind if kind.is_furniture)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("한빛일보", "The Hanbit Ilbo"),
        ("한빛일보", "Hanbit Daily"),
        ("새경제신문", "Sae Gyeongje Shinmun"),
        ("나루경제", "Naru Economy"),
        ("조선일보", "The Chosun Ilbo"),
        ("경향신문", "Kyunghyang Shinmun"),
        ("연합뉴스", "Yonhap News Agency"),
        ("별빛엔터테인먼트", "Byeolbit Entertainment"),
        ("한울대", "Hanul University"),
    ],
)
def test_owners_are_the_same(korean, english):
    assert read_owner(korean).is_same(read_owner(english))


@pytest.mark.parametrize(
    ("korean", "english"), [("한강일보", "Hangang Herald"), ("연합뉴스", "Newsis"), ("나루경제", "Narasori")]
)
def test_owners_differ(korean, english):
    assert not read_owner(korean).is_same(read_owner(english))


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("<저작권자ⓒ 공감언론 뉴시스통신사. 무단전재-재배포 금지.>", "© Newsis"),
        (
            "Copyrights ⓒ 나라소리. 무단 전재 및 재배포, AI학습 이용 금지",
            "ⓒ Narasori. All rights reserved. AI training prohibited.",
        ),
        ("ⓒ 한빛일보 & hanbitilbo.example, 무단 전재 및 재배포 금지", "Copyright © 2026 The Hanbit Ilbo"),
    ],
)
def test_copyrights_name_their_owner(korean, english):
    assert is_copyright(korean)
    assert is_copyright(english)
    assert read_copyright(korean).is_same(read_copyright(english))


def test_a_copyright_may_name_nobody():
    assert read_copyright("All rights reserved.") is None
    assert read_copyright("무단 전재 및 재배포 금지") is None


def test_credits_name_whom_they_thank():
    assert read_credit("사진제공=한울대").is_same(read_credit("(Courtesy of Hanul University)"))
    assert read_credit("[사진]") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chosun", "joseon"), ("Kyunghyang", "gyeonghyang"), ("Hankyoreh", "hangyeore"), ("Dong-A", "donga")],
)
def test_romanisations_of_one_name_share_their_skeleton(one, other):
    assert skeleton(one) == skeleton(other)
    assert skeleton(one) != skeleton("Hanbit")


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("(나이로비 AFP=연합뉴스)", "Nairobi (AFP) –"),
        ("(카이로·예루살렘 로이터·AFP=연합뉴스)", "JERUSALEM/CAIRO (Reuters) -"),
        ("(우크라이나 키이우=연합뉴스)", "KYIV, Ukraine (AP) —"),
        ("(보고타=연합뉴스)", "BOGOTÁ, Colombia (AP) —"),
        ("(트빌리시=연합뉴스)", "TBILISI, Georgia (AP) —"),
        ("(모스크바=연합뉴스)", "MOSCOW. Nov 3 (Interfax) -"),
        ("[런던=뉴시스]", "London CNN —"),
        ("(워싱턴=연합뉴스)", "Washington, DC CNN —"),
        ("(뉴욕=연합뉴스)", "NEW YORK (AP) —"),
    ],
)
def test_datelines_name_the_same_places(korean, english):
    places = read_dateline(korean, "ko").places
    assert places
    assert places == read_dateline(english, "en").places


def test_the_agency_behind_a_place_is_no_part_of_it():
    assert read_dateline("(파리 AFP=연합뉴스)", "ko").outlets == {"AFP", "Yonhap"}
    assert read_dateline("London CNN —", "en").outlets == read_dateline("LONDON (CNN) —", "en").outlets


def test_addresses_are_known_by_their_local_part():
    assert read_addresses("홍길동 Hong@yna.co.kr, kim@yna.co.kr") == {"hong", "kim"}
    assert read_addresses("홍길동 기자") == frozenset()


@pytest.mark.parametrize(
    ("text", "language", "stamp"),
    [
        ("입력2026.08.28. 오전 6:05", "ko", Stamp("published", "2026-08-28", 365, "")),
        ("수정 2027.01.21 (22:03)", "ko", Stamp("updated", "2027-01-21", 1323, "")),
        ("최종수정 2026.10.15. 오후 12:12", "ko", Stamp("updated", "2026-10-15", 732, "")),
        ("등록 2026-11-25 12:00:00", "ko", Stamp("published", "2026-11-25", 720, "")),
        ("2026년 11월 5일 13시 5분", "ko", Stamp("", "2026-11-05", 785, "")),
        ("입력 '26.11.05", "ko", Stamp("published", "2026-11-05", None, "")),
        ("방금 전", "ko", Stamp("", "", None, "1 now")),
        ("2시간 전", "ko", Stamp("", "", None, "2 hour")),
        ("02 Feb. 2027, 10:15", "en", Stamp("", "2027-02-02", 615, "")),
        ("Updated 4:30 AM KST, October 21, 2027", "en", Stamp("updated", "2027-10-21", 270, "")),
        ("Last updated at noon", "en", Stamp("updated", "", 720, "")),
        ("Posted : 2014-09-09 11:11", "en", Stamp("published", "2014-09-09", 671, "")),
        ("Published 01:20 GMT, Nov. 5, 2026", "en", Stamp("published", "2026-11-05", 620, "")),
        ("2026-11-05T13:20:00+05:30", "en", Stamp("", "2026-11-05", 1010, "")),
        ("July 1, 2026, 9 a.m. ET", "en", Stamp("", "2026-07-01", 1320, "")),
        ("Dec. 1, 2026, 9 a.m. ET", "en", Stamp("", "2026-12-01", 1380, "")),
        ("Write: 2026-04-10 11:21:52", "en", Stamp("published", "2026-04-10", 681, "")),
        ("Modify : 2026-04-10 13:02", "en", Stamp("updated", "2026-04-10", 782, "")),
        ("June 3, 20275:12 PM GMT+1", "en", Stamp("", "2027-06-03", 1512, "")),
        ("10:12 PM AEST, June 3, 2027", "en", Stamp("", "2027-06-03", 1272, "")),
        ("June 3, 2027 4:12 PM MSK", "en", Stamp("", "2027-06-03", 1332, "")),
        ("Thu 30 Sep 2027 17.02 BST", "en", Stamp("", "2027-09-30", 1502, "")),
        ("10.02am GMT", "en", Stamp("", "", 1142, "")),
        ("2026.07.21 (Tue) 09:30", "en", Stamp("", "2026-07-21", 570, "")),
        ("Posted on : Jul.21,2026 09:30 KST", "en", Stamp("published", "2026-07-21", 570, "")),
        ("an hour ago", "en", Stamp("", "", None, "1 hour")),
        ("The day after", "en", Stamp("", "", None, "")),
    ],
)
def test_timestamps_are_read(text, language, stamp):
    assert read_stamp(text, language) == stamp


@pytest.mark.parametrize(
    ("one", "other", "hours"),
    [
        (Stamp("", "2026-11-05", 600, ""), Stamp("", "2026-11-05", 690, ""), 1.5),
        (Stamp("", "2026-12-31", 1430, ""), Stamp("", "2027-01-01", 10, ""), 1 / 3),
        (Stamp("", "2026-11-05", 600, ""), Stamp("", "2026-11-05", None, ""), 0),
        (Stamp("", "2026-11-05", 600, ""), Stamp("", "--11-06", 600, ""), 24),
        (Stamp("", "2026-11-05", 1430, ""), Stamp("", "", 10, ""), 1 / 3),
        (Stamp("", "", None, "3 hour"), Stamp("", "", None, "3 hour"), 0),
        (Stamp("", "", None, "3 hour"), Stamp("", "", None, "4 hour"), None),
        (Stamp("", "2026-11-05", None, ""), Stamp("", "", 600, ""), None),
        (Stamp("", "", None, ""), Stamp("", "", None, ""), None),
    ],
)
def test_hours_lie_between_timestamps(one, other, hours):
    for apart in (hours_apart(one, other), hours_apart(other, one)):
        assert apart == (hours if hours is None else pytest.approx(hours))


TEXTS = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"[입력수정 Published]{0,9} ?\d{1,4}[.-]\d{1,2}[.-]\d{1,2} \d{1,2}:\d{2}", fullmatch=True),
)


@given(TEXTS, st.sampled_from(["ko", "en"]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_a_fault(text, language):
    stamp = read_stamp(text, language)
    assert hours_apart(stamp, stamp) in (0, None)
    assert read_dateline(text, language) == read_dateline(text, language)
    for kind in FragmentKind:
        assert isinstance(read_meanings(text, kind, language), frozenset)
    owner = read_owner(text)
    assert owner is None or owner.is_same(owner) or not (owner.codes or owner.names)


def test_look_alike_letters_stop_no_reading():
    assert read_outlets("Assocıated Press") == read_outlets("Associated Press")
    assert read_stamp("Publıſhed at mıdnıght", "en") == read_stamp("Published at midnight", "en")


def test_a_year_0_is_no_year():
    apart = hours_apart(read_stamp("입력 0000-11-04 09:30", "ko"), read_stamp("Posted 2026-11-05 09:30 KST", "en"))
    assert apart == 24
