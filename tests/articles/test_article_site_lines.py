"""Lines as sites of newsrooms write them are furniture wherever they stand: in the head, between paragraphs, at the end."""

import pytest

from bialign.articles import fragment_article

STORY = {
    "ko": [
        "섬 여객선 운항 늘린다",
        "해양수산부는 섬을 오가는 여객선을 내년부터 두 배로 늘리기로 했다고 5일 밝혔다.",
        "주민 편소담 씨는 “배가 하루에 한 번뿐이라 병원에 가기도 어려웠다”고 말했다.",
        "예산은 모두 320억원으로, 내년 상반기까지 나누어 쓰인다.",
    ],
    "en": [
        "Ferries to run twice as often",
        "The ministry said Monday that it will double the number of ferries to the islands.",
        '"There is one boat a day, and seeing a doctor takes two," said Pyeon So-dam, a resident.',
        "The plan costs 32 billion won and will be paid for by the middle of next year.",
    ],
}
SIGNATURES = {"ko": "입력 2027.09.02 09:30", "en": "Published : Sept. 2, 2027 - 09:30"}
SIGN_OFFS = {"ko": "<저작권자(c) 한빛일보, 무단 전재-재배포 금지>", "en": "(END)"}


def articles_with(line, language, places):
    """Yield articles with a line in each of some places, with and without a signature, a sign-off and blank lines."""
    headline, *body = STORY[language]
    for separator in ("\n\n", "\n"):
        for signature, sign_off in (([], []), ([SIGNATURES[language]], [SIGN_OFFS[language]])):
            if "head" in places:
                yield separator.join([headline, *signature, line, *body, *sign_off])
                yield separator.join([headline, line, *signature, *body, *sign_off])
            if "amid" in places:
                yield separator.join([headline, *signature, body[0], line, *body[1:], *sign_off])
                yield separator.join([headline, *signature, *body[:2], line, *body[2:], *sign_off])
            if "end" in places:
                yield separator.join([headline, *signature, *body, line, *sign_off])


def check(line, language, kinds, places):
    """Check that a line is of some kinds in each of some places, and that headline and story are whole."""
    for text in articles_with(line, language, places):
        article = fragment_article(text)
        found = [(fragment.kind.value, fragment.text) for fragment in article]
        assert [kind for kind, piece in found if piece in line] == kinds, text
        assert article.headline == STORY[language][0]
        assert [piece for kind, piece in found if kind == "body" and piece not in line] == STORY[language][1:]


TIMESTAMPS = {
    "ko": [
        "2026.07.21 [화]",
        "2026-07-21 09:30 (화)",
        "2026.07.21 (Tue)",
    ],
    "en": [
        "2026.07.21 (Tue)",
        "2026.07.21 (Tue) 09:30",
        "2026-07-21(TUE) 09:30:11",
        "2026.07.21. Tue",
        "Jul 21, 2026 (Tue)",
        "July 21, 2026 (Tuesday)",
        "21 July 2026 (Tue.)",
        "Published: 2026.07.21 (Tue) 09:30",
        "Updated : Jul. 21, 2026 (Tue) 09:30",
        "Write: 2026-07-21 11:21:52",
        "Wrote : 2026-07-21",
        "Reg date: 2026.07.21",
        "Registration : 2026-07-21 17:11",
    ],
}
PAIRS_OF_TIMESTAMPS = [
    "Write: 2026-04-10 11:21:52 / Update: 2026-04-10 13:02:11",
    "Write: 2026-04-10 11:21:52/Update: 2026-04-10 13:02:11",
    "Write : 2026-04-10 11:21:52 | Update : 2026-04-10 13:02:11",
    "Published : Jul 21, 2026 (Tue) 09:30 Updated : Jul 21, 2026 (Tue) 10:30",
]


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in TIMESTAMPS.items() for line in lines])
def test_dates_with_weekdays_and_labels_of_korean_sites_are_timestamps(language, line):
    check(line, language, ["timestamp"], {"head", "end"})


