"""Widgets, signatures and remarks on pictures as pages have them, and sentences and decks of the same words."""

import pytest
from story_samples import STORY, kinds_of, stays_around

STAMPS = {"ko": "입력 2027.03.04 09:30", "en": "Published : March 4, 2027 - 09:30"}


def below_signature(line, language):
    """Return what is made of a line between the time and the story."""
    headline, first, last = STORY[language]
    return kinds_of(f"{headline}\n{STAMPS[language]}\n{line}\n\n{first}\n\n{last}")[2:-2]


def amid(line, language):
    """Return what is made of a line between two paragraphs."""
    headline, first, last = STORY[language]
    return kinds_of(f"{headline}\n\n{first}\n\n{line}\n\n{last}")[2:-1]


def at_end(line, language):
    """Return what is made of a line below the last paragraph, where nothing signs the story off."""
    return kinds_of("\n\n".join([*STORY[language], line]))[3:]


BUTTONS = {
    "ko": [
        *("읽음 1,204", "레이어 설정", "댓글뉴스레터", "부산닷컴 기사퍼가기", "구독+", "기자 스크랩", "원본보기", "다국어 뉴스"),
        *("URL 복사완료", "클립보드에 복사됨", "어두운 모드", "전체화면", "슬라이드 보기", "PDF 보기", "조회수 1.2만"),
        *("기자 팔로우", "카톡 공유", "오디오 재생", "듣기", "MY뉴스", "언론사 픽", "(English)", "영문기사 보기"),
    ],
    "en": [
        *("Get email alerts", "3-min read", "Why you can trust Hanbit", "Bookmark this article", "Play Audio", "Speed 1.0x"),
        *("Powered by Hanbit Audio", "This article is more than 1 year old", "Read in app", "Print Friendly", "A+"),
        *("Dark mode", "Report an error", "Unlock this article", "Show more sharing options", "Korean version"),
        *("(Korean)", "FACEBOOK X (formerly Twitter)"),
    ],
}  # fmt: skip
NOTICES = {
    "ko": [
        "매일 한빛일보에 실린 칼럼이 담긴 뉴스레터를 받아보세요. 세상을 보는 눈을 얻을 수 있습니다.",
        "한빛일보가 직접 편집한 뉴스 네이버에서도 보실 수 있습니다.",
        "한빛일보 국제부가 픽한 글로벌 이슈!",
        "뉴스스탠드에서 구독하기",
        "편소담기자의 다른기사 보기기자 페이지로 이동",
        "독자님의 후원이 좋은 기사를 만듭니다",
        "기사에 대해 의견을 남겨주세요",
        "로그인 후 댓글을 남길 수 있습니다.",
        "욕설, 비방 등의 댓글은 삭제될 수 있습니다.",
        "본 콘텐츠의 저작권은 한빛일보에 있습니다",
        "한빛일보 기사 더보기",
        "LIVE ISSUE",
    ],
    "en": [
        "What to Read Next",
        "Reprints & Permissions",
        "The Hangang Herald on Google News",
        "Read the original Korean article",
        "Write to the editor: letters@example.com",
        "Share your thoughts",
        "0/500",
    ],
}


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in BUTTONS.items() for line in lines])
def test_buttons_below_the_headline_are_no_decks(language, line):
    assert below_signature(line, language) == [("boilerplate", line)]


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in NOTICES.items() for line in lines])
def test_what_papers_say_to_readers_ends_the_story(language, line):
    assert at_end(line, language) == [("boilerplate", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("휴대전화 화면을 어두운 모드로 바꾸면 눈이 편하다.", "ko"),
        ("노인들은 듣기가 어렵다고 호소했다.", "ko"),
        ("관람객들은 국제부가 픽한 사진을 오래 들여다봤다.", "ko"),
        ("독자의 후원이 신문을 살렸다고 그는 말했다.", "ko"),
        ("시민의 응원이 큰 힘이 됐다고 선수들은 전했다.", "ko"),
        ("독자의 응원이 큰 힘이 됩니다.", "ko"),
        ("이 보고서는 당사의 의견과 다를 수 있습니다.", "ko"),
        ("로그인 후 댓글을 남길 수 있다고 회사는 설명했다.", "ko"),
        ("욕설이 담긴 댓글은 바로 삭제된다고 포털은 밝혔다.", "ko"),
        ("이 사진은 기사와 관련이 없다고 신문은 밝혔다.", "ko"),
        ("오늘 09:33에 첫 배가 떠났다고 주민들은 전했다.", "ko"),
        ("편소담 기자 외 1명이 현장에 남았다.", "ko"),
        ("This article is more than 1 year old, the court noted.", "en"),
        ("He wants to unlock this article of the treaty.", "en"),
        ("Powered by hydrogen, the ferry makes no noise at all.", "en"),
        ("The app has a dark mode that is easier on the eyes.", "en"),
    ],
)
def test_sentences_of_such_words_stay_in_the_story(line, language):
    assert amid(line, language) == [("body", line)]
    assert at_end(line, language) == [("body", line)]


