"""Sentences and headlines that only look like furniture stay what they are."""

import sys

import pytest

from bialign.articles import fragment_article

SENTENCES = {
    "ko": [
        "정부는 AI 학습 데이터를 민간에 개방한다고 5일 밝혔다.",
        "저작권 침해 논란이 커지자 회사는 서비스를 중단했다.",
        "게임 무단 복제와 배포를 금지하는 법안이 국회를 통과했다.",
        "필자는 이 문제를 오래 고민했다. 답은 아직 찾지 못했다.",
        "이 보도는 사실과 다르게 작성됐다고 대통령실이 반박했다.",
        "기자 간담회에서 그는 “사실이 아니다”라고 말했다.",
        "사진 속 인물은 그가 아니라고 경찰은 설명했다.",
        "“집으로 바로 가기 어렵다”는 승객이 많았다.",
        "구독 경제가 커지면서 알림을 끄는 사람도 늘었다.",
        "유튜브 자동 재생 기능이 아이들을 붙잡는다는 지적이 나온다.",
        "문의가 잇따르자 구청은 상담 전화를 늘렸다.",
        "A씨는 지난해 9월 9일 이 가게에서 물건을 훔친 혐의를 받는다.",
        "2026년 11월 5일 오전 9시 30분 서울역에는 눈이 내렸다.",
        "연합뉴스가 인용한 소식통은 협상이 이어지고 있다고 전했다.",
        "홍길동 기자가 현장을 찾았을 때 문은 닫혀 있었다.",
        "(한국은행은 이날 금리를 동결했다.)",
        '그는 "끝났다"고 말했다.',
        "제보는 경찰이 받는다. 포상금은 최고 5억원이다.",
        "피해자는 같은 내용의 제보를 카카오톡 대화방에 올렸다고 밝혔다.",
        '경찰 관계자는 "목격한 시민들의 적극적인 제보를 바랍니다"라고 말했다.',
        "경찰 관계자는 '시민의 제보를 기다립니다'라고 적힌 전단을 돌렸다.",
        "경찰은 목격자들의 제보를 기다립니다.",
        "경찰은 시민 여러분의 제보를 받습니다.",
        "수사 당국은 주민들의 제보를 기다립니다.",
        "시는 부실 공사 제보를 받습니다.",
        "이 글자크기로 변경됩니다라는 안내문이 떴다.",
        "한빛신문을 구독하고 메인에서 바로 보는 독자가 늘었다.",
        "한빛일보 언론사가 직접 선정한 이슈가 순위를 바꿨다.",
        "기사가 마음에 들었다면 좋아요를 눌러 달라고 그는 말했다.",
        "파란 원을 좌우로 움직이시면 된다고 직원은 설명했다.",
        "호수 1024개가 말라 버렸다고 정부가 밝혔다.",
        "표은성 인턴기자는 한빛대 경제학과 4학년이다.",
        "KBN가람뉴스 기자가 현장에 먼저 도착했다.",
        "글자를 - 작게 + 크게 바꾸는 단추가 새로 생겼다.",
        "2027.07.09 10:12, 최종 업데이트는 끝나지 않았다.",
        "노조는 제보를 이메일로 전달받은 뒤 자체 조사에 착수했다고 설명했다.",
        "“무단 복제·배포를 금지하고 처벌도 강화해야 해요.”",
        "이 글은 지난 3일 한 온라인 커뮤니티에 게재됐다.",
        "해당 보도는 현지에서 검열을 거쳐 일부 수정됐다.",
        "음성 재생 기능은 다음 달 추가된다.",
        "회사는 개인정보 처리 방침을 바꿨다고 밝혔다.",
        "이메일 주소를 입력하면 누구나 가입할 수 있었다.",
        "댓글 3개가 수사의 실마리가 됐다.",
        "경찰은 댓글 2만 개의 작성자를 쫓고 있다.",
        "동영상 영역에서는 유튜브가 앞선다.",
        "오늘 저녁에는 뉴스를 끄고 아이와 함께 걸어 보세요.",
        "궁금한 점이 있으면 구청 홈페이지에 의견을 남겨 주세요.",
        "섬 지킴이를 모집합니다. 신청은 sea@example.com 으로 하면 됩니다.",
        "다만, 사진의 경우 저작권을 누가 갖는지가 문제입니다.",
        "이 사이트는 도박 사이트입니다. 경찰은 운영자를 쫓고 있습니다.",
        "▲ 발사 시각 ▲ 비행 거리 ▲ 고도 등을 당국이 분석하고 있다.",
        "대표 선수 열두 명이 4일 파리로 떠났다.",
        "대표이사 홍길동 사장은 4일 사임했다.",
        "대표 메뉴 감자탕은 만 원이다.",
        "발행인 홍길동 씨는 신문을 팔지 않겠다고 했다.",
        "등록번호 1234 차량이 사고 현장에서 발견됐다.",
        "편집인 협회는 4일 성명을 냈다.",
        "이 사이트는 북한이 운영하는 홍보 사이트입니다.",
        "이 홈페이지는 해커들이 만든 가짜 홈페이지입니다.",
        "이 뉴스는 검찰이 발표한 수사 결과를 정면으로 뒤집는 뉴스입니다.",
        "이 자료는 국방부가 제공한 적이 없는 거짓 보도자료입니다.",
        "웹사이트 http://www.example.com 은 4일 문을 닫았다.",
        "앱에 접속하시면 오늘의 기사 다섯 편이 뜬다고 합니다.",
        "그가 남긴 것은 그것뿐이었다. 사진 한 장과 편지 한 통.",
        "배가 닿는 섬은 내년부터 모두 열두 곳으로 늘어난다고 한빛시는 5일 밝혔다. [사진 참조]",
        "당국은 오보를 냈다. 워싱턴 AP 연합뉴스 기사를 잘못 옮긴 것이다.",
        "검찰은 그를 재판에 넘겼다(2027. 6. 3.)",
        "우리는 독자의 이야기를 기다립니다. 그는 story@example.com 주소로 보낸 편지를 읽었다.",
    ],
    "en": [
        "He said friends who read Korean edited this article.",
        "Every editor who saw the letters edited this story.",
        "She and Kim edited this report.",
        "The White House edited this report.",
        "The recent surge in prices has hit low-income families hardest.",
        "Sign up for the draft or go to jail, the law says.",
        "By signing up, members agree to pay a fine, the court said.",
        "Latest figures show that half of the boats are gone.",
        "Two comments under the video led the police to him.",
        "AI-generated songs now make up a tenth of the chart, the association said.",
        "Corrections officers went on strike at three prisons on Monday.",
        "Copyright law has not kept pace with machines that write.",
        "Written by a former judge, the novel sold 2 million copies.",
        "The factory contributed to the pollution of the river, the court said.",
        "The author is a former spy, which shows on every page of the book.",
        "It was written in 1997 and translated by Deborah Smith.",
        "Photos may not be published without consent, the law says.",
        "By Friday evening, 4,000 people had fled.",
        "If you are worried about a housing crisis, look at Busan.",
        "Sign-ups for the program rose 20 percent in a week.",
        "This photo changed my life, he said, holding it up.",
        "Read the fine print before you sign, the ministry warned.",
        "A. J. Kim, who runs the shop, said sales had doubled.",
        "In Seoul on Tuesday, Reuters reported from the scene of the fire.",
        "Subscribers may cancel at any time, the company said.",
        "SEOUL is not Korea, the mayor of Busan likes to say.",
        "A picture of the man was shared widely on social media before officers asked users to delete it.",
        "This image is at odds with the account that the company gave in May.",
        "Under current law, cloning for reproduction is strictly prohibited but research is not.",
        "A person's image may not be published or broadcast on television without consent, the bill says.",
        "The report is part of a wider probe into public companies.",
        "Read more than a thousand pages a week, she once told her students.",
        "Google said it will stop using cookies next year.",
        "Anyone with information is asked to contact the police at 555-0142.",
        "Residents may email their comments to the council by Friday.",
        "She can be reached only by boat.",
        "Thanks for reading it aloud, the boy told the old sailor.",
        "Related article 5 of the law bans dumping at sea, the ministry said.",
        "Some information in the report came from a former captain.",
        "Pyo Eun-sung is a columnist who lost her post in May.",
        "WP -- Seol (3-1). LP -- Ham (2-2). HR -- Kil (7).",
        "Support costs $3,000 per month on average.",
        "Join a gym that costs $50 a month.",
        "Fund pays farmers $500 a month.",
        "Donate blood, get $50 for 2 months.",
        "She asked him to buy me a coffee.",
        "Hangang Voice is a reader-supported publication. Its editor was arrested on Friday.",
        "Thanks for reading Moby Dick! It was the last thing he said to us before he left.",
        "Edited from old tapes by AI, the film won a prize in Cannes.",
        "Park Ji-won is an award-winning correspondent for the BBC, and she will speak on Friday.",
        "Kim Min-jun is a freelance journalist based in Kyiv who was wounded in the war.",
        "John Roe is a staff writer at the paper and the father of the boy.",
        "Captain Pyo can be reached at the harbor office until Friday.",
        "He is in hiding. Contact him at the embassy only, his lawyer said.",
        "SAMSUNG (KRX) - Shares of the firm rose 3 percent on Monday.",
        "NASA (ISS) - the station is old and it leaks.",
        "Nobody in the city slept. The pictures had reached London via Reuters.",
        "With assistance from the coast guard, the crew returned to port.",
        "With assistance from NASA, the crew returned to Earth.",
        "By Kim in Seoul and by Doe in Washington, two visions were laid out.",
        "View images in full screen, the manual says.",
        "The URL is copied to every phone in the house, he said.",
        "Listen for two minutes before you speak, the teacher said.",
        "(Asia News Network has 20 members.)",
        "We contributed to this story because nobody else would.",
        "He contributed to the report that sank the mayor.",
        "This is a breaking story about a family of farmers.",
        "This is a developing story of trust between two nations.",
        "The Times welcomes letters from soldiers at the front, its editor said Tuesday.",
        "Some of the men contributed to the report. Some information was redacted.",
    ],
}  # fmt: skip
STORY = {
    "ko": ("서울시, 내년 예산 역대 최대로 편성", "시는 지난달부터 자치구의 의견을 들어 예산안을 다듬었다.", "시의회는 다음 달 중순까지 예산안을 심사한 뒤 본회의에서 의결한다."),
    "en": ("Seoul sets record budget for next year", "The city spent a month collecting opinions from district offices.", "The council will put the proposal to a vote by the middle of next month."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence"), [(key, text) for key, texts in SENTENCES.items() for text in texts]
)
@pytest.mark.parametrize("place", ["middle", "end"])
def test_a_sentence_of_the_story_stays_body(language, sentence, place):
    headline, first, last = STORY[language]
    paragraphs = [first, sentence, last] if place == "middle" else [first, last, sentence]
    article = fragment_article("\n\n".join([headline, *paragraphs]))
    assert [fragment.text for fragment in article.of_kind("body")] == paragraphs
    assert article.headline == headline


@pytest.mark.parametrize(
    "notice",
    [
        "▲ 김종식씨 별세, 김영수씨 부친상 = 20일, 서울병원, 발인 22일 오전 7시.",
        "▲ 김종식씨(전 한빛대 교수) 별세, 김영수(한빛일보 기자)씨 부친상 = 20일, 서울병원, 발인 22일. 02-000-0000",
        "▶ 김종식씨(전 한빛대 교수) 별세, 김영수씨 부친상 = 20일, 서울병원, 발인 22일 오전 7시. 02-000-0000",
        "✔ 하루 7시간 이상 충분히 자야 해요.",
    ],
)
def test_notices_and_items_of_lists_stay_body_amid_the_story(notice):
    headline, first, last = STORY["ko"]
    article = fragment_article(f"{headline}\n\n{first}\n\n{notice}\n\n{last}")
    assert [fragment.text for fragment in article.of_kind("body")] == [first, notice, last]


def test_appointments_have_a_headline_and_no_captions():
    lines = [
        "[인사] 해양수산부",
        "◇ 국장급 전보",
        "▲ 해양정책국장 홍길동 ▲ 항만국장 김철수",
        "◇ 과장급 승진",
        "▲ 섬지원과장 편소담",
    ]
    article = fragment_article("\n".join(lines))
    assert [(fragment.kind.value, fragment.text) for fragment in article] == [
        ("editor-tag", "[인사]"),
        ("headline", "해양수산부"),
        *zip(["subheadline", "body", "subheadline", "body"], lines[1:], strict=True),
    ]


@pytest.mark.parametrize("tag", ["부고 |", "인사 |", "기고ㅣ", "날씨 |"])
def test_a_tag_before_a_bar_is_none_of_the_headline(tag):
    headline, first, last = STORY["ko"]
    article = fragment_article(f"{tag} {headline}\n\n{first}\n\n{last}")
    assert [fragment.text for fragment in article][:2] == [tag, headline]
    assert article.headline == headline


def test_a_notice_on_cookies_above_the_headline_is_no_story():
    headline, first, last = STORY["en"]
    notice = (
        "We use cookies to improve your experience. By continuing to use this site, you accept our use of cookies."
    )
    article = fragment_article(f"{notice}\nAccept all\n{headline}\nBy Kim Min-jun\n{first}\n{last}")
    assert (article.headline, [fragment.text for fragment in article.of_kind("body")]) == (headline, [first, last])


def test_a_pointer_in_a_full_sentence_is_an_item_amid_the_story_and_a_promotion_after_it():
    headline, first, last = STORY["ko"]
    item = "▶ 첫째, 예산을 늘려야 한다고 위원회는 권고했다."
    amid = fragment_article(f"{headline}\n\n{first}\n\n{item}\n\n{last}")
    after = fragment_article(f"{headline}\n\n{first}\n\n{last}\n\n{item}")
    assert [fragment.kind for fragment in amid if fragment.text == item] == ["body"]
    assert [fragment.kind for fragment in after if fragment.text == item] == ["boilerplate"]


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("ko", "EU, AI 학습에 작가 동의 의무화"),
        ("ko", "한빛시, '무료 급식' 전면 제공"),
        ("ko", '"물가 잡는다"…쌀 20만t 무상 제공'),
        ("ko", "정치자금 수사 확대…여야 공방"),
        ("ko", "기자 폭행 혐의 경호원 구속"),
        ("ko", "뉴스 안 보는 사람들"),
        ("ko", "올해의 작가에 소설가 류단비"),
        ("ko", '"우리는 준비됐다" 파업 앞둔 기관사들'),
        ("ko", "사진·영상으로 본 첫눈"),
        ("ko", "Home 베이킹 열풍"),
        ("en", "Inflation Slows Korean Economy"),
        ("en", "Corrections officers strike in three prisons"),
        ("en", "Copyright holders sue AI firm"),
        ("en", "Will rates fall this year?"),
        ("en", "Hanbit buys chip unit of Doraji Inc."),
        ("en", "Share of renters hits record high"),
        ("en", "'We will not wait anymore'"),
        ("en", "Subscribe to nothing: the young who quit streaming"),
        ("en", "More stories, fewer readers"),
    ],
)
def test_a_headline_that_looks_like_furniture_stays_the_headline(language, headline):
    _, first, last = STORY[language]
    article = fragment_article(f"{headline}\n\n{first}\n\n{last}\n")
    assert article.headline == headline
    assert len(article.of_kind("body")) == 2


