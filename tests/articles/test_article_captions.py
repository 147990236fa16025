"""A caption that ends in any of the credits of newsrooms is a caption, below the headline and amid the story."""

import pytest
from story_samples import stays_around

from bialign.articles import fragment_article

STORY = {
    "ko": ("섬 여객선 운항 늘린다", "해양수산부는 섬을 오가는 여객선을 두 배로 늘리기로 했다고 밝혔다.", "예산은 모두 320억원으로, 내년 상반기까지 나누어 쓰인다고 밝혔다."),
    "en": ("Ferries to run twice as often", "The ministry said Monday that it will double the number of ferries to the islands.", "The plan costs 32 billion won and will be paid for by the middle of next year."),
}  # fmt: skip
SCENES = {
    "ko": "2일 오후 목포항에서 승객들이 여객선에 오르고 있다.",
    "en": "Passengers board a ferry in Mokpo on Monday.",
}
CREDITS = {
    "ko": [
        "ⓒ 로이터=뉴스1 ⓒ News1 창민서 기자",
        "2027.9.2. ⓒ AFP=뉴스1",
        "AFP=연합뉴스",
        "AP=뉴시스",
        "[로이터=연합뉴스]",
        "[사진출처 = 연합뉴스]",
        "사진제공=한빛해운",
        "사진ㅣ뉴시스",
        "<연합뉴스>",
        "2027.9.2 연합뉴스",
        "2027.9.2 [공동취재]",
        "그래픽=표은성",
        "일러스트=류단비",
        "한빛DB",
        "뉴스1DB",
        "자료사진",
        "클립아트코리아",
        "중앙포토",
        "워싱턴 | AP연합뉴스",
        "워싱턴 AP 연합뉴스",
        "워싱턴 로이터 연합뉴스",
        "사진 일간스포츠",
        "[사진 한빛해운]",
        "(사진=한빛해운 제공) *재판매 및 DB 금지",
    ],
    "en": [
        "(AP Photo/Chang Min-seo)",
        "(AP Photo/Chang Min-seo, File)",
        "REUTERS/Chang Min-seo/File Photo",
        "REUTERS/Chang Min-seo/Pool Purchase Licensing Rights, opens new tab",
        "Chang Min-seo/Pool via REUTERS/File Photo Purchase Licensing Rights, opens new tab",
        "KCNA via REUTERS",
        "AFP via Getty Images",
        "| Reuters",
        "Yonhap file",
        "Hangang Times file",
        "Provided by Hanbit Lines",
        "GettyImagesBank",
        "(Hanbit Lines)",
    ],
}


@pytest.mark.parametrize(("language", "credit"), [(key, text) for key, texts in CREDITS.items() for text in texts])
@pytest.mark.parametrize("place", [1, 2])
def test_a_scene_with_a_credit_is_a_caption(language, credit, place):
    lines = [*STORY[language]]
    lines.insert(place, f"{SCENES[language]} {credit}")
    article = fragment_article("\n\n".join(lines))
    assert [fragment.text for fragment in article.of_kind("caption")] == [lines[place]]
    assert [fragment.text for fragment in article.of_kind("body")] == [*STORY[language][1:]]


@pytest.mark.parametrize(
    ("language", "laugh"),
    [
        ("ko", "선장은 “바다에 나온 지 서른 해가 됐지만 늦은 적이 없다”고 했다. (웃음)"),
        ("en", "The captain said he had never been late in thirty years at sea. (Laughs)"),
    ],
)
def test_a_laugh_in_brackets_is_no_credit(language, laugh):
    headline, first, last = STORY[language]
    article = fragment_article(f"{headline}\n\n{first}\n\n{laugh}\n\n{last}")
    assert [fragment.text for fragment in article.of_kind("body")] == [first, laugh, last]


@pytest.mark.parametrize(
    "caption",
    [
        "[목포=뉴시스]여객선이 부두를 떠나고 있다. (사진=한빛해운 제공) 2027.09.02. photo@example.com *재판매 및 DB 금지",
        "[워싱턴=AP/뉴시스]의원들이 1일(현지시간) 의사당에서 이야기하고 있다. 2027.09.02.",
    ],
)
def test_a_caption_may_begin_with_a_dateline(caption):
    headline, first, last = STORY["ko"]
    article = fragment_article(f"{headline}\n\n{caption}\n\n{first}\n\n{last}")
    assert [fragment.text for fragment in article.of_kind("caption")] == [caption]