@pytest.mark.parametrize(
    "deck",
    [
        "듣기만 해도 배가 부르다",
        "시민의 힘으로 만듭니다, 섬 도서관",
        "오늘 오후 3시",
        "글 이야기 사진 한마당",
    ],
)
def test_decks_of_such_words_stay_decks(deck):
    assert below_signature(deck, "ko") == [("subheadline", deck)]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("입력 : 2027/03/04 09:33 -- 수정: 2027/03/04 09:50", ["입력 : 2027/03/04 09:33", "-- 수정: 2027/03/04 09:50"]),
        *((line, [line]) for line in ("온라인 기사 입력 2027.03.04 09:33", "03.04 09:33", "오늘 09:33", "어제 오후 9:33", "게재 : 2027-03-05 (17면)")),
    ],
)  # fmt: skip
def test_sites_write_times_so(line, pieces):
    headline, first, last = STORY["ko"]
    assert kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")[1:-2] == [("timestamp", piece) for piece in pieces]


@pytest.mark.parametrize(
    "line",
    ["편소담 기자 이메일 sodam@example.com", "(창원)편소담 기자", "편소담 기자 외 1명", "글 편소담 사진 오빛나"],
)
def test_reporters_sign_so(line):
    assert below_signature(line, "ko") == [("byline", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("편소담 기자 [email protected]", "ko"),
        ("디지털뉴스부 종합", "ko"),
        ("글·사진 신안=편소담 여행작가", "ko"),
        ("By Pyeon So-dam [email protected]", "en"),
    ],
)
def test_writers_sign_with_hidden_addresses_and_from_their_desks(line, language):
    assert below_signature(line, language) == amid(line, language) == [("byline", line)]


@pytest.mark.parametrize(
    ("author", "day", "language"),
    [
        ("편소담 기자", "2027.06.14 11:42오전", "ko"),
        ("편소담 기자", "2027-06-14 11:42", "ko"),
        ("By Pyeon So-dam", "June 16, 2027 10:42 AM", "en"),
        ("By Jane Doe", "Sept. 16, 2027", "en"),
    ],
)
def test_a_day_may_be_glued_to_the_author(author, day, language):
    headline, first, last = STORY[language]
    read = kinds_of(f"{headline}\n{author}{day}\n\n{first}\n\n{last}")
    assert read[1:-2] == [("byline", author), ("timestamp", day)]


@pytest.mark.parametrize("label", ["Key Points", "Key Takeaways"])
def test_what_stands_above_a_summary_wrote_nothing(label):
    assert below_signature(label, "en") == [("boilerplate", label)]


def test_the_number_and_page_of_the_print_edition_stand_beside_the_day():
    assert below_signature("2027-06-01 [제9123호, 22면]", "ko") == [
        ("timestamp", "2027-06-01"),
        ("boilerplate", "[제9123호, 22면]"),
    ]


@pytest.mark.parametrize("line", ["사진은 기사와 직접 관련 없음.", "*해당 기사와 무관한 사진.", "기사와 무관한 자료사진", "※ 이미지는 기사 내용과 관계가 없습니다"])  # fmt: skip
def test_pictures_that_show_something_else_are_remarked_upon(line):
    assert amid(line, "ko") == [("boilerplate", line)]


def test_owners_of_pictures_are_told_behind_dashes_and_behind_their_makers():
    caption = "A ferry leaves Mokpo on Friday. — AFP pic"
    assert amid(caption, "en") == [("caption", caption)]
    assert amid("AI 이미지=챗GPT", "ko") == [("credit", "AI 이미지=챗GPT")]
    assert at_end("기사제공 한빛일보", "ko") == [("credit", "기사제공 한빛일보")]