@pytest.mark.parametrize(
    ("language", "between", "short"),
    [
        ("ko", "▲ 목포항에서 승객들이 배를 기다리고 있다. [연합뉴스 자료사진]", ["돈이 문제다."]),
        ("ko", "■ 예산", ["돈이 문제다."]),
        ("ko", "광고", ["돈이 문제다."]),
        ("ko", "◇ 4일 전적", ["한빛 5-3 가람", "도라지 2-1 보름"]),
        ("ko", "◇ 신임 국장", ["창민서 기획국장", "표은성 세제국장"]),
        ("ko", "■ 국제 유가", ["두바이유 78.42 -0.91", "서부텍사스산 원유 76.98 -1.07"]),
        ("en", "Advertisement", ["“I was the last.”", "She smiled."]),
        ("en", "Passengers wait in Mokpo on Monday. (Yonhap)", ["Nobody knows why."]),
    ],
)
@pytest.mark.parametrize("signature", ["", "chang@example.com"])
def test_short_lines_below_a_caption_or_subheadline_are_still_the_story(language, between, short, signature):
    headline, first, last = STORY[language]
    article = fragment_article("\n\n".join([headline, first, last, between, *short, signature]))
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last, *short]


@pytest.mark.parametrize(
    ("language", "listed", "after"),
    [
        ("ko", "관련기사\n섬 여객선 요금 또 오른다\n“배가 안 와요” 섬마을의 겨울", "그렇다면 왜 자꾸 오르는 것일까?"),
        (
            "ko",
            "이 기사의 관련기사\n[“요금 내린다더니”…섬은 지금]\n['분교' 지키는 사람들]",
            "그렇다면 왜 자꾸 오르는 것일까?",
        ),
        ("ko", "추천 뉴스\n섬 여객선 요금 또 오른다", "“그럼 누가 배를 타겠습니까?”"),
        ("en", "Related Stories\nFares rise again\nWinter on an island without a ferry", "But will it be enough?"),
    ],
)
def test_a_list_whose_items_adjoin_its_heading_ends_at_a_blank_line(language, listed, after):
    headline, first, last = STORY[language]
    article = fragment_article(f"{headline}\n\n{first}\n\n{listed}\n\n{after}\n\n{last}")
    assert [fragment.text for fragment in article.of_kind("body")] == [first, after, last]
    assert [fragment.text for fragment in article.of_kind("boilerplate")] == listed.split("\n")