@pytest.mark.parametrize("line", PAIRS_OF_TIMESTAMPS)
def test_two_dates_with_labels_are_two_timestamps(line):
    check(line, "en", ["timestamp", "timestamp"], {"head", "end"})


BYLINES = {
    "ko": [
        "탐사보도팀 = 금나래·편도준 기자, 그래픽 = 이하늘",
        "금나래·편도준 기자, 그래픽=이하늘",
        "금나래 기자 narae@example.com, 사진=편도준 기자",
        "금나래 기자, 지수민 인턴",
        "글·사진 지수민 여행작가",
        "글·사진 지수민(여행작가)",
        "글·그림 지수민 만화가",
        "글 지수민 여행작가, 사진 오빛나 사진작가",
        "강릉=글·사진 지수민 여행작가",
        "강릉=지수민 여행작가",
        "글·사진 강릉=지수민 기자",
        "글·사진 지수민",
        "지수민 자유기고가",
    ],
    "en": [
        "Text and photos by Ji Su-min, travel writer",
        "Story and photos by Ji Su-min, contributing writer",
        "Text & photos by Ji Su-min",
        "Text and photography by Ji Su-min",
        "Written and photographed by Ji Su-min",
        "Photos and text by Ji Su-min",
        "Text by Ji Su-min, photos by Oh Bit",
        "Photos by Oh Bit, text by Ji Su-min",
        "By Ji Su-min, travel writer",
        "By Ji Su-min, economics editor",
        "By Ji Su-min, food critic",
        "Written by Ji Su-min, novelist",
        "By Ji Su-min, The Korea Times intern",
        "By the Investigative Team",
        "By investigative reporting team",
        "Interview by Ji Su-min",
        "Essay by Ji Su-min",
        "Ji Su-min, travel writer",
    ],
}
THANKS = [
    "도움말=한빛병원 내과 민서연 교수",
    "도움말 = 민서연·오빛나 한빛병원 교수",
    "도움말 한빛병원 내과 민서연 교수",
    "도움말: 민서연 한빛병원 내과 교수",
    "[도움말=민서연 한빛병원 교수]",
    "도움말·사진=한빛병원",
    "자문=민서연 한빛병원 내과 교수",
    "감수 민서연 한빛병원 약사",
    "참고자료=통계청",
    "촬영협조=한빛미술관",
]


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in BYLINES.items() for line in lines])
def test_teams_photographers_interns_and_authors_sign(language, line):
    check(line, language, ["byline"], {"head", "end"})


@pytest.mark.parametrize("line", THANKS)
def test_experts_and_sources_who_helped_are_credited(line):
    check(line, "ko", ["credit"], {"head", "end"})


LOOK_ALIKES = {
    "ko": [
        "번역 전문 작가",
        "인터뷰 노벨상 작가",
        "글·사진 전시회",
        "감수: 다시 쓰는 규정",
        "자문 교수단 총사퇴",
        "도움말 대신 눈치",
        "특별취재팀, 진실을 찾아서",
    ],
    "en": [
        "Interview by Prosecutors Draws Fire",
        "Text and photos lost in server fire",
        "Travel writer, interrupted",
    ],
}


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in LOOK_ALIKES.items() for line in lines])
def test_headlines_that_look_alike_stay_headlines(language, line):
    _, *body = STORY[language]
    for separator in ("\n\n", "\n"):
        assert fragment_article(separator.join([line, SIGNATURES[language], *body])).headline == line


OWNERS_OF_PHOTOGRAPHS = [
    "Jeju provincial government",
    "South Korea's coast guard",
    "@kimminsu/X",
    "Handout via Reuters",
]


@pytest.mark.parametrize("owner", OWNERS_OF_PHOTOGRAPHS)
@pytest.mark.parametrize("stop", [".", ""])
def test_what_is_said_of_a_photograph_and_whose_it_is_make_a_caption(owner, stop):
    line = f"Waves break over the sea wall in Jeju on Tuesday{stop} Photograph: {owner}"
    check(line, "en", ["caption"], {"head", "amid"})