@pytest.mark.parametrize(
    "line",
    [
        *("구독+ " * 5_000, "사진은 기사와 " * 2_500, "03.04 09:33 " * 1_600, "편소담 기자 외 " * 2_200, "글 편소담 " * 3_300),
        *("뉴스레터를 받아보세요. " * 1_600, "독자의 후원이 " * 2_500, "댓글을 남겨 " * 2_800, "1.0x " * 4_000),
        *("powered by " * 1_800, "Hangang Herald on " * 1_100, "— AFP pic " * 2_000, "why you can trust " * 1_100),
    ],
)  # fmt: skip
def test_long_lines_leave_the_story_around_them_alone(line):
    language = "en" if line.isascii() or "AFP" in line else "ko"
    assert stays_around(line, language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("이 기사는 가람증권(이용약관)에 의해 저작권법의 보호를 받습니다.", "ko"),
        ("수신거부", "ko"),
        ("오늘 레터 어땠나요?", "ko"),
        ("이 뉴스레터를 친구에게 추천해 주세요", "ko"),
        ("Source (1) (2)", "en"),
        ("Watch the music video below:", "en"),
        ("Watch Now", "en"),
        ("How does this article make you feel?", "en"),
        ("Load more updates", "en"),
        ("Go deeper", "en"),
        ("Share on Facebook (opens in new window)", "en"),
        ("Want more stories like this? Sign up for Hangang AM", "en"),
        ("AP soccer: https://example.com/hub/soccer", "en"),
        ("The Associated Press created this story using technology provided by Data Robot.", "en"),
    ],
)
def test_notes_and_buttons_of_letters_fan_sites_and_agencies_are_boilerplate(line, language):
    assert (
        below_signature(line, language) == amid(line, language) == at_end(line, language) == [("boilerplate", line)]
    )


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("투자에 대한 책임은 투자자 본인에게 있습니다.", "ko"),
        ("본 기사는 투자 판단의 참고용으로, 투자 손실에 대한 책임은 투자자에게 있습니다.", "ko"),
        ("관련종목 한빛배터리", "ko"),
        ("◆약력 △한빛대 교육학과 교수 △전 국가교육회의 위원 △저서 '빈 교실의 경제학'", "ko"),
        ("** The above views are the author's own and do not reflect those of this newspaper.", "en"),
        ("Hangang Press works with a network of sources in North Korea. Their identities remain anonymous.", "en"),
        ("Pyeon So-dam taught for 20 years. She can be reached at sodam@example.com.", "en"),
    ],
)
def test_notes_on_risks_authors_and_sources_end_an_article(line, language):
    assert at_end(line, language) == [("boilerplate", line)]