@pytest.mark.parametrize(
    ("language", "listed", "last_words", "kind"),
    [
        ("ko", "관련기사\n섬 여객선 요금 또 오른다", "배는 남는다.", "body"),
        ("en", "Must read\nFares rise again\nWinter on an island", "She smiled.", "body"),
        ("ko", "많이 본 뉴스\n섬 여객선 요금 또 오른다", "사진을 보내요.", "boilerplate"),
        ("en", "Most read\nFares rise again", "Write to us.", "boilerplate"),
    ],
)
def test_a_short_last_sentence_below_a_list_amid_the_story_is_body(language, listed, last_words, kind):
    article = fragment_article("\n\n".join([*STORY[language], listed, last_words]))
    assert [(fragment.kind.value, fragment.text) for fragment in article][-1] == (kind, last_words)


@pytest.mark.parametrize(
    ("language", "listed", "furniture"),
    [
        ("ko", "관련 뉴스\n섬 여객선 요금 또 오른다\n배가 안 와요", ["한빛신문이 함께합니다.", "우리는 묻습니다."]),
        ("ko", "관련 뉴스\n섬 여객선 요금 또 오른다\n배가 안 와요", ["우리는 묻습니다.", "한빛신문 대표전화 02-123-4567"]),
        ("en", "Related stories\nFares rise again\nWinter on an island", ["Got a story? Tell us.", "We are hiring."]),
    ],
)  # fmt: skip
def test_what_the_page_says_below_the_last_list_is_no_story(language, listed, furniture):
    article = fragment_article("\n\n".join([*STORY[language], listed, *furniture]))
    assert [fragment.text for fragment in article.of_kind("body")] == [*STORY[language][1:]]