def test_a_picture_has_a_source_and_a_description_behind_commas():
    headline, first, last = STORY["ko"]
    article = fragment_article(
        f"{headline}\n\n{first}\n\n사진 출처, Getty Images\n\n사진 설명, 목포항을 떠나는 여객선과 갈매기 떼\n\n{last}"
    )
    assert [fragment.kind.value for fragment in article] == ["headline", "body", "credit", "caption", "body"]


def kinds_between(language, *lines):
    """Return the kinds of lines amid a story, which must stay as it is."""
    headline, first, last = STORY[language]
    byline = {"ko": "창민서 기자", "en": "By Chang Min-seo"}[language]
    fragments = [*fragment_article("\n\n".join([headline, byline, first, "\n".join(lines), last]))]
    assert [fragment.kind.value for fragment in fragments[:3]] == ["headline", "byline", "body"]
    assert (fragments[-1].kind.value, fragments[-1].text) == ("body", last)
    return [fragment.kind.value for fragment in fragments[3:-1]]


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("ko", "▲ 우승 트로피를 든 T1 선수단 (출처: LCK)"),
        ("ko", "배에 오르는 승객들이 손을 흔들고 있다. (ⓒ뉴스1, 무단 전재-재배포 금지)"),
        ("en", "Passengers board a ferry in Mokpo Credit: Hanbit Lines"),
    ],
)
def test_a_caption_may_hold_letters_of_the_other_language_or_a_long_credit(language, caption):
    assert kinds_between(language, caption) == ["caption"]


@pytest.mark.parametrize(
    "agency", ["연합뉴스", "뉴스1", "게티이미지뱅크", "한빛해운 제공", "AP=뉴시스", "중앙포토", "워싱턴 AP 연합뉴스"]
)
def test_a_credit_on_its_own_line_belongs_to_the_scene_above(agency):
    assert kinds_between("ko", SCENES["ko"], agency) == ["caption", "credit"]
    assert kinds_between("ko", agency) == ["credit"]


@pytest.mark.parametrize("agency", ["Yonhap", "EPA", "Reuters", "Getty Images", "AFP via Getty Images"])
def test_a_credit_on_its_own_line_belongs_to_the_scene_above_or_below(agency):
    assert kinds_between("en", SCENES["en"], agency) == ["caption", "credit"]
    assert kinds_between("en", agency, "Passengers board a ferry in Mokpo last month") == ["credit", "caption"]
    assert kinds_between("en", agency) == ["credit"]