def test_the_staff_of_a_paper_translates():
    line = "Translated by the Hangang JoongAng Daily staff."
    assert at_end(line, "en") == [("byline", line)]


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (["▷ 실크 단백질 : 누에가 만드는 실의 주성분. 물에서도 강도를 잃지 않는다."], "ko"),
        (["▶ 전기 방사 : 전압을 걸어 실을 뽑는 기술을 말한다.", "▶ 실크 : 누에가 만드는 실이다."], "ko"),
        (["※ 이름은 모두 바꾸었다."], "ko"),
        (["▶ Silk protein: The main part of a thread is a protein. It keeps its strength in water."], "en"),
        (["※ All names of the patients were changed."], "en"),
    ],
)
def test_terms_explained_behind_triangles_below_the_story_belong_to_it(lines, language):
    headline, first, last = STORY[language]
    sign_off = {"ko": "창민서 기자", "en": "(END)"}[language]
    for end in ([], [sign_off]):
        read = kinds_of("\n\n".join([headline, first, last, *lines, *end]))
        assert read[3 : 3 + len(lines)] == [("body", line) for line in lines]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("▶ 한빛신문은 독자 여러분의 제보를 기다립니다.", "ko"),
        ("▶ 관련기사 : 섬 여객선이 사라진다.", "ko"),
        ("▶ 예산을 늘려야 한다고 위원회는 권고했다.", "ko"),
        ("※ 이 기사는 한빛언론재단의 지원을 받아 작성했다.", "ko"),
        ("▶ Our newsletter is sent to you every morning.", "en"),
        ("▶ This article is based on a report by Hanbit.", "en"),
    ],
)
def test_what_triangles_ask_of_readers_below_the_story_is_boilerplate(line, language):
    assert at_end(line, language) == [("boilerplate", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("투자에 대한 책임은 투자자에게 있다고 금융당국은 밝혔다.", "ko"),
        ("그는 “투자에 대한 책임은 투자자 본인에게 있습니다”라고 말했다.", "ko"),
        ("이 기사는 저작권법의 보호를 받습니다라는 문구가 빠졌다.", "ko"),
        ("수신거부 버튼을 눌러도 문자가 왔다.", "ko"),
        ("관련종목 주가가 일제히 올랐다.", "ko"),
        ("이 뉴스레터를 친구에게 추천해 주세요라는 문구가 붙었다.", "ko"),
        ("■ 프로필: 그는 1970년 서울에서 태어나 한빛대를 졸업했다.", "ko"),
        ("The views expressed by the mayor drew fire.", "en"),
        ("The opinions of the judges were not unanimous.", "en"),
        ("He can be reached only by boat, the mayor said.", "en"),
        ("Watch this space, the mayor said, and left the room.", "en"),
        ("Enjoyed the boat? Sign up was not needed, the mayor said.", "en"),
        ("The Hangang Center works with a network of sources in 14 towns.", "en"),
        ("Source (1) in the file was a cook, the prosecutors said.", "en"),
        ("Translated by the Hangang staff, the poem lost its rhyme.", "en"),
        ("The Associated Press created this story using no robots, and readers noticed, the editor said.", "en"),
    ],
)
def test_sentences_that_resemble_notes_on_risks_authors_and_sources_stay(line, language):
    assert amid(line, language) == at_end(line, language) == [("body", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("투자 책임은 투자자 ", "ko"),
        ("▷ 실크 단백질은 실이다 ", "ko"),
        ("관련종목 한빛 ", "ko"),
        ("Watch the video below ", "en"),
        ("▶ Silk is a thread ", "en"),
        ("She taught. He can be reached ", "en"),
        ("The views expressed are not ", "en"),
    ],
)
def test_long_lines_of_notes_on_risks_authors_and_sources_are_read_in_linear_time(line, language):
    assert stays_around(line, language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("가람TV 기사문의 및 제보 : 카톡/라인 garam23", "ko"),
        ("[ minseo@example.com ]", "ko"),
        ("해당 언론사로 이동합니다.", "ko"),
        ("이동 통신망을 이용하여 음성을 재생하면 별도의 데이터 통화료가 부과될 수 있습니다.", "ko"),
        ("기사 본문 인쇄 및 글자 확대/축소", "ko"),
        ("삭제한 댓글은 다시 복구할 수 없습니다.", "ko"),
        ("이 기사에 대해 총 3건의 의견이 있습니다", "ko"),
        ("후원계좌 : 한빛은행 000-000-000000 (가람언론협동조합)", "ko"),
        ("이 기사는 2027년 03월 02일 09:00 가람 프리미엄에 표출된 기사입니다", "ko"),
        ("# 이 기사는 프리미엄 매체 '가람'에 먼저 게재된 기사입니다.", "ko"),
        ("<본 기사는 한빛문화재단의 후원으로 제작되었습니다>", "ko"),
        ("본지는 인터넷신문윤리위원회 윤리강령을 준수합니다.", "ko"),
        ("실시간 뜨거운 관심을 받고 있는 뉴스", "ko"),
        ("함께 볼만한 뉴스", "ko"),
        ("To contact the reporter on this story: Pyo Eun-sung in Seoul at epyo@example.com", "en"),
        ("Follow Pyo Eun-sung on X: @epyo", "en"),
        ("Get the latest news in your inbox", "en"),
        ("You have 2 free articles left this month", "en"),
        ("Subscribe to continue reading", "en"),
        ("What's your reaction?", "en"),
        ("Your browser doesn't support HTML5 audio", "en"),
        ("Today's Top 3", "en"),
    ],
)
def test_buttons_counters_and_notes_of_portals_and_agencies_are_boilerplate(line, language):
    assert (
        below_signature(line, language) == amid(line, language) == at_end(line, language) == [("boilerplate", line)]
    )