@pytest.mark.parametrize(
    ("language", "listed", "byline", "short"),
    [
        ("ko", "관련 뉴스\n섬 여객선 요금 또 오른다", "창민서 기자 chang@example.com", ["장관은 웃었다.", "배는 남는다."]),
        ("en", "Related stories\nFares rise again", "chang@example.com", ["She smiled.", "The boat left."]),
    ],
)  # fmt: skip
def test_short_sentences_below_a_list_are_the_story_where_they_are_signed(language, listed, byline, short):
    article = fragment_article("\n\n".join([*STORY[language], listed, *short, byline]))
    assert [fragment.text for fragment in article.of_kind("body")] == [*STORY[language][1:], *short]


@pytest.mark.parametrize("story", ["◇ 국장급 전보 ▲ 기획관 창민서 ▲ 정책관 표은성", "◇ 2027 한빛리그 중간순위(4일)"])
def test_a_list_behind_a_dateline_is_the_story(story):
    article = fragment_article(f"[인사] 한빛시\n\n(한빛=연합뉴스) {story}")
    assert [fragment.text for fragment in article.of_kind("body")] == [story]


@pytest.mark.parametrize("byline", ["[창민서 기자]", "(창민서 기자)", "[ 창민서 기자 / chang@example.com ]"])
def test_a_reporter_in_brackets_speaks_only_in_reports_with_an_anchor(byline):
    headline, first, last = STORY["ko"]
    written = fragment_article(f"{headline}\n\n{first}\n\n{last}\n\n{byline}")
    assert [(fragment.kind.value, fragment.text) for fragment in written][-1] == ("byline", byline)
    spoken = fragment_article(f"{headline}\n\n[앵커]\n{first}\n\n[창민서 기자]\n{last}")
    assert [fragment.kind.value for fragment in spoken] == ["headline", "speaker", "body", "speaker", "body"]


def test_a_place_an_agency_and_a_dash_on_lines_of_their_own_are_a_dateline():
    headline, first, last = STORY["en"]
    article = fragment_article(
        f"{headline}\n\nBy Chang Min-seo, CNN\n\nSeoul, South Korea\nCNN\n —\n\n{first}\n\n{last}"
    )
    assert [fragment.kind.value for fragment in article] == [
        "headline", "byline", "dateline", "dateline", "dateline", "body", "body"
    ]  # fmt: skip


def kinds(*paragraphs):
    return [fragment.kind.value for fragment in fragment_article("\n\n".join(paragraphs))]


@pytest.mark.parametrize(
    ("language", "crosshead", "short"),
    [("ko", "다시 뜨는 배", "돈이 문제다."), ("en", "A longer crossing", "He is not alone.")],
)
def test_a_subheadline_may_stand_beside_a_short_sentence(language, crosshead, short):
    headline, first, last = STORY[language]
    assert kinds(headline, first, short, crosshead, last) == ["headline", "body", "body", "subheadline", "body"]
    assert kinds(headline, first, crosshead, short, last) == ["headline", "body", "subheadline", "body", "body"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Chang Min-seo\nA reporter of the economy desk since 2019.", ["byline", "boilerplate"]),
        ("Chang Min-seo\nChang Min-seo is a correspondent in Busan.", ["byline", "boilerplate"]),
        ("Chang Min-seo (chang@example.com) is a professor of economics at Hanbit University.", ["boilerplate"]),
        (
            "Anna J. Pyeon\napyeon@example.com\nAnna J. Pyeon covers islands for us.",
            ["byline", "boilerplate", "boilerplate"],
        ),
        ("CHANG MIN-SEO\nChang has been covering the islands for us since 2014.", ["byline", "boilerplate"]),
    ],
)
def test_what_is_said_of_the_author_at_the_end_is_no_story(note, expected):
    headline, first, last = STORY["en"]
    found = kinds(headline, "By Chang Min-seo", first, last, note)
    assert found == ["headline", "byline", "body", "body", *expected]


@pytest.mark.parametrize(
    ("byline", "told", "between", "ending"),
    [
        ("By Chang Min-seo", "Rep. Chang Dong-il will lead the islanders' party.", "ADVERTISEMENT", "Chang joined the party in 2010 and was elected twice."),
        ("By Chang Min-seo", "The bill passed after a long night of talks.", "Rep. Chang Dong-il speaks in Mokpo on Monday. (Yonhap)", "Chang is a former captain who entered politics in 2010."),
        ("By Jane Park", "Former mayor Park Sun-ja will stand trial next month.", "What happens next", "Park has been in custody since January on charges of taking bribes."),
        ("By Jane Park", "The mayor will stand trial next month.", "What happens next", "Park has been in custody since January on charges of taking bribes."),
    ],
)  # fmt: skip
def test_the_last_paragraph_on_a_namesake_of_the_author_is_body(byline, told, between, ending):
    headline, *rest = STORY["en"]
    article = fragment_article("\n\n".join([headline, byline, told, *rest, between, ending]))
    assert [fragment.text for fragment in article.of_kind("body")] == [told, *rest, ending]


@pytest.mark.parametrize(
    "note", ["Chang has been a reporter in Mokpo since 2014.", "Chang joined the economy desk in 2019."]
)
def test_the_author_may_be_told_of_by_the_surname_alone(note):
    headline, first, last = STORY["en"]
    credit = "Passengers wait in Mokpo. (Photo by Chang Min-seo)"
    found = kinds(headline, "By Chang Min-seo", first, credit, last, "ADVERTISEMENT", note)
    assert found[-2:] == ["boilerplate", "boilerplate"]


@pytest.mark.parametrize("surname", ["Na", "Cho", "Yang", "Min", "Seol", "Dong", "Pyo", "Bang"])
def test_an_author_whose_name_another_author_s_begins_with_is_no_namesake(surname):
    # Which of two names comes first in a set differs from process to process: by chance, some would be told.
    headline, first, last = STORY["en"]
    credit = f"Passengers wait in Mokpo. (Photo by Han Bit {surname})"
    note = f"{surname} has been a reporter in Mokpo since 2014."
    found = kinds(headline, f"By Han Bit and Han Bit {surname}", first, credit, last, "ADVERTISEMENT", note)
    assert found[-2:] == ["boilerplate", "boilerplate"]