@pytest.mark.parametrize(
    "owner",
    [
        "Han Bit-na/Getty Images",
        "Han Bit-na/AFP/Getty Images",
        "Han Bit-na/AP",
        "Han Bit-na/The Hangang Shinmun",
        "Han Bit-na for The Hangang Times",
    ],
)
@pytest.mark.parametrize(
    "signature", ["By Ji Su-min\nSept. 2, 2027", "Sept. 2, 2027\nBy Ji Su-min", "Sept. 2, 2027\nJi Su-min"]
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_photographer_and_an_owner_on_a_line_of_their_own_belong_to_the_scene_above(owner, place, signature):
    headline, *story = STORY["en"]
    story.insert(place, f"{SCENES['en']}\n{owner}")
    article = fragment_article("\n\n".join([headline, signature, *story]))
    assert [fragment.text for fragment in article.of_kind("caption")] == [SCENES["en"]]
    assert [fragment.text for fragment in article.of_kind("credit")] == [owner]
    assert [fragment.text.removeprefix("By ") for fragment in article.of_kind("byline")] == ["Ji Su-min"]
    assert [fragment.text for fragment in article.of_kind("body")] == list(STORY["en"][1:])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_two_names_with_a_slash_between_them_are_no_photographer(place):
    headline, *story = STORY["en"]
    story.insert(place, "Mixed doubles\nHan Bit-na/Seo Ga-on")
    article = fragment_article("\n\n".join([headline, "By Ji Su-min", *story]))
    assert not article.of_kind("caption")
    assert not article.of_kind("credit")


def test_a_very_long_line_of_names_below_a_scene_is_read():
    headline, *story = STORY["en"]
    names = "Aa/" * 60_000
    article = fragment_article("\n\n".join([headline, "By Ji Su-min", f"{SCENES['en']}\n{names}", *story]))
    assert names in [fragment.text for fragment in article]
    assert not article.of_kind("credit")


def test_a_deck_and_a_byline_with_the_paper_are_no_caption():
    headline, *story = STORY["en"]
    deck = "City opens shelters for the elderly"
    article = fragment_article(
        "\n\n".join([headline, "Nov. 5, 2026", f"{deck}\nHan Bit-na/The Hangang Times", *story])
    )
    assert [fragment.text for fragment in article.of_kind("subheadline")] == [deck]
    assert [fragment.text for fragment in article.of_kind("byline")] == ["Han Bit-na/The Hangang Times"]


@pytest.mark.parametrize("glue", ["\n", "\n\n"])
def test_who_wrote_it_below_a_deck_or_the_story_took_no_picture(glue):
    headline, *story = STORY["en"]
    for lines in (
        [headline, "Fares stay as they are.\nHan Bit-na/The Hangang Times", *story],
        [headline, *story, "Han Bit-na/The Hangang Times"],
    ):
        article = fragment_article(glue.join(lines))
        assert article.of_kind("caption") == ()
        assert [fragment.text for fragment in article.of_kind("byline")] == ["Han Bit-na/The Hangang Times"]


def test_a_paragraph_on_the_past_below_an_advert_and_above_a_credit_is_no_caption():
    said = "Drivers at the company said they would stop work on Friday."
    assert kinds_between("en", "Advertisement", said, "Getty Images") == ["boilerplate", "body", "credit"]
    assert kinds_between("en", "Advertisement", SCENES["en"], "Getty Images") == ["boilerplate", "caption", "credit"]


def test_a_scene_in_the_head_shares_its_block_with_its_credit():
    headline, first, last = STORY["en"]
    scene = "Chang Min-seo boards a ferry in Mokpo, South Korea, Sept. 2, 2027.\nCredit: Office of the Governor"
    article = fragment_article(f"{headline}\n\nBy Pyo Eun-sung\n\n{scene}\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in article] == [
        "headline", "byline", "caption", "credit", "body", "body"
    ]  # fmt: skip


def test_a_paragraph_that_shares_its_block_with_others_or_ends_the_story_is_no_caption():
    headline, first, last = STORY["ko"]
    glued = fragment_article(f"{headline}\n\n{last}\n{first}\n/연합뉴스\n\n{last}")
    assert [fragment.kind.value for fragment in glued] == ["headline", "body", "body", "credit", "body"]
    signed = fragment_article(f"{headline}\n\n{first}\n\n{last}\n연합뉴스")
    assert [fragment.kind.value for fragment in signed] == ["headline", "body", "body", "credit"]


def test_a_statement_above_the_credit_of_a_chart_is_no_caption():
    said = "선장들은 “배가 두 배로 늘어도 선원이 모자란다”고 말했다."
    assert kinds_between("ko", said, "그래픽=표은성") == ["body", "credit"]


def test_the_title_of_a_picture_and_the_text_of_a_graphic_are_captions():
    title = ["이미지 확대", "목포항의 여객선", "[연합뉴스 자료사진. 재판매 및 DB 금지]"]
    assert kinds_between("ko", *title) == ["boilerplate", "caption", "credit"]
    scene = "(목포=연합뉴스) 표은성 기자 = 2일 목포항에서 승객들이 배에 오르고 있다. 2027.9.2 photo@example.com"
    assert kinds_between("ko", "이미지 확대", "배에 오르는 승객들", scene) == ["boilerplate", "caption", "caption"]
    scene = scene.replace(" photo@", " [공동취재단] photo@")
    assert kinds_between("ko", "이미지 확대", "손잡은 여야 원내대표", scene) == ["boilerplate", "caption", "caption"]
    headline, first, last = STORY["ko"]
    graphic = (
        "[그래픽] 여객선 승객 추이\n(서울=연합뉴스) 류단비 기자 = 지난해 여객선 승객은 1천만명이었다."
        "\nX(트위터) @hanbit_graphics  페이스북 example.com/hanbit"
    )
    article = fragment_article(f"{headline}\n\n(목포=연합뉴스) 창민서 기자 = {first}\n\n{graphic}\n\n{last}")
    assert [fragment.kind.value for fragment in article] == [
        "headline", "dateline", "byline", "body", "caption", "caption", "boilerplate", "body"
    ]  # fmt: skip


def test_the_pictures_of_a_photo_story_are_no_news_in_brief():
    scenes = [
        f"{SCENES['ko']} (연합뉴스)",
        "승객들이 갈매기를 보고 있다. (연합뉴스)",
        "배가 부두를 떠나고 있다. (연합뉴스)",
    ]
    article = fragment_article("\n\n".join([STORY["ko"][0], *scenes]))
    assert [fragment.text for fragment in article.of_kind("caption")] == scenes[:2]


@pytest.mark.parametrize(
    ("language", "captions", "crossheads", "signature"),
    [
        ("ko", ["한빛해운이 5일 공개한 새 여객선. 연합뉴스"], ["“숨통 트였다”"], "창민서 기자"),
        ("ko", ["한빛해운이 5일 공개한 새 여객선. 연합뉴스"], ["“숨통 트였다”"], "연합뉴스"),
        ("ko", ["한빛해운이 5일 새 여객선을 띄웠다. 연합뉴스"], ["“숨통 트였다”"], "창민서 기자"),
        ("ko", ["한빛해운의 새 여객선. 연합뉴스", "부두에 모인 어민들. 뉴시스"], ["“숨통 트였다”", "모자란 선원"], "창민서 기자"),
        ("en", ["The new ferry at Mokpo port on Monday. Yonhap"], ["Islanders welcome plan"], "Yonhap"),
        ("en", ["Passengers have boarded the ferry in Mokpo. Yonhap"], ["Islanders welcome plan"], "Yonhap"),
        ("en", ["The new ferry, built in Busan. Yonhap", "A captain at the pier. Yonhap"], ["A plan", "More sailors"], "Yonhap"),
    ],
)  # fmt: skip
def test_pictures_above_the_subheadlines_of_one_story_are_no_news_in_brief(language, captions, crossheads, signature):
    headline, first, last = STORY[language]
    parts = [part for pair in zip(captions, crossheads, strict=True) for part in pair]
    article = fragment_article("\n\n".join([headline, *parts, f"{first} {last} {signature}"]))
    assert [fragment.text for fragment in article.of_kind("caption")] == captions
    assert [fragment.text for fragment in article.of_kind("body")] == [f"{first} {last}"]


@pytest.mark.parametrize(
    "items",
    [
        ["▲ 여객선 요금 할인을 8월 말까지 연장한다."],
        ["▲본지 3일자 ‘섬 여객선’ 기사의 요금 ‘5만원’은 ‘4만원’이기에 바로잡습니다."],
        ["▲ 누가 할인을 받나?"],
        ["▲ 여객선 요금을 내렸다.", "할인율은 최대 40%다.", "▲ 선원을 더 뽑고 있다.", "모두 50명이다.", "▲ 다리를 놓기로 했다."],
    ],
)  # fmt: skip
def test_a_triangle_before_what_no_picture_shows_is_a_bullet(items):
    assert kinds_between("ko", *items) == ["body"] * len(items)
    correction = fragment_article("\n".join(["섬 여객선 요금", "입력 2027.09.02. 00:33", *items]))
    assert [fragment.text for fragment in correction.of_kind("body")] == items


@pytest.mark.parametrize(
    "caption",
    [
        "▲ 한빛시가 5일 한빛해운과 업무협약을 맺었다.",
        "▲ 한빛시 공무원들이 5일 여객선을 살펴보고 있다.",
        "▲ 목포항에서 바라본 섬들이 안개 속에 보인다.",
        "▲ 목포항 전경",
    ],
)
def test_a_triangle_before_what_a_picture_shows_is_that_of_a_caption(caption):
    assert kinds_between("ko", caption) == ["caption"]


def test_the_owner_below_a_triangle_makes_it_a_caption():
    photos = ["▲ 지난 6월 우리는 섬으로 갔다.", "▲ 표은성씨는 배에서 한참을 울었다."]
    for photo in photos:
        assert kinds_between("ko", photo, "ⓒ 창민서", "관련사진보기")[0] == "caption"
    headline, first, last = STORY["ko"]
    article = fragment_article(
        "\n\n".join([headline, first, f"{photos[0]}\nⓒ 창민서", last, f"{photos[1]}\nⓒ 창민서", first])
    )
    assert [fragment.text for fragment in article.of_kind("caption")] == photos


@pytest.mark.parametrize("signature", ["(끝)", "(한빛=연합뉴스)", ""])
@pytest.mark.parametrize("stamp", ["", "2027/09/02 21:40 송고"])
def test_a_table_of_results_below_a_triangle_is_the_story(signature, stamp):
    table = [
        "▲ 한빛전적(2일)",
        "가람 000 010 200 - 3",
        "한빛 100 003 00X - 4",
        "△ 승리투수 = 창민서(9승 3패)",
        "△ 패전투수 = 표은성(5승 3패)",
    ]
    article = fragment_article("\n".join(filter(None, ["[프로야구] 2일 전적", stamp, *table, signature])))
    assert [fragment.text for fragment in article.of_kind("body")] == table


DATED = "(목포=연합뉴스) 표은성 기자 = 2일 목포항에서 승객들이 배에 오르고 있다. 2027.9.2 photo@example.com"


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("language", "above", "title", "below"),
    [
        ("ko", [], "배에 오르는 승객들", [DATED]),
        ("ko", ["이미지 확대"], "배에 오르는 승객들", [DATED]),
        ("ko", ["이미지 확대"], "배에 오르는 승객들", []),
        ("ko", [], "목포지방해양수산청", ["[연합뉴스 자료사진. 재판매 및 DB 금지]"]),
        ("ko", [], "목포지방해양수산청", ["[촬영 창민서]"]),
        ("en", [], "Actor Han Bit (Moonlight Pictures)", []),
        ("en", [], "Actor Han Bit", ["Getty Images"]),
    ],
)
def test_the_title_of_a_picture_that_is_printed_twice_is_a_caption(joint, language, above, title, below):
    headline, first, last = STORY[language]
    picture = [*above, title, title, *below]
    byline = {"ko": "창민서 기자", "en": "By Chang Min-seo"}[language]
    amid = fragment_article(joint.join([headline, byline, first, last, *picture, first]))
    assert [fragment.text for fragment in amid.of_kind("body")] == [first, last, first]
    assert [fragment.text for fragment in amid.of_kind("caption")][:2] == [title, title]
    head = fragment_article(joint.join([headline, byline, *picture, first, last]))
    assert [fragment.text for fragment in head.of_kind("body")] == [first, last]
    assert [fragment.text for fragment in head.of_kind("caption")][:2] == [title, title]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", ["돌아오라", "돌아오라"]),
        ("ko", ["“아니요.”", "“아니요.”"]),
        ("ko", ["바다는 말이 없다", "돌아오라", "돌아오라", "바다는 말이 없다"]),
        ("en", ["Bring back the boat", "Bring back the boat"]),
        ("en", ["“No.”", "“No.”"]),
    ],
)
def test_a_shout_or_verse_that_is_repeated_amid_the_story_is_no_caption(joint, language, said):
    headline, first, last = STORY[language]
    byline = {"ko": "창민서 기자", "en": "By Chang Min-seo"}[language]
    article = fragment_article(joint.join([headline, byline, first, *said, last]))
    assert [fragment.text for fragment in article.of_kind("body")] == [first, *said, last]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_headline_or_deck_that_is_printed_twice_is_no_caption(language):
    headline, first, last = STORY[language]
    deck = {"ko": "예산은 320억원", "en": "Plan to cost 32 billion won"}[language]
    byline = {"ko": "창민서 기자", "en": "By Chang Min-seo"}[language]
    article = fragment_article(f"{headline}\n{headline}\n{deck}\n{deck}\n{byline}\n{first}\n{last}")
    assert [fragment.kind.value for fragment in article] == [
        "headline", "boilerplate", "subheadline", "subheadline", "byline", "body", "body"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("credit", "expected"),
    [("[촬영 창민서]", "caption"), ("[촬영 창민서 기자]", "caption"), ("(영상취재 : 창민서)", "subheadline")],
)
def test_who_took_a_picture_stands_below_its_title_and_who_filmed_a_report_does_not(credit, expected):
    assert kinds_between("ko", "목포지방해양수산청", credit) == [expected, "credit"]


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        (
            "en",
            ["A butcher in Busan.", "Credit...", "Chang W. Min/The Hangang Times"],
            ["caption", "credit", "credit"],
        ),
        ("en", ["A butcher in Busan.", "Credit...Chang W. Min/The Hangang Times"], ["caption", "credit"]),
        ("en", ["Credit…", "Pool photo by Chang Min-seo"], ["credit", "credit"]),
        ("en", ["Image source, EPA", "Image caption,", "A butcher waited all day"], ["credit", "caption", "caption"]),
        ("en", ["Image caption,", "A butcher in Busan waited for customers all day."], ["caption", "caption"]),
        ("ko", ["사진 출처, EPA", "사진 설명,", "손님을 기다리는 정육점 주인"], ["credit", "caption", "caption"]),
    ],
)
def test_a_label_on_its_own_line_tells_what_the_line_below_is(language, lines, expected):
    assert kinds_between(language, *lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["“You get no credit...”", "The captain said so to the islanders on Monday."],
        ["Credit...", "The bank said on Monday it would give the islanders more of it."],
        ["Credit... was all the islanders talked about on Monday, she said."],
    ],
)
def test_a_sentence_beside_the_word_credit_stays_body(lines):
    assert kinds_between("en", *lines)[-1] == "body"