@pytest.mark.parametrize("owner", ["Photo: Hanbit museum of art", "Image: Hanbit museum", "Photograph: coast guard"])
def test_other_pictures_have_owners_behind_a_full_stop(owner):
    check(f"A ferry leaves Mokpo in the rain. {owner}", "en", ["caption"], {"head", "amid"})


def test_a_headline_may_have_a_photograph_and_a_colon():
    headline = "The last Photograph: what it shows"
    assert fragment_article("\n\n".join([headline, *STORY["en"][1:]])).headline == headline


PLACES_OF_REPORTERS = [
    "암만(요르단)=주세혁 특파원 jsh@example.com",
    "암만(요르단)=주세혁 특파원",
    "워싱턴(미국)=주세혁 특파원 jsh@example.com",
    "파리(프랑스)=주세혁·금나래 기자 jsh@example.com",
    "하노이(베트남)·서울=주세혁·금나래 기자",
    "암만(요르단)=한빛일보 주세혁 특파원",
    "글·사진 암만(요르단)=주세혁 특파원",
    "워싱턴 DC=주세혁 특파원",
    "워싱턴D.C.=주세혁 특파원 jsh@example.com",
]


@pytest.mark.parametrize("line", PLACES_OF_REPORTERS)
def test_reporters_sign_from_places_with_their_country(line):
    check(line, "ko", ["byline"], {"head", "end"})


@pytest.mark.parametrize("line", PLACES_OF_REPORTERS)
@pytest.mark.parametrize("headline", ["손현민 멀티골", "여객선", "한국, 요르단 꺾고 조 1위", "“배가 없다”"])
def test_a_byline_alone_below_a_short_headline_is_none(line, headline):
    for separator in ("\n\n", "\n"):
        article = fragment_article(separator.join([headline, line, *STORY["ko"][1:]]))
        assert [(fragment.kind.value, fragment.text) for fragment in article][:2] == [
            ("headline", headline),
            ("byline", line),
        ]


def test_a_dateline_may_name_the_country_of_its_place():
    article = fragment_article(
        "\n\n".join([STORY["ko"][0], f"(암만(요르단)=연합뉴스) 주세혁 기자 = {STORY['ko'][1]}", *STORY["ko"][2:]])
    )
    found = [(fragment.kind.value, fragment.text) for fragment in article]
    assert found[1:4] == [
        ("dateline", "(암만(요르단)=연합뉴스)"),
        ("byline", "주세혁 기자 ="),
        ("body", STORY["ko"][1]),
    ]


@pytest.mark.parametrize("headline", ["파리(프랑스)=서울, 닮은 두 도시", "손현민(토트넘)=최고 평점"])
def test_a_headline_may_have_brackets_and_an_equals_sign(headline):
    assert fragment_article("\n\n".join([headline, SIGNATURES["ko"], *STORY["ko"][1:]])).headline == headline