def test_what_stands_between_the_end_of_the_story_and_the_author_is_no_story():
    headline, first, last = STORY["en"]
    signed = "Reporting by Chang Min-seo; Editing by Jane Doe"
    note = "Chang Min-seo\nHangang Newswire\nChang Min-seo is a correspondent in Seoul covering ships."
    article = fragment_article(
        f"{headline}\n\nBy Chang Min-seo\n\n{first}\n\n{last}\n\n{signed}\n\nShips & Ports\n\n{note}"
    )
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last]


def test_a_subheadline_and_a_list_above_a_sentence_on_someone_else_stay():
    headline, first, last = STORY["en"]
    found = kinds(
        headline, "By Chang Min-seo", first, "Pyo Eun-sung", "Pyo was born in Mokpo in 1950, he said.", last
    )
    assert found == ["headline", "byline", "body", "subheadline", "body", "body"]


def test_an_editors_note_in_the_head_is_no_story():
    headline, first, last = STORY["ko"]
    note = "편집자주\n'바다를 읽다'는 전문가들이 섬의 문제를 짚는 칼럼입니다."
    assert kinds(headline, note, first, last) == ["headline", "boilerplate", "boilerplate", "body", "body"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("March 4, 20276:41 AM GMT+9Updated 3 hours ago", ["timestamp", "timestamp"]),
        ("March 4, 2027Updated 5:02 a.m. ET", ["timestamp", "timestamp"]),
        ("21:40 GMT", ["timestamp"]),
    ],
)
def test_times_may_be_glued_to_dates(line, expected):
    headline, first, last = STORY["en"]
    assert kinds(headline, line, first, last) == ["headline", *expected, "body", "body"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("창민서 기자 구독", ["byline", "boilerplate"]),
        ("페이스북 트위터 메일 프린트 스크랩 url복사", ["boilerplate"]),
        ("글자크기 설정 레이어 닫기", ["boilerplate"]),
        ("관련사진보기", ["boilerplate"]),
        ("◆ ◆ ◆", ["boilerplate"]),
        ("●●●", ["boilerplate"]),
        ("한빛일보가 고른 이슈! 뉴스레터 구독하기", ["boilerplate"]),
        ("AI 추천을 받아보세요", ["boilerplate"]),
        ("0개", ["boilerplate"]),
        ("기사 읽기", ["boilerplate"]),
        ("언어변환 뉴스듣기", ["boilerplate"]),
        ("viewer", ["boilerplate"]),
        ("- 작게 + 크게", ["boilerplate"]),
        ("파란원을 좌우로 움직이시면 글자크기가 변경 됩니다.", ["boilerplate"]),
        ("이 글자크기로 변경됩니다.", ["boilerplate"]),
        (
            "(예시) 가장 빠른 뉴스가 있고 이야기가 숨쉬는 한빛뉴스를 만나보세요. 한빛뉴스는 소식을 전하고 있습니다.",
            ["boilerplate"],
        ),
        ("27.07.09 10:12l최종 업데이트 27.07.09 11:40l", ["timestamp"]),
        ("한빛일보 업데이트 2027-07-08 17:032027년 7월 8일 17시 03분", ["timestamp"]),
        ("창민서 기자 승인 2027.07.02 08:10 호수 1024 댓글 0", ["byline", "timestamp", "boilerplate"]),
        ("클린뷰", ["boilerplate"]),
    ],
)
def test_buttons_and_ornaments_are_no_story(line, expected):
    headline, first, last = STORY["ko"]
    assert kinds(headline, "표은성 기자", line, first, last) == ["headline", "byline", *expected, "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "한빛방송은 여러분의 소중한 제보를 기다립니다.",
        "시청자 여러분의 제보를 기다립니다",
        "시청자가 만드는 뉴스, 제보를 기다립니다",
        "제보는 이메일로 보내 주세요.",
    ],
)
def test_an_outlet_that_asks_its_readers_for_news_is_no_story(line):
    assert kinds(*STORY["ko"], line)[-1] == "boilerplate"


@pytest.mark.parametrize(
    ("language", "head", "expected"),
    [
        ("en", "By\nChang Min-seo\nPublished\n2 July 2027", ["byline"] * 2 + ["timestamp"] * 2),
        ("en", "Published :\nJuly 2, 2027 - 10:11\nUpdated\n3 hours ago", ["timestamp"] * 4),
        (
            "en",
            "By\nChang Min-seo\n,\nPyo Eun-sung\nand\nJane Doe",
            ["byline"] * 2 + ["boilerplate"] + ["byline"] * 3,
        ),
        ("en", "Chang Min-seo\nand\nJane Doe", ["byline"] * 3),
        ("en", "Reporting from\nSingapore", ["byline"] * 2),
        ("en", "SARAH CHANG\nchang@example.com", ["byline", "boilerplate"]),
        ("en", "SARAH CHANG\nJuly 2, 2027", ["byline", "timestamp"]),
        ("en", "JOHN ROE and PYO EUNSUNG\nJuly 2, 2027", ["byline", "timestamp"]),
        ("ko", "입력\n2027.07.02 08:10\n수정\n2027.07.02 17:20", ["timestamp"] * 4),
        ("ko", "글 :\n창민서 기자", ["byline"] * 2),
        ("ko", "창민서\n기자\n이미지 확대", ["byline"] * 2 + ["boilerplate"]),
    ],
)
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_a_label_and_its_value_may_have_a_line_each(language, head, expected, joint):
    headline, first, last = STORY[language]
    found = kinds(joint.join([headline, *head.split("\n")]), first, last)
    assert found == ["headline", *expected, "body", "body"]


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        ("en", "Published\nand be damned", ["subheadline"] * 2),
        ("en", "Reporting from\nthe bottom of a well", ["subheadline"] * 2),
        ("en", "NORTH POLE\nJuly 2, 2027", ["subheadline", "timestamp"]),
        ("en", "HONG KONG\nJuly 2, 2027", ["subheadline", "timestamp"]),
        ("en", "NATIONAL PARK\nJuly 2, 2027", ["subheadline", "timestamp"]),
        ("ko", "정치\n기자\n창민서", ["section", "subheadline", "byline"]),
        ("ko", "수정\n네 번째 시도 끝에", ["subheadline"] * 2),
        ("ko", "첫눈\n2027.07.02 08:10", ["subheadline", "timestamp"]),
    ],
)
def test_a_deck_that_looks_like_a_label_stays_a_deck(language, lines, expected):
    headline, first, last = STORY[language]
    assert kinds(headline, lines, first, last) == ["headline", *expected, "body", "body"]


