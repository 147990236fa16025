"""Lines of regional and trade papers and of the pages that carry them are furniture, and the story is left whole."""

import pytest
from story_samples import STORY, kinds_of, stays_around


def head(line, language):
    """Return what is made of a line right below the headline and the time."""
    headline, first, last = STORY[language]
    stamp = {"ko": "입력 2027.03.04 09:30", "en": "Published : March 4, 2027 - 09:30"}[language]
    return kinds_of(f"{headline}\n{stamp}\n{line}\n\n{first}\n\n{last}")[2:-2]


def amid(line, language):
    """Return what is made of a line between two paragraphs."""
    headline, first, last = STORY[language]
    return kinds_of(f"{headline}\n\n{first}\n\n{line}\n\n{last}")[2:-1]


def tail(*lines, language="ko"):
    """Return what is made of lines below the story."""
    return kinds_of("\n\n".join([*STORY[language], *lines]))[len(STORY[language]) :]


def kinds(pieces):
    return [kind for kind, _ in pieces]


@pytest.mark.parametrize("section", ["전자 > 반도체", "해양·수산 > 항만", "뉴스 > 해운 > 통영", "제약·바이오", "KBO"])
def test_sections_of_trade_papers_stand_above_the_headline(section):
    headline, first, last = STORY["ko"]
    read = kinds_of(f"{section}\n{headline}\n입력 2027.03.04 09:30\n\n{first}\n\n{last}")
    assert read[:2] == [("section", section), ("headline", headline)]


def test_a_district_stands_below_its_section():
    headline, first, last = "통영 갯벌 체험장 사라지나…주민 반발", *STORY["ko"][1:]
    read = kinds_of(f"자치행정\n통영\n{headline}\n입력 2027.03.04 09:30\n\n{first}\n\n{last}")
    assert read[:3] == [("section", "자치행정"), ("section", "통영"), ("headline", headline)]


@pytest.mark.parametrize(
    "headline", ["구리 > 철광석? 뒤집힌 원자재 순위", "반도체가 끌고 자동차가 밀고", "자치행정 30년, 길을 묻다"]
)
def test_a_headline_may_begin_as_sections_do(headline):
    assert kinds_of("\n\n".join([headline, *STORY["ko"][1:]]))[0] == ("headline", headline)


@pytest.mark.parametrize(
    "line",
    [
        *("X(트위터)", "트위터(X)", "지면 : 2027-04-24 2면", "지면 2027-04-24 A2면", "종이신문보기", "신문 PDF 보기"),
        *(
            "기사제보 및 보도자료",
            "기사제보 및 보도자료: press@example.com",
            "제보> press@example.com",
            "가나다라마바사",
        ),
        "항상 시민과 함께하겠습니다. 한빛신문 구독신청 하기",
    ],
)
def test_buttons_of_korean_pages_are_boilerplate(line):
    assert kinds(head(line, "ko")) == ["boilerplate"]
    assert kinds(tail("<저작권자(c) 한빛일보>", line)) == ["boilerplate", "boilerplate"]


def test_a_counter_without_a_number_is_a_button():
    assert head("코멘트\n개\n좋아요\n개", "ko") == [
        ("boilerplate", text) for text in ("코멘트", "개", "좋아요", "개")
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("print dictionary print", "Listen to the Article", "Size", "0:00", "/ 5:41"),
        "Companies\nHanbit Electronics Co Ltd\nFollow",
    ],
)
def test_buttons_of_english_pages_are_boilerplate(line):
    assert head(line, "en") == [("boilerplate", text) for text in line.split("\n")]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("X(트위터) 이용자는 1년 새 절반으로 줄었다.", "ko"),
        ("시민들은 종이신문 보기를 그만뒀다고 답했다.", "ko"),
        ("구독 신청을 하기까지 한 달이 걸렸다고 그는 말했다.", "ko"),
        ("제보와 보도자료를 함께 받은 기자가 있었다.", "ko"),
        ("외부 기고는 신문의 견해와 다를 수 있다고 편집국장은 밝혔다.", "ko"),
        ("이 보고서의 전망은 정부의 공식 입장과 다를 수 있습니다.", "ko"),
        ("그가 단위: 억원이라고 적힌 표를 내밀었다.", "ko"),
        ("Originally published in 1994, the novel was banned for years.", "en"),
        ("He looked up the word in a dictionary and printed it.", "en"),
        ("The size of the fine was not disclosed.", "en"),
    ],
)
def test_sentences_of_the_story_stay(line, language):
    assert amid(line, language) == [("body", line)]
    assert tail(line, language=language) == [("body", line)]