WIDGETS = {
    "ko": [
        "좋아요 3 싫어요 1 후속기사 원해요 2",
        "좋아요0 훈훈해요0 슬퍼요0 화나요0 후속기사원해요0",
        "후속기사 원해요 2",
        "좋아요 감사해요 슬퍼요 화나요",
        "놀랐어요 1 기뻐요 2",
        "추천해요 3",
        "이 기사에 공감해요 3",
        "다크모드",
        "이 기사 3줄 요약",
        "마이페이지에 저장",
        "읽는 시간 3분",
        "번역 beta",
        "기사 추천하기",
        "댓글 정책",
        "회원로그인",
        "등록된 댓글이 없습니다.",
        "첫 번째 댓글을 작성해 주세요.",
        "민서연 기자 프로필 보기",
        "이 기사의 카테고리는 언론사의 분류를 따릅니다.",
        "기사가 속한 카테고리는 언론사가 분류합니다. 언론사는 한 기사를 두 개 이상의 카테고리로 분류할 수 있습니다.",
        "네이버 메인에서 한빛일보 구독하기",
        "한빛일보 채널 구독하기",
        "한빛일보 회원전용 서비스 입니다.",
        "동영상영역 시작",
        "동영상영역 끝",
        "AI 학습 및 활용 금지",
        "AI학습 이용 금지",
        "0 / 250",
        "중복 선택 불가 안내",
        "이미 공감 표현을 선택하신 기사입니다. 변경을 원하시면 취소 후 다시 선택해주세요.",
        "[기사제보 shin@example.com]",
        "[제보 및 보도자료 shin@example.com]",
    ],
    "en": [
        "Have a tip? Contact us.",
        "Got a tip? Email us at tips@example.com",
        "Got a tip? Email us at tips@example.com.",
        "Got a news tip? Contact the newsroom at tips@example.com",
        "Have a story to share? Contact us.",
        "Do you have a tip? Contact our reporters at tips@example.com",
        "Got a tip? Let us know.",
        "Have feedback? Write to us at letters@example.com.",
        "Questions? Email us at help@example.com",
        "Send by email",
        "Print this page",
        "Add to favorites",
        "Font size control",
        "Recommend 12",
        "More share options",
        "Open in app",
        "Save article",
        "Share this :",
        "Text-to-speech",
        "Add to Google",
        "AI-generated summary",
        "Read in Korean",
        "Read this article in Korean",
        "View Korean version",
        "Join our Telegram channel",
        "Report this article",
        "Was this article helpful?",
        "Add your comment",
        "(This article was translated by AI.)",
        "To write comments, please log in to one of the accounts.",
        "Translated from the Hanbit Ilbo using generative AI and edited by Hanbit Daily staff.",
        "Standards Board Policy (0/250 characters)",
        "- Copyrights ⓒ The Hanbit Ilbo & Hanbitbiz",
    ],
}
OWNERS = [
    "(Choo Young-ho/The Hanilbo)",
    "(Choo Young-ho / Hanilbo)",
    "[Choo Young-ho / Hanilbo]",
    "(Choo Young-ho/Hanbit Sports)",
    "PHOTO COURTESY OF HANBIT MUSEUM",
    "PHOTO BY CHOO YOUNG-HO",
    "/Hanilbo",
]


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in WIDGETS.items() for line in lines])
def test_reactions_buttons_and_calls_for_tips_are_boilerplate(language, line):
    check(line, language, ["boilerplate"], {"head", "end"})


def test_readers_are_asked_how_the_article_was():
    check("이 기사 어떠셨나요?", "ko", ["boilerplate"], {"end"})


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("stop", [".", ""])
def test_photographers_with_any_outlet_and_owners_in_capitals_end_captions(owner, stop):
    check(f"A ferry leaves Mokpo on Tuesday{stop} {owner}", "en", ["caption"], {"head", "amid"})


KEPT = {
    "ko": [
        "그는 “좋아요 3만 개가 무슨 소용이냐”고 되물었다.",
        "독자들은 후속기사를 원한다고 적었다.",
        "이 기사 어떠셨나요라고 묻는 창이 떴다.",
        "그는 이제 “감사해요, 기뻐요”라는 말만 되풀이했다.",
        "댓글 정책을 바꾸겠다고 그는 말했다.",
        "그는 등록된 댓글이 없다고 말했다.",
        "작가들은 “AI 학습 금지”라고 적힌 팻말을 들었다.",
    ],
    "en": [
        "Got a tip? Call 112, the police said.",
        "Have a problem? Tell us at once, the mayor said at the hearing.",
        "Was this article helpful to the court? Nobody asked.",
        "The title went to two teenagers, as expected (Kim Min-su/Park Ji-ho).",
        "It was paid for by the museum, as a courtesy of the house.",
        "Write to the mayor at once, or to me, she told the crowd at the pier.",
    ],
}