def test_dates_and_times_of_a_programme_have_labels_of_their_own():
    headline, first, last = STORY["en"]
    found = kinds(headline, first, "Date\nJuly 2, 2027", "Venue\nOlympic Park\nchang@example.com", last)
    assert found[2] == "body"
    assert "byline" not in found


@pytest.mark.parametrize("provider", ["News provided by\nHanbit Electronics", "News provided by Hanbit Electronics"])
def test_a_company_is_no_author_of_its_press_release(provider):
    told = [
        "Hanbit Electronics (KRX: 000000) today announced results for the second quarter of 2027.",
        "Hanbit Electronics is expected to hold a call on Aug. 3.",
    ]
    article = fragment_article(
        f"{STORY['en'][0]}\n{provider}\nJul 09, 2027, 09:00 ET\n"
        f"SEOUL, South Korea, July 9, 2027 /Newswire/ -- {told[0]}\n{told[1]}"
    )
    assert [fragment.text for fragment in article.of_kind("body")] == told
    assert not article.of_kind("byline")


def test_a_byline_whose_name_the_story_tells_of_deletes_no_sentence():
    told = ["Hanbit Electronics announced results on Monday.", "Hanbit Electronics is a maker of chips in Suwon."]
    article = fragment_article("\n\n".join([STORY["en"][0], "Hanbit Electronics", "July 9, 2027", *told]))
    assert [fragment.text for fragment in article.of_kind("body")] == told


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Listen\n3:12", ["boilerplate"] * 2),
        ("Listen(2 min)", ["boilerplate"]),
        ("Facebook\nFacebook Messenger\nLinked in\nTumblr", ["boilerplate"] * 4),
        ("URL is copied.\nOK", ["boilerplate"] * 2),
        ("Font Size\nSample text for font size\nS\nM\nL\nXL", ["boilerplate"] * 6),
        ("close panel", ["boilerplate"]),
        ("Show key events only", ["boilerplate"]),
        ("Key figures only", ["subheadline"]),
    ],
)
def test_buttons_of_english_pages_are_no_subheadlines(line, expected):
    headline, first, last = STORY["en"]
    assert kinds(headline, "By Chang Min-seo", line, first, last) == ["headline", "byline", *expected, "body", "body"]


def test_a_button_above_a_picture_amid_the_story_is_no_subheadline():
    headline, first, last = STORY["en"]
    assert kinds(headline, first, "View image in fullscreen", last) == ["headline", "body", "boilerplate", "body"]
    assert kinds(headline, first, "View from the top", last) == ["headline", "body", "subheadline", "body"]


@pytest.mark.parametrize(
    ("language", "byline"),
    [
        ("ko", "KBN노컷뉴스 창민서 기자"),
        ("ko", "세종=KBN노컷뉴스 창민서 기자"),
        ("ko", "이데일리 스타in 창민서 기자"),
        ("ko", "YTN 창민서 (chang@example.com)"),
        ("ko", "YTN digital 창민서 (chang@example.com)"),
        ("ko", "창민서 인턴기자 한빛대 경제학과 4학년"),
        ("ko", "존 로우 기자"),
        ("ko", "팀 도일 특파원 chang@example.com"),
        ("ko", "존 F. 로우 기자"),
        ("ko", "J. 로우 기자"),
        ("ko", "도쿄=존 로우 특파원"),
        ("ko", "창민서·존 로우 기자"),
        ("ko", "창 민 서 기자"),
        ("ko", "창 민 서 선임기자 chang@example.com"),
        ("ko", "황 보 민 서 기자"),
        ("ko", "창 민 서 기 자"),
        ("ko", "기자 창 민 서"),
        ("en", "Chang Min-seo in Seoul and Jane Doe in Taipei"),
        ("en", "By Chang Min-seo in Seoul and Jane Doe in Washington"),
        ("en", "By Chang Min-seo in Seoul, Pyo Eun-sung in New Delhi and Jane Doe in Washington"),
        ("en", "Jane Doe & Anna Pyeon"),
    ],
)
def test_who_wrote_it_is_a_byline_with_outlet_place_or_school(language, byline):
    headline, first, last = STORY[language]
    assert kinds(headline, byline, first, last) == ["headline", "byline", "body", "body"]


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("en", "- 'New chapter' -", "subheadline"),
        ("en", "– Old wounds –", "subheadline"),
        ("en", "- ‘Why us?’ -", "subheadline"),
        ("en", "- 10,000 islanders -", "subheadline"),
        ("en", "- North-South ferries -", "subheadline"),
        ("en", "- U.S. islanders -", "subheadline"),
        ("en", "- END -", "credit"),
        ("en", "- Advertisement -", "boilerplate"),
        ("en", "- AFP -", "body"),
        ("en", "- Passports", "body"),
        ("ko", "- 섬을 떠나는 사람들 -", "subheadline"),
        ("ko", "– ‘왜 우리인가?’ –", "subheadline"),
        ("ko", "- 끝 -", "credit"),
        ("ko", "- 광고 -", "boilerplate"),
        ("ko", "- 배를 늘린다", "body"),
    ],
)
def test_dashes_on_both_sides_set_off_a_subheadline_amid_the_story(language, line, kind):
    headline, first, last = STORY[language]
    assert kinds(headline, first, line, last) == ["headline", "body", kind, "body"]


@pytest.mark.parametrize("tag", ["(종합2보)", "(종합 2보)", "<종합3보>", "(2보)", "(3보 종합)", "(상보)", "(수정)"])
@pytest.mark.parametrize("joint", ["", " "])
def test_which_take_of_a_story_it_is_may_stand_before_the_headline(tag, joint):
    headline, first, last = STORY["ko"]
    article = fragment_article(f"{tag}{joint}{headline}\n\n{first}\n\n{last}")
    assert [(fragment.kind.value, fragment.text) for fragment in article][:2] == [
        ("editor-tag", tag),
        ("headline", headline),
    ]