@pytest.mark.parametrize(
    "owner", ["〈사진 한빛전자 제공〉", "〈한빛전자 제공〉", "〈사진=한빛전자〉", "〈자료=한빛전자〉"]
)
def test_brackets_of_any_shape_name_the_owner_of_a_picture(owner):
    caption = f"한빛전자 청주 사업장 전경. {owner}"
    assert amid(caption, "ko") == [("caption", caption)]


def test_the_owner_of_a_picture_may_stand_alone_in_brackets():
    assert amid("〈사진 한빛전자 제공〉", "ko") == [("credit", "〈사진 한빛전자 제공〉")]


@pytest.mark.parametrize(
    "line", ["책 제목은 〈우리가 제공하지 못한 것〉", "〈자료로 보는 섬〉", "〈셔틀버스 무료 제공〉"]
)
def test_titles_and_crossheads_have_such_brackets_too(line):
    assert {"caption", "credit"}.isdisjoint(kinds(amid(line, "ko")))


@pytest.mark.parametrize("title", ["한빛전자 분기별 실적 추이 (단위: 억원)", "지역별 빈집 수 [단위: 채]"])
def test_the_unit_tells_the_title_of_a_chart(title):
    assert amid(title, "ko") == [("caption", title)]


def test_the_caption_of_an_agency_that_no_table_knows_ends_in_day_and_address():
    caption = "[평창=한빛포토] 편소담 기자 = 강원 평창에 복수초가 피었다. 얼음새꽃이라고도 한다. 2027.02.19. sodam@example.com"
    assert ("caption", caption) in kinds_of(f"[포토] 눈 속에 핀 복수초\n입력 2027.02.19 10:44\n\n{caption}")
    story = "[평창=한빛포토] 편소담 기자 = 강원 평창에 복수초가 피었다. 지난해보다 사흘 이르다."
    assert kinds(kinds_of(f"눈 속에 핀 복수초\n입력 2027.02.19 10:44\n\n{story}"))[-3:] == [
        "dateline",
        "byline",
        "body",
    ]


@pytest.mark.parametrize("owner", ["/한빛소방본부", "/ 한빛시", "/독자"])
def test_regional_papers_name_the_owner_of_a_picture_behind_a_slash(owner):
    caption = f"소방대원이 넘어진 버스를 살펴보고 있다. {owner}"
    assert amid(caption, "ko") == [("caption", caption)]
    story = f"소방대원이 넘어진 버스를 살펴보고 있다. {owner.strip('/ ')}도 현장을 찾았다."
    assert amid(story, "ko") == [("body", story)]


def test_reporters_of_regional_papers_ask_for_news():
    line = "거제와 통영을 맡습니다. 제보 환영합니다."
    assert kinds(tail("/편소담 기자", line)) == ["byline", "boilerplate"]
    assert kinds(tail("경찰은 제보를 환영한다고 밝혔다.")) == ["body"]


@pytest.mark.parametrize(
    "dateline",
    [
        "SEOUL, South Korea--(BUSINESS WIRE)--",
        "SEOUL--(BUSINESS WIRE)--",
        "SEOUL, South Korea, Sept. 8, 2027 (GLOBE NEWSWIRE) --",
    ],
)
def test_press_releases_begin_so_and_end_in_contacts(dateline):
    headline, first, last = STORY["en"]
    stamp = "September 08, 2027 02:00 AM Eastern Daylight Time"
    contacts = ["Contacts", "Hanbit Electronics", "press@example.com"]
    read = kinds_of("\n\n".join([headline, stamp, f"{dateline} {first}", last, *contacts]))
    assert read == [
        *(("headline", headline), ("timestamp", stamp), ("dateline", dateline), ("body", first), ("body", last)),
        *(("boilerplate", line) for line in contacts),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "※본란의 내용은 본지의 편집 방향과 일치하지 않을 수 있습니다.",
        "■ 외부 기고는 본지의 견해와 다를 수 있습니다",
        "외부 필진의 글은 본보의 논조와 무관합니다.",
        "* 칼럼은 한빛일보의 공식 입장과 다를 수 있음",
    ],
)
def test_papers_do_not_answer_for_their_guests(line):
    assert kinds(tail(line)) == ["boilerplate"]
    assert kinds(tail(line, "편소담 소장은 지난 30년 동안 섬을 연구해 왔다.")) == ["boilerplate", "body"]