@pytest.mark.parametrize("credit", ["Photo : KBS News", "Photo : YONHAP News", "Photo: Getty Images"])
def test_whose_a_photo_is_stands_behind_a_colon(credit):
    headline, first, last = STORY["en"]
    head = fragment_article(f"{headline}\n\nBy Chang Min-seo\n\n{credit}\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in head] == ["headline", "byline", "credit", "body", "body"]
    assert kinds_between("en", credit) == ["credit"]


def test_what_a_photo_shows_stands_behind_a_colon_too():
    assert kinds_between("en", "Photo: Reuters and AP reporters board a ferry in Mokpo") == ["caption"]


@pytest.mark.parametrize(
    "told",
    [
        "목포 앞바다에서 어선이 뒤집혔다. 해경은 “파도가 높았다”고 밝혔다. chang@example.com",
        "목포 앞바다에서 어선이 뒤집혔다. chang@example.com",
        "목포 앞바다에서 어선이 뒤집혔다. 해경이 원인을 조사하고 있다.",
    ],
)
@pytest.mark.parametrize("lines", [[], [*STORY["ko"]]])
def test_a_brief_on_one_line_is_body(told, lines):
    brief = f"어선 뒤집혀 [목포=뉴시스] 창민서 기자 = {told}"
    article = fragment_article("\n\n".join([*lines, brief]))
    assert not article.of_kind("caption")
    assert article.of_kind("body")[-1].text == brief.removesuffix(" chang@example.com")


@pytest.mark.parametrize(
    "shown",
    [
        "승객들이 2일 목포항에서 3.5t급 여객선에 오르고 있다. chang@example.com",
        "승객들이 2일 목포항에서 여객선에 오르고 있다.",
        "승객들이 2일 목포항에서 여객선에 오르고 있다. 운항은 두 배로 는다. 2027.9.2 chang@example.com",
        "승객들이 2일 목포항에서 여객선에 오르는 모습 (한빛해운 제공)",
    ],
)
def test_a_caption_on_one_line_with_its_title_shows_a_scene_or_is_dated(shown):
    assert kinds_between("ko", f"배에 오르는 승객들 (목포=연합뉴스) 창민서 기자 = {shown}") == ["caption"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["A captain stands on his ferry in this undated photo released by the port. via REUTERS/File Photo"]),
        ("en", ["A captain stands on his ferry. Hanbit Lines/Handout via REUTERS Purchase Licensing Rights , opens new tab"]),
        ("en", ["Passengers board a ferry in Mokpo. Acquire Licensing Rights"]),
        ("en", ["Passengers board a ferry in Mokpo. via AP"]),
        ("ko", ["승객들이 여객선에 오르고 있다. 2027.9.2 [공동취재] chang@example.com"]),
        ("ko", ["승객들이 여객선에 오르고 있다. 2027.9.2 [풀취재] 창민서 기자"]),
        ("ko", ["승객들이 여객선에 오르고 있다. (공동취재) 2027.09.02. chang@example.com"]),
        ("ko", ["승객들이 여객선에 오르고 있다. 2027.9.2 [국회사진기자단] chang@example.com"]),
        ("ko", ["승객들이 여객선에 오르고 있다. (사진=한빛해운 제공) 2027.09.02. chang@example.com *재판매 및 DB 금지"]),
        ("ko", ["◇사진설명=목포항 여객선터미널"]),
        ("ko", ["■ 사진 설명 : 승객들이 여객선에 오르고 있다."]),
        ("ko", ["사진설명=목포항"]),
        ("ko", ["태풍 (PG)", "[창민서 제작] 일러스트"]),
        ("ko", ["태풍(PG)", "태풍(PG)", "[창민서,표은성 제작] 사진합성·일러스트"]),
        ("ko", ["여객선 침몰 (CG) [한빛TV 제공]"]),
        ("ko", ["선장 창민서", "유튜브 캡처"]),
    ],
)  # fmt: skip
def test_a_caption_in_the_head_is_no_deck(language, lines):
    headline, first, last = STORY[language]
    byline = {"ko": "창민서 기자", "en": "By Chang Min-seo"}[language]
    article = fragment_article("\n\n".join([headline, byline, "\n".join(lines), first, last]))
    kinds = [fragment.kind.value for fragment in article]
    credits_below = 1 if len(lines) > 1 else 0
    captions = len(lines) - credits_below
    assert kinds == ["headline", "byline", *["caption"] * captions, *["credit"] * credits_below, "body", "body"]
    assert kinds_between(language, *lines) == kinds[2:-2]