@pytest.mark.parametrize("portrait", ["창민서 기자 사진", "창민서 선임기자 프로필 사진", "창민서 기자 이미지"])
def test_the_text_of_a_reporters_portrait_is_no_deck(portrait):
    headline, first, last = STORY["ko"]
    assert kinds(headline, portrait, "창민서 기자", first, last) == [
        "headline", "boilerplate", "byline", "body", "body"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "deck"),
    [
        ("ko", "YTN 제보 전화 늘어"),
        ("ko", "KBN가람뉴스 파업 나서"),
        ("ko", "인턴기자 된 한빛대 경제학과 4학년"),
        ("ko", "한 신문사 기자"),
        ("ko", "전 방송사 기자"),
        ("ko", "왜 다시 기자"),
        ("ko", "체포된 외국 기자 사진"),
        ("en", "Rain in Seoul and snow in Taipei"),
        ("en", "Research & development on hold"),
    ],
)
def test_a_deck_that_names_an_outlet_or_places_stays_a_deck(language, deck):
    headline, first, last = STORY[language]
    assert kinds(headline, deck, first, last) == ["headline", "subheadline", "body", "body"]


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("ko", "이 기사가 마음에 들었다면, 좋아요를 눌러주세요.", "boilerplate"),
        ("ko", "한빛일보를 구독하고 메인에서 바로 보는 언론사 편집 뉴스 지금 바로 구독해보세요!", "boilerplate"),
        ("ko", "한빛일보 언론사가 직접 선정한 이슈", "boilerplate"),
        ("en", "· This article has been translated by Hanbit Solar AI.", "credit"),
        ("en", "— With assistance from Chang Min-seo", "byline"),
        ("en", "--With assistance from Chang Min-seo and Jane Doe.", "byline"),
        ("en", "-- Yonhap", "credit"),
        ("en", "— AFP", "credit"),
        ("en", "(Asia News Network)", "credit"),
        ("en", "— a poet", "body"),
        ("en", "(sighs)", "body"),
    ],
)
def test_what_the_page_says_right_below_the_story_is_no_story(language, line, kind):
    assert kinds(*STORY[language], line) == ["headline", "body", "body", kind]


@pytest.mark.parametrize(
    ("items", "body"),
    [
        ("1\n배추 값 두 배로\n배추 값이 두 배로 뛰었다. 비가 와서다.\n2\n금리 동결\n금리가 다섯 달째 묶였다.", 2),
        ("1\n\n배추 값 두 배로\n\n배추 값이 두 배로 뛰었다.\n\n2\n\n금리 동결\n\n금리가 다섯 달째 묶였다.", 2),
        ("1\n배추 값 두 배로\n2\n금리 동결\n\n시의회는 다시 열린다고 의장은 말했다.", 3),
    ],
)
def test_a_list_of_numbers_titles_and_summaries_goes_on_to_the_last_summary(items, body):
    headline, first, last = STORY["ko"]
    text = f"{headline}\n{first}\n{last}\n창민서 기자 chang@example.com\n관련 뉴스\n{items}"
    assert len(fragment_article(text).of_kind("body")) == body


def test_a_correction_may_be_the_headline_where_there_is_no_other():
    headline, first, last = STORY["en"]
    correction = "Correction: Hanbit-Ferry story"
    assert kinds(correction, "By Chang Min-seo", first, last) == ["headline", "byline", "body", "body"]
    assert kinds(correction, headline, "By Chang Min-seo", first, last)[:2] == ["boilerplate", "headline"]
    note = "Correction: An earlier version of this story misstated the fare."
    assert kinds(note, headline, "By Chang Min-seo", first, last)[:2] == ["boilerplate", "headline"]


@pytest.mark.parametrize(
    ("language", "crumbs"),
    [
        ("ko", "한빛 > 증권"),
        ("ko", "사회 법원·검찰"),
        ("ko", "시사IN"),
        ("ko", "대한민국 정책브리핑"),
        ("ko", "르몽드 디플로마티크 한국판"),
        ("en", "Hangang Daily > National > Politics"),
        ("en", "tbs eFM"),
        ("en", "38 North"),
    ],
)
def test_a_path_of_sections_or_an_outlet_above_is_no_headline(language, crumbs):
    headline, first, last = STORY[language]
    assert kinds(crumbs, headline, first, last) == ["section", "headline", "body", "body"]


@pytest.mark.parametrize("line", ["($1 = 1,379.2000 won)", "- Passports", "• Cash for the noodle machine"])
def test_a_line_in_brackets_or_an_item_of_a_list_is_no_subheadline(line):
    headline, first, last = STORY["en"]
    assert kinds(headline, first, line, last) == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(
    ("language", "head", "items"),
    [
        (
            "ko",
            ["[인사] 한빛시·가람은행", "2027.01.05 17:44"],
            ["◇국장급 전보 △예산국장 창민서 △세제국장 표은성", "◇부행장 △기업금융 류단비"],
        ),
        ("ko", ["프로야구 4일 경기 결과", "창민서 기자"], ["한빛 5-3 가람", "도라지 2-1 보름"]),
        ("en", ["Weekend results", "By Chang Min-seo"], ["Hanbit 5, Garam 3", "Doraji 2, Boreum 1"]),
    ],
)
def test_a_list_without_any_sentence_is_the_story(language, head, items):
    copyright_line = {"ko": "ⓒ 한빛일보, 무단 전재 및 재배포 금지", "en": "© Hangang Times. All rights reserved."}
    article = fragment_article("\n\n".join([*head, *items, copyright_line[language]]))
    assert [fragment.text for fragment in article.of_kind("body")] == items
    assert article[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    ("language", "signature", "dialogue"),
    [
        ("ko", "창민서 기자", ["“당신 이름이 뭐요?”", "“나? 순자.”", "“나는?”"]),
        ("en", "By Chang Min-seo", ["“Is it out?”", "“It's out.”"]),
        ("en", "By Chang Min-seo", ["Dear Captain Pyo,"]),
        ("ko", "창민서 시인", ["할머니는 감을 세다 잠이 드셨다", "까치가 하나 먹고", "바람이 하나 먹고", "남은 하나는 겨울이 먹었다", "-류단비"]),
    ],
)  # fmt: skip
def test_a_dialogue_a_letter_or_a_poem_right_below_the_byline_begins_the_story(language, signature, dialogue):
    headline, first, last = STORY[language]
    article = fragment_article("\n\n".join([headline, signature, *dialogue, first, last]))
    assert [fragment.text for fragment in article.of_kind("body")] == [*dialogue, first, last]