def test_the_last_paragraph_tells_who_the_author_is_behind_a_title_too():
    headline, first, last = STORY["ko"]
    signed = f"[기고] {headline}\n이소담 한빛섬연구소 소장\n입력 2027.03.04 09:30\n\n{first}\n\n{last}"
    biography = "이소담 소장은 1992년 의사 면허를 딴 뒤 섬에서 진료해 왔다."
    assert kinds_of(f"{signed}\n\n{biography}")[-1] == ("boilerplate", biography)
    for told in (
        "이소담 소장은 “관세가 능사는 아니다”라고 했다.",
        "이소담 소장은 관세를 더 낮춰야 한다고 강조했다.",
        "이소담 소장은 올해 수상자가 더 나올 것이라고 예상했다.",
        "이소담 소장은 정부에 대책을 촉구했다.",
        "이소담 소장은 답변을 거부했다.",
    ):
        assert kinds_of(f"{signed}\n\n{told}")[-1] == ("body", told)


@pytest.mark.parametrize(
    "writer", ["이소담 수필가", "이소담 한빛대 총장", "이소담 사회학자", "이소담 한빛청년센터장"]
)
def test_more_authors_sign_below_the_headline(writer):
    assert head(writer, "ko") == [("byline", writer)]


def test_a_correction_is_the_headline_below_the_name_of_its_column():
    first = "본지 3월 2일자 A12면 기사에서 요금을 5만2000원으로 썼으나 4만2000원이 맞습니다."
    read = kinds_of(f"알림\n[바로잡습니다] 3월 2일자 ‘섬 여객선’ 기사\n입력 2027-03-04 00:41\n\n{first}")
    assert read[:3] == [
        ("section", "알림"),
        ("editor-tag", "[바로잡습니다]"),
        ("headline", "3월 2일자 ‘섬 여객선’ 기사"),
    ]


def test_companies_and_handouts_are_no_reporters():
    headline, first, last = STORY["en"]
    for line in ("Hanbit Electronics Co", "Moonlight Holdings", "Handout / Hanbit Fire Headquarters/AFP"):
        assert "byline" not in kinds(kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")), line
    assert amid("Handout / Hanbit Fire Headquarters/AFP", "en")[0][0] == "credit"


def test_a_column_may_be_named_for_its_paper():
    headline, first, last = STORY["en"]
    assert kinds_of(f"Thoughts of the Times\n{headline}\n\n{first}\n\n{last}")[0][0] == "section"


def test_where_an_article_came_from_stands_below_it():
    assert kinds(tail("Originally published on hanbit.example, part of a joint project.", language="en")) == [
        "boilerplate"
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("전자 > " * 3_300, "(단위: " * 4_000, "〈사진 " * 5_000, "[평창=한빛] " * 2_200, "이 글은 본지의 " * 2_200),
        *(
            "이소담 소장은 " * 2_500,
            "코멘트 개 " * 3_300,
            "구독신청 " * 4_000,
            "제보> " * 5_000,
            "2027.02.19. " * 1_600,
        ),
        *("print dictionary " * 1_200, "Handout / " * 2_000, "Originally published on " * 830, "Hanbit Co " * 2_000),
    ],
)
def test_long_lines_leave_the_story_around_them_alone(line):
    language = "en" if line.isascii() else "ko"
    assert stays_around(line, language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("FOR IMMEDIATE RELEASE", "en"),
        ("EMBARGOED UNTIL 9 A.M. KST, AUG. 3, 2027", "en"),
        ("Peer-Reviewed Publication", "en"),
        ("보도시점 2027. 8. 3.(화) 12:00 (8. 4.(수) 조간)", "ko"),
        ("보도일시 : 2027. 8. 3.(화) 11:00 이후 사용", "ko"),
        ("배포 2027. 8. 2.(월)", "ko"),
        ("배포 즉시 보도 가능합니다", "ko"),
        ("이 보도자료는 8월 3일 조간부터 보도해 주시기 바랍니다.", "ko"),
    ],
)
def test_when_a_press_release_may_be_printed_stands_above_or_below_its_headline(line, language):
    assert head(line, language) == [("boilerplate", line)]
    headline, first, last = STORY[language]
    read = kinds_of(f"{line}\n\n{headline}\n\n{first}\n\n{last}")
    assert read == [("boilerplate", line), ("headline", headline), ("body", first), ("body", last)]