@pytest.mark.parametrize(
    "title", ["[Graphic News] Ferries to the islands", "(GRAPHIC) Ferries to the islands", "<Map> The islands"]
)
def test_the_title_of_a_graphic_in_the_head_is_a_caption(title):
    headline, first, last = STORY["en"]
    article = fragment_article(f"{headline}\n\nBy Chang Min-seo\n\n{title}\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in article] == ["headline", "byline", "caption", "body", "body"]


@pytest.mark.parametrize(
    "credit",
    [
        "유튜브 캡처",
        "인스타그램 갈무리",
        "온라인 커뮤니티 캡처",
        "유튜브 '한빛TV' 캡처",
        "KBS 방송화면 캡처",
        "엑스(옛 트위터) 갈무리",
        "AI로 생성한 이미지",
        "챗GPT로 그린 그림",
        "[제작 창민서] 일러스트",
        "◇사진=한빛해운",
    ],
)
def test_where_a_picture_was_found_or_how_it_was_made_is_a_credit(credit):
    headline, first, last = STORY["ko"]
    article = fragment_article(f"{headline}\n\n창민서 기자\n\n{credit}\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in article] == ["headline", "byline", "credit", "body", "body"]
    assert kinds_between("ko", credit) == ["credit"]


@pytest.mark.parametrize(
    "deck",
    [
        "경찰, 유튜브 영상 캡처",
        "유튜브 캡처해 팔아 온 일당",
        "AI로 만든 이미지에 저작권 없다",
        "사진 설명도 없이 올린 이유",
        "“배 만드는 제작사 없다”",
        "새 배 이름은 ‘한빛’(가칭)",
    ],
)
def test_a_deck_that_speaks_of_pictures_stays_a_deck(deck):
    headline, first, last = STORY["ko"]
    article = fragment_article(f"{headline}\n\n{deck}\n\n창민서 기자\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in article] == ["headline", "subheadline", "byline", "body", "body"]


SIGNED = ["[가람경제=창민서 기자]", "[창민서 기자]", "(목포=한빛뉴스) 창민서 기자 =", "창민서 기자 ="]


@pytest.mark.parametrize("opening", SIGNED)
@pytest.mark.parametrize(
    "credit",
    ["[연합]", "[뉴시스]", "[뉴스1]", "(연합뉴스)", "[사진=연합뉴스]", "[AP=연합뉴스]", "[한빛해운 제공]", "[표은성 기자]", "[표은성 기자/pyo@example.com]"],
)  # fmt: skip
@pytest.mark.parametrize("scene", ["승객들이 2일 목포항에서 여객선에 오르고 있다.", "섬 너머로 해가 지는 모습."])
def test_a_scene_signed_as_the_story_is_and_credited_in_brackets_is_a_caption(opening, credit, scene):
    headline, first, last = STORY["ko"]
    caption = f"{opening} {scene} {credit}"
    article = fragment_article(f"{headline}\n\n{caption}\n\n{opening} {first}\n\n{last}")
    assert [fragment.text for fragment in article.of_kind("caption")] == [caption]
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last]
    assert next(fragment.text for fragment in article.of_kind("byline")) in opening
    amid = fragment_article(f"{headline}\n\n{opening} {first}\n\n{caption}\n\n{last}")
    assert [fragment.kind.value for fragment in amid][-3:] == ["body", "caption", "body"]


@pytest.mark.parametrize("opening", SIGNED)
@pytest.mark.parametrize("credit", ["[연합]", "(연합뉴스)", "[사진=연합뉴스]"])
@pytest.mark.parametrize(
    ("told", "rest"),
    [
        ("해양수산부는 여객선을 두 배로 늘린다고 2일 밝혔다.", [STORY["ko"][2]]),
        ("섬 주민들은 환영했다. 어민들은 다리를 바라고 있다.", [STORY["ko"][2]]),
        ("섬을 오가는 여객선이 해마다 줄고 있다.", []),
    ],
)
def test_a_signed_paragraph_that_shows_no_scene_or_is_all_there_is_stays_the_story(opening, credit, told, rest):
    article = fragment_article("\n\n".join([STORY["ko"][0], f"{opening} {told} {credit}", *rest]))
    assert not article.of_kind("caption")
    assert article.of_kind("body")[0].text.removesuffix(f" {credit}") == told


def test_a_last_paragraph_on_what_goes_on_that_ends_in_an_agency_is_the_story():
    headline, first, _ = STORY["ko"]
    last = "섬 주민들은 다리를 놓아 달라고 요구하고 있다."
    article = fragment_article(f"{headline}\n\n[창민서 기자] {first}\n\n{last} [연합]")
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last]


def kinds_amid(line, language):
    """Return what a line is made of below the headline and amid the story."""
    headline, first, last = STORY[language]
    return [
        [
            (piece.kind.value, piece.text)
            for piece in fragment_article("\n\n".join(lines))
            if piece.text not in STORY[language]
        ]
        for lines in ((headline, line, first, last), (headline, first, line, last))
    ]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("눈 속에 복수초가 노란 꽃망울을 터뜨렸다. 2027.2.4/가람뉴스 ⓒ 가람뉴스 노가람 기자", "ko"),
        ("연구팀이 만든 섬유를 주사전자현미경으로 본 모습. 한빛과학기술원 제공.", "ko"),
        ("승객들이 목포항에서 여객선에 오르고 있다. 한빛해운 제공.", "ko"),
        ("A scene from “Time of Salt.” (Moonlight Films)", "en"),
        ("The poster for the film “Time of Salt” (Moonlight Films)", "en"),
        ("Moon Bo-ra at her studio in Gunsan on Oct. 28. (Noh Ga-ram/Garam 21)", "en"),
    ],
)
def test_photographers_papers_and_makers_of_films_end_captions(line, language):
    assert kinds_amid(line, language) == [[("caption", line)]] * 2


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("연구팀은 섬유를 공개했다. 시료는 한빛과학기술원이 제공했다.", "ko"),
        ("섬 주민은 배를 그냥 타고 있다. 무료 제공.", "ko"),
        ("A scene from the film was shot in Busan, its maker said (Moonlight Films).", "en"),
        ("A poster for the film was torn down in Mokpo on Sunday night (Moonlight Films).", "en"),
    ],
)
def test_sentences_on_scenes_and_on_who_provides_stay(line, language):
    assert kinds_amid(line, language) == [[("body", line)]] * 2


def test_the_top_photo_has_a_credit():
    line = "Top Photo Credit: Starlight Entertainment"
    assert kinds_amid(line, "en") == [[("credit", line)]] * 2


@pytest.mark.parametrize("line", ["A scene from (Moonlight ", "모습. 한빛 제공.", "2027.2.4/가람뉴스 ⓒ 가람 "])
def test_long_lines_of_films_and_owners_are_read_in_linear_time(line):
    assert stays_around(line, "en" if line.isascii() else "ko")