@pytest.mark.parametrize(
    ("language", "menu"),
    [
        ("ko", ["뉴스", "엔터", "스포츠", "날씨", "프리미엄", "언론사별", "정치", "경제"]),
        ("en", ["News", "Sport", "Audio", "Obituaries", "Puzzles", "World"]),
        ("ko", ["언론사별", "정치", "경제 선택됨", "사회", "세계", "랭킹"]),
        (
            "ko",
            [
                "한빛 뉴스",
                "연예",
                "정치",
                "경제",
                "선택됨",
                "사회",
                "랭킹",
                "신문보기",
                "오피니언",
                "TV",
                "팩트체크",
                "PiCK",
            ],
        ),
        ("ko", ["전체 언론사", "뉴스스탠드 라이브러리", "정치", "경제", "사회"]),
        ("en", ["Nation", "Biz & Tech", "Life & Style", "Opinion", "Sports"]),
        ("ko", ["HOME 자치행정 한빛시"]),
        ("ko", ["이 누리집은 대한민국 공식 전자정부 누리집입니다."]),
        ("en", ["Subscribe for $1/week"]),
        ("en", ["Support the Hangang", "Fund independent journalism with $15 per month"]),
    ],
)
def test_a_menu_or_an_appeal_above_the_headline_is_not_the_headline(language, menu):
    headline, first, last = STORY[language]
    article = fragment_article("\n".join([*menu, headline, first, last]))
    assert article.headline == headline


@pytest.mark.parametrize(("language", "length"), [("ko", "02:13"), ("en", "2:13"), ("en", "11:22 a.m.")])
def test_the_length_of_a_film_amid_the_story_makes_no_deck_of_the_sentence_above(language, length):
    headline, first, last = STORY[language]
    article = fragment_article("\n\n".join([headline, first, length, last, f"{first} {last}"]))
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last, f"{first} {last}"]


@pytest.mark.parametrize(
    ("language", "sections", "headline", "byline"),
    [
        ("en", ["News", "World", "Asia", "Business"], "Floods", "By Chang Min-seo"),
        ("ko", ["뉴스", "경제", "사회", "문화"], "계엄", "창민서 기자"),
    ],
)
def test_a_headline_of_one_word_below_a_menu_of_sections_is_no_item_of_it(language, sections, headline, byline):
    _, first, last = STORY[language]
    article = fragment_article("\n".join([*sections, headline, byline, first, last]))
    assert article.headline == headline


@pytest.mark.parametrize(
    ("language", "above", "headline", "below"),
    [
        ("ko", ["정치", "경제", "사회", "세계", "문화"], "물가 급등", ["창민서 기자"]),
        ("ko", ["정치", "경제", "사회", "세계", "문화"], "물가 급등", ["경제", "창민서 기자"]),
        (
            "ko",
            ["정치", "경제", "사회", "세계", "랭킹"],
            "섬 여객선 요금 또 오른다",
            ["승객들은 걱정", "창민서 기자"],
        ),
        ("ko", ["정치", "경제", "사회", "랭킹"], "섬 여객선 요금 또 오른다", ["승객들은 걱정", "창민서 기자"]),
        (
            "ko",
            ["경제", "주요뉴스", "배추 값 두 배로", ""],
            "섬 여객선 요금 또 오른다",
            ["창민서 기자"],
        ),
        ("ko", [], "가볼만한 섬마을", ["가람도", "도라지섬", "보름도", "한빛도", "무지개섬"]),
        ("en", ["News", "World", "Asia", "Business", "Opinion"], "Floods Return", ["By Chang Min-seo"]),
        ("en", ["News", "World", "Asia", "Business", "Login"], "Floods", ["Share", "Print", "By Chang Min-seo"]),
        ("en", [], "Harbours & Ports", ["Gulls", "Harbour", "Rainfall", "Lighthouse", "Driftwood"]),
    ],
)
def test_a_headline_of_two_words_or_below_a_menu_is_no_item_of_it(language, above, headline, below):
    _, first, last = STORY[language]
    article = fragment_article("\n".join([*above, headline, *below, first, last]))
    assert article.headline == headline
    assert [fragment.text for fragment in article.of_kind("body")][-2:] == [first, last]


@pytest.mark.parametrize(
    ("language", "heading", "byline"),
    [
        ("en", "Latest News", "By Chang Min-seo"),
        ("en", "Editor's Picks", "By Chang Min-seo"),
        ("ko", "주요뉴스", "창민서 기자"),
        ("ko", "최신기사", "창민서 기자"),
    ],
)
def test_a_signed_headline_right_below_what_heads_a_list_is_the_headline(language, heading, byline):
    headline, first, last = STORY[language]
    article = fragment_article(f"{heading}\n{headline}\n{byline}\n{first}\n{last}")
    assert article.headline == headline


@pytest.mark.parametrize(
    ("language", "byline", "notice"),
    [
        ("en", "By Chang Min-seo", ["This story has been edited for clarity."]),
        ("ko", "창민서 기자", ["이 기사는 언론진흥기금의 지원을 받아 작성됐습니다."]),
        (
            "ko",
            "창민서 기자",
            ["이 기사는 언론진흥기금의 지원을 받아 작성됐습니다.", "이 기사는 한빛일보와 제휴해 게재했습니다."],
        ),
    ],
)
def test_notices_below_the_byline_are_no_story(language, byline, notice):
    headline, first, last = STORY[language]
    article = fragment_article("\n".join([headline, byline, *notice, first, last]))
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last]


@pytest.mark.parametrize(
    ("language", "hour", "byline"), [("en", "11:22 a.m.", "By Chang Min-seo"), ("ko", "09:14", "창민서 기자")]
)
def test_an_hour_beside_the_byline_makes_no_story_of_the_deck(language, hour, byline):
    headline, first, last = STORY[language]
    article = fragment_article("\n".join([headline, first, hour, byline, last, f"{first} {last}"]))
    assert [fragment.text for fragment in article.of_kind("subheadline")] == [first]


@pytest.mark.parametrize("verse", ["Tagged as a traitor", "Posted in the north, he wrote home every week"])
def test_a_last_verse_is_no_list_of_tags(verse):
    headline, first, last = STORY["en"]
    article = fragment_article(f"{headline}\n\n{first}\n\n{last}\n\n{verse}")
    assert verse not in [fragment.text for fragment in article.of_kind("boilerplate")]


def test_many_lines_of_one_word_take_no_longer_than_others():
    # The first reading of all compiles patterns.
    _, short, long = (_steps(["Culturex"] * count) for count in (1, 100, 400))
    assert long < 8 * short


def _steps(lines):
    """Count the calls that reading some lines takes."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        fragment_article("\n".join(lines), language="en")
    finally:
        sys.setprofile(None)
    return calls


def test_a_headline_of_one_word_above_a_row_of_buttons_is_no_item_of_a_menu():
    _, first, last = STORY["en"]
    article = fragment_article(f"Floods\nShare\nPrint\nEmail\nSave\nListen\n{first}\n{last}")
    assert article.headline == "Floods"