@pytest.mark.parametrize("line", ["News Release 14-Sep-2027", "14-SEP-2027", "Published: 3-Aug-2027"])
def test_days_with_hyphens_date_a_release(line):
    headline, first, last = STORY["en"]
    read = kinds_of(f"{line}\n\n{headline}\n\n{first}\n\n{last}")
    assert read == [("timestamp", line), ("headline", headline), ("body", first), ("body", last)]


@pytest.mark.parametrize(
    "line",
    [
        "More information: Noh Ga-ram et al, Charged silk, Water and Matter (2027). DOI: 10.0000/wm.2027.0914",
        "Journal information: Water and Matter",
        "Citation: Silk catches plastics (2027, September 14) retrieved 15 September 2027 from https://example.org/news/1",
        "Materials provided by Hanbit Institute of Science. Note: Content may be edited for style and length.",
        "This document is subject to copyright. No part may be reproduced without the written permission.",
        "This article has been reviewed according to Garam Science's editorial process and policies.",
        "The authors declare no competing interests.",
        "Method of Research\nExperimental study",
        "Journal Reference:\nNoh Ga-ram. Charged silk for microplastics",
        "COI Statement\nThe authors declare no conflicts of interest.",
        "Journal\nWater and Matter\nDOI\n10.0000/wm.2027.0914",
    ],
)
def test_what_sites_on_science_add_to_a_study_is_boilerplate(line):
    assert tail(line, language="en") == [("boilerplate", text) for text in line.split("\n")]


def test_who_provided_a_text_is_a_credit():
    line = "Provided by Hanbit Institute of Science"
    assert amid(line, "en") == tail(line, language="en") == [("credit", line)]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "첨부파일",
            "■ 첨부 자료 (3)",
            "붙임 1. 여객선 운항 계획.hwpx",
            "0803 농업용 드론.pdf [1.2MB] 다운로드 미리보기",
        ),
        *("이 페이지에서 제공하는 정보에 만족하십니까?", "현재 페이지에 만족하셨습니까?"),
    ],
)
def test_files_below_a_release_and_the_question_below_them_are_boilerplate(line):
    assert tail(line) == [("boilerplate", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("The firm put the news out for immediate release on Monday.", "en"),
        ("More information: the office opens at 9 a.m. and closes at 6 p.m.", "en"),
        ("The authors declare no victory yet, and neither do we.", "en"),
        ("The authors, who declare no competing interests, asked for more money.", "en"),
        ("Materials provided by Hanbit Steel were found to be faulty, the court said.", "en"),
        ("This document is subject to review by the court, the ministry said.", "en"),
        ("A conflict of interest was found in 14 of the cases.", "en"),
        ("배포 시점은 2027년 8월 3일이라고 부처는 밝혔다.", "ko"),
        ("보도시점을 2027년 8월 3일로 늦춰 달라고 부처가 요청했다.", "ko"),
        ("즉시 보도해 달라는 요청은 없었다고 그는 말했다.", "ko"),
        ("첨부파일을 열자 악성 코드가 깔렸다고 경찰은 밝혔다.", "ko"),
        ("직원은 여객선 운항 계획.hwpx 파일을 지웠다고 진술했다.", "ko"),
        ("이 페이지에서 제공하는 정보는 모두 사실이 아니었다.", "ko"),
    ],
)
def test_sentences_on_releases_studies_and_files_stay(line, language):
    assert amid(line, language) == [("body", line)]
    assert tail(line, language=language) == [("body", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("More information: a DOI or ", "en"),
        ("Citation: Silk (2027) retrieved 15 September ", "en"),
        ("This document is subject to copyright. ", "en"),
        ("보도시점 2027. 8. 3.(화) 12:00 ", "ko"),
        ("첨부파일 운항 계획.hwp ", "ko"),
    ],
)
def test_long_lines_on_releases_and_studies_are_read_in_linear_time(line, language):
    assert stays_around(line, language)