@pytest.mark.parametrize(
    "line",
    [
        "This article first appeared in Hangang Asia.",
        "This article appeared in the Hangang Post print edition as: Copper feels the heat",
        "Thank you for reading.",
    ],
)
def test_where_an_article_appeared_and_thanks_end_it(line):
    assert at_end(line, "en") == [("boilerplate", line)]


def test_a_counter_behind_a_bar_stands_beside_the_times():
    line = "입력 2027.03.02 09:00 | 수정 2027.03.02 10:00 | 댓글 0"
    headline, first, last = STORY["ko"]
    read = kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")
    assert [kind for kind, _ in read] == ["headline", "timestamp", "timestamp", "boilerplate", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Translated by Jane Roe for RGA Korean. Edited by John Poe and Mat Loe.",
        "Written in English by Jane Roe.",
        "Reported by Kim Min-jun; Edited by Jane Roe.",
    ],
)
def test_who_reported_translated_and_edited_share_a_line(line):
    assert amid(line, "en") == at_end(line, "en") == [("byline", line)]


def test_an_author_on_a_korean_page_may_have_a_label():
    line = "글쓴이 편소담"
    assert below_signature(line, "ko") == at_end(line, "ko") == [("byline", line)]


def test_a_place_in_capitals_may_have_its_line_to_itself():
    assert below_signature("WASHINGTON —", "en") == [("dateline", "WASHINGTON —")]


@pytest.mark.parametrize("line", ["화면제공 : 한빛소방본부", "화면출처 유튜브 '한빛'", "(영상디자인 : 하루미, 화면제공 : 한빛소방본부)"])  # fmt: skip
def test_who_provided_what_is_on_the_screen_is_a_credit(line):
    assert amid(line, "ko") == at_end(line, "ko") == [("credit", line)]


def test_an_outlet_in_capitals_behind_a_bar_ends_a_caption():
    caption = "File photo of the mine in Antofagasta. | GARAM NEWS"
    assert amid(caption, "en") == [("caption", caption)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("화면제공 방식이 바뀌자 시청자가 떠났다.", "ko"),
        ("관련 서류는 누리집에서 직접 확인하세요.", "ko"),
        ("후원계좌 12개를 압수했다고 경찰은 밝혔다.", "ko"),
        ("이 기사는 3월 2일 공개된 기사라고 그는 말했다.", "ko"),
        ("(이 글은 열흘 만에 지워졌습니다.)", "ko"),
        ("작성자 홍길순은 끝내 나타나지 않았다.", "ko"),
        ("실시간 뜨거운 관심을 받고 있는 뉴스가 무엇인지 물었다.", "ko"),
        ("인터넷신문위원회는 자율심의를 강화한다고 밝혔다.", "ko"),
        ("이 콘텐츠는 파트너스 활동의 일환으로 만들었다고 그는 해명했다.", "ko"),
        ("To contact the reporter on this story, the ministry had to write a letter.", "en"),
        ("Follow the mayor on X, her staff told voters.", "en"),
        ("This story first appeared in Busan after the war, the police said.", "en"),
        ("This story appeared in court on Monday.", "en"),
        ("Thank you for reading the law, the judge said.", "en"),
        ("Translated by Kim Min-jun, the book sold 2 million copies.", "en"),
        ("Read more books, the mayor told the pupils.", "en"),
        ("Kim contributed to the report, which runs to 300 pages.", "en"),
        ("If you are in crisis, the hotline is open around the clock, the center said.", "en"),
        ("Was this helpful? The court did not think so.", "en"),
    ],
)
def test_sentences_that_resemble_notes_of_portals_and_agencies_stay(line, language):
    assert amid(line, language) == at_end(line, language) == [("body", line)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("화면출처 유튜브 ", "ko"),
        ("이 기사는 가람에 게재된 기사입니다 ", "ko"),
        ("(이 글은 후원 ", "ko"),
        ("후원계좌 한빛 000-000 ", "ko"),
        ("Translated by Jane Roe. Edited by ", "en"),
        ("Follow Jane on X: @jane ", "en"),
        ("This article appeared in Hangang ", "en"),
        ("WASHINGTON — ", "en"),
        ("A ferry. | GARAM NEWS ", "en"),
    ],
)
def test_long_lines_of_notes_of_portals_and_agencies_are_read_in_linear_time(line, language):
    assert stays_around(line, language)