SIGNED = [
    "By Ji Su-min | Nov 11, 2027 | 5:21 PM",
    "By Ji Su-min | Nov. 11, 2027",
    "By Ji Su-min Nov 11, 2027",
    "By Ji Su-min / Nov. 11, 2027 - 5:21 p.m.",
    "By Ji Su-min, The Hanbit Times | Nov 11, 2027",
    "By Ji Su-min · 11 November 2027",
]


@pytest.mark.parametrize("line", SIGNED)
def test_a_byline_and_a_date_may_share_a_line(line):
    check(line, "en", ["byline", "timestamp"], {"head"})


@pytest.mark.parametrize("buttons", [["A", "A"], ["A-", "A+"], ["A"]])
def test_buttons_for_the_size_of_the_text_are_no_captions(buttons):
    lines = [*STORY["en"][:1], "Text Size", *buttons, "The ferry pier in Mokpo / Yonhap", *STORY["en"][1:]]
    for separator in ("\n", "\n\n"):
        found = [(fragment.kind.value, fragment.text) for fragment in fragment_article(separator.join(lines))]
        assert [kind for kind, text in found if text in buttons] == ["boilerplate"] * len(buttons)
        assert ("caption", "The ferry pier in Mokpo / Yonhap") in found


def test_an_interview_is_a_tag_above_the_headline_and_a_speaker_below_it():
    headline, first, second, last = STORY["ko"]
    article = fragment_article(f"[인터뷰]\n\n{headline}\n\n{first}\n\n{second}\n\n[인터뷰]\n\n{last}")
    found = [(fragment.kind.value, fragment.text) for fragment in article]
    assert found[:2] == [("editor-tag", "[인터뷰]"), ("headline", headline)]
    assert found[-2:] == [("speaker", "[인터뷰]"), ("body", last)]


def test_how_an_article_was_translated_is_no_story_above_the_box_for_comments():
    note = (
        "This article was originally written in Korean and translated with the help of generative AI tools. "
        "It was then edited by a native English-speaking editor."
    )
    box = ["To write comments, please log in to one of the accounts.", "Standards Board Policy (0/250자)"]
    article = fragment_article("\n\n".join([*STORY["en"], note, "BY JI SU-MIN [ji@example.com]", *box]))
    assert [fragment.text for fragment in article.of_kind("body")] == STORY["en"][1:]
    assert [fragment.text for fragment in article.of_kind("boilerplate")] == box


def test_pictures_of_the_day_amid_the_story_are_no_story():
    headline, first, second, last = STORY["ko"]
    pictures = "Today`s HOT\n지진 훈련 하는 항구\n비 갠 뒤 뜬 무지개"
    article = fragment_article(f"{headline}\n\n{first}\n\n{second}\n\n{pictures}\n\n{last}")
    assert [fragment.text for fragment in article.of_kind("body")] == [first, second, last]


def test_an_owner_who_provided_a_photo_ends_a_caption():
    check("A ferry leaves Mokpo on Tuesday. Photo provided by Hanbit Museum", "en", ["caption"], {"head", "amid"})


@pytest.mark.parametrize(
    "line",
    [
        "Write to Kim Min-jun at minjun@example.com",
        "Write to Kim Min-jun at minjun@example.com and Jane Doe at jane@example.com",
        "Write to Kim Min-jun at minjun@example.com, Jane Doe at jane@example.com and Pyeon So-dam at sodam@example.com.",
    ],
)
def test_where_reporters_get_mail_is_no_deck_and_no_story(line):
    check(line, "en", ["boilerplate"], {"head", "amid", "end"})


def test_the_title_of_a_recording_amid_the_story_is_no_subheadline():
    check("AP AUDIO: Ferries are to run twice as often", "en", ["boilerplate"], {"head", "amid", "end"})


@pytest.mark.parametrize("line", ["홈 > 정치", "HOME > 뉴스 > 우리동네"])
def test_the_way_to_the_section_stands_below_the_story_too(line):
    check(line, "ko", ["section"], {"head", "end"})


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in KEPT.items() for line in lines])
def test_sentences_that_look_alike_stay_in_the_story(language, line):
    check(line, language, ["body"], {"amid", "end"})
