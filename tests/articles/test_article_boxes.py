"""Boxes to sign up in and comments of readers are no story, and cost none of it."""

import pytest

from bialign.articles import fragment_article

STORY = {
    "ko": ["섬 여객선 운항 늘린다", "해양수산부는 섬을 오가는 여객선을 두 배로 늘리기로 했다고 밝혔다.", "예산은 모두 320억원으로, 내년 상반기까지 나누어 쓰인다고 밝혔다.", "첫 배는 5일 뜬다."],
    "en": ["Ferries to run twice as often", "The ministry said Monday that it will double the number of ferries to the islands.", "The plan costs 32 billion won and will be paid for by the middle of next year.", "The first boat leaves Friday."],
}  # fmt: skip
BOXES = {
    "ko": ["한빛레터 구독하기", "섬과 바다 이야기를 매주 보냅니다.", "이메일 주소를 입력하세요", "개인정보 수집 및 이용에 동의합니다."],
    "en": ["Sign up to Sea and Sky", "Our best stories of the week, every Friday.", "Enter your email address", "By signing up, you agree to our terms."],
}  # fmt: skip
COMMENTS = {
    "ko": ["댓글 2", "산사람", "2027.05.05 14:31", "배가 하루에 한 번밖에 안 와서 병원에 가지 못한 적이 여러 번 있었습니다.", "답글쓰기", "들사람", "그래도 배가 있어서 다행이라고 생각합니다.", "답글쓰기"],
    "en": ["2 Comments", "Sue", "August 3, 2027 at 9:40 am", "I missed three appointments at the hospital last year because the boat never came.", "Reply", "John R.", "Still, we are glad of the boat that we have.", "Reply"],
}  # fmt: skip


def body(*lines):
    return [fragment.text for fragment in fragment_article("\n\n".join(lines)).of_kind("body")]


@pytest.mark.parametrize("language", STORY)
@pytest.mark.parametrize("place", [2, 3, 4])
def test_a_box_to_sign_up_in_is_no_story(language, place):
    lines = list(STORY[language])
    assert body(*lines[:place], *BOXES[language], *lines[place:]) == lines[1:]


@pytest.mark.parametrize(("language", "line"), [(language, line) for language in BOXES for line in BOXES[language]])
def test_one_line_as_in_a_box_takes_nothing_around_it_along(language, line):
    headline, first, second, last = STORY[language]
    found = body(headline, first, line, second, last)
    assert [text for text in found if text != line] == [first, second, last]


@pytest.mark.parametrize("language", STORY)
@pytest.mark.parametrize("copyright_line", [[], ["ⓒ 한빛신문, 무단전재 및 재배포 금지"]])
def test_comments_of_readers_are_no_story_however_long(language, copyright_line):
    assert (
        body(*STORY[language], *copyright_line, *COMMENTS[language], *COMMENTS[language][1:]) == STORY[language][1:]
    )


@pytest.mark.parametrize(
    ("language", "above"),
    [("ko", ["댓글 12", "댓글 쓰기"]), ("en", ["12 comments", "Leave a comment"]), ("en", ["11 posts", "Sort by"])],
)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_the_number_of_comments_above_the_end_costs_no_story(language, above, place):
    lines = [*STORY[language], *STORY[language][2:] * 4]
    assert body(*lines[:place], *above, *lines[place:], *above) == lines[1:]


@pytest.mark.parametrize(
    ("language", "credit", "button"),
    [("ko", "ⓒ 창민서", "댓글 12"), ("en", "© AFP", "12 comments"), ("en", "Copyright © AFP", "12 comments")],
)
def test_the_owner_of_a_picture_above_the_number_of_comments_ends_no_story(language, credit, button):
    headline, first, second, last = STORY[language]
    assert body(headline, first, credit, second, button, second, first, last) == [first, second, second, first, last]


@pytest.mark.parametrize(("language", "owner"), [("ko", "ⓒ 뉴스1"), ("ko", "[ⓒ 창민서]"), ("en", "© AFP")])
def test_the_owner_of_a_picture_above_the_last_paragraph_ends_no_story(language, owner):
    headline, first, second, last = STORY[language]
    assert body(headline, first, second, first, second, owner, last) == [first, second, first, second, last]


def test_the_number_of_comments_above_the_last_paragraphs_and_a_button_below_the_copyright_line_hold_the_story():
    headline, first, second, last = STORY["ko"]
    tail = ["ⓒ 한빛신문, 무단전재 및 재배포 금지", "댓글쓰기"]
    assert body(headline, first, second, "댓글 3", last, *tail) == [first, second, last]


def test_a_text_without_a_headline_takes_none_from_a_list_of_other_articles():
    _, *paragraphs = STORY["ko"]
    article = fragment_article("\n\n".join(["관련기사\n섬 여객선 요금 또 오른다", *paragraphs]))
    assert article.headline == ""


@pytest.mark.parametrize("language", STORY)
def test_comments_below_the_copyright_line_of_one_paragraph_are_no_story(language):
    button, name, _, *comments = COMMENTS[language]
    copyright_line = "ⓒ 한빛신문, 무단전재 및 재배포 금지"
    assert body(*STORY[language][:2], copyright_line, button, name, *comments, comments[0]) == STORY[language][1:2]


@pytest.mark.parametrize(
    ("language", "buttons"),
    [("ko", ["댓글 12", "댓글 쓰기"]), ("en", ["5 comments", "Share", "Leave a comment"])],
)
def test_a_row_of_buttons_above_the_last_paragraph_ends_no_story(language, buttons):
    headline, first, second, last = STORY[language]
    assert body(headline, first, second, *buttons, f"{second} {last}") == [first, second, f"{second} {last}"]


@pytest.mark.parametrize(
    ("language", "buttons", "name"), [("ko", ["댓글 1", "댓글 쓰기"], "산사람"), ("en", ["1 comment", "Leave a comment"], "Sue")]
)  # fmt: skip
def test_a_comment_below_a_row_of_buttons_begins_with_a_name(language, buttons, name):
    comment = COMMENTS[language][3]
    assert body(*STORY[language], *buttons, name, comment) == STORY[language][1:]


@pytest.mark.parametrize(
    ("language", "headline", "deck"),
    [
        ("ko", "한빛, 개인정보 수집 때마다 이용자 동의", "가람위, 개인정보 처리 방침"),
        ("ko", "열에 아홉은 개인정보 수집에 동의함", "끝까지 읽은 이 없어도 개인정보 수집에 동의함"),
        ("en", "Subscribe to Nothing, Say the Young", "By signing up, members give their data away"),
    ],
)
def test_a_headline_and_its_deck_are_no_box(language, headline, deck):
    article = fragment_article("\n\n".join([headline, deck, *STORY[language][1:]]))
    assert [fragment.kind.value for fragment in article] == ["headline", "subheadline", "body", "body", "body"]


def test_subheadlines_on_personal_data_take_no_paragraph_along():
    headline, first, second, last = STORY["ko"]
    parts = ["개인정보 수집 때마다 이용자 동의", second, "새 개인정보 처리 방침", f"{second} {last}"]
    article = fragment_article("\n\n".join([headline, first, *parts]))
    assert [fragment.text for fragment in article.of_kind("subheadline")] == parts[::2]
    assert [fragment.text for fragment in article.of_kind("body")] == [first, *parts[1::2]]


@pytest.mark.parametrize("language", STORY)
def test_a_box_between_the_headline_and_the_story_may_be_of_two_lines(language):
    headline, *paragraphs = STORY[language]
    article = fragment_article("\n\n".join([headline, BOXES[language][0], BOXES[language][2], *paragraphs]))
    assert [fragment.kind.value for fragment in article] == ["headline", *["boilerplate"] * 2, *["body"] * 3]


@pytest.mark.parametrize(
    "agreement", ["개인정보 수집·이용 동의 (필수)", "개인정보 처리방침 보기", "개인정보 수집에 동의함"]
)
def test_a_box_may_end_in_an_agreement_to_tick(agreement):
    headline, first, *rest = STORY["ko"]
    assert body(headline, first, *BOXES["ko"][:2], agreement, *rest) == [first, *rest]


SUMMARIES = {
    "ko": ["AI 요약", "섬 여객선이 두 배로 늘어난다.", "예산은 320억원이다.", "AI가 자동 요약한 내용으로 실제 기사와 다를 수 있습니다."],
    "en": ["AI Summary", "Ferries to the islands will double.", "The plan costs 32 billion won.", "This summary was generated by AI and may contain errors."],
}  # fmt: skip


@pytest.mark.parametrize("language", STORY)
@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_a_summary_that_a_machine_made_is_no_story(language, separator):
    headline, *story = STORY[language]
    article = fragment_article(separator.join([headline, *SUMMARIES[language], *story]))
    assert article.headline == headline
    assert [fragment.text for fragment in article.of_kind("body")] == story


@pytest.mark.parametrize("language", STORY)
def test_a_button_for_a_summary_takes_no_story_along(language):
    headline, *story = STORY[language]
    heading, first, second, _ = SUMMARIES[language]
    assert body(headline, heading, *story, first, second) == [*story, first, second]


@pytest.mark.parametrize("language", STORY)
def test_what_a_story_tells_of_summaries_by_machines_stays_in_it(language):
    headline, first, second, last = STORY[language]
    told = {
        "ko": [
            "섬 병원은 진료 기록을 인공지능이 요약해 의사에게 보여 준다고 밝혔다.",
            "섬 병원은 AI가 요약한 진료 내용을 확인할 수 있는 기능을 내놓았다고 밝혔습니다.",
            "AI가 요약한 내용으로 진료 시간을 절반으로 줄였다고 병원은 설명했습니다.",
            "AI가 회의 내용을 요약한 것으로 알려졌다. 경찰은 수사에 착수했다.",
            "AI가 요약한 글이라 믿기 어렵다는 반응이 나왔다.",
            "AI가 요약한 내용이라 오류가 많았다. 이용자 항의가 이어졌다.",
            "인공지능이 판결문을 요약한 결과입니다. 오류는 없었습니다.",
            "요약 기술의 특성상 오류는 피할 수 없습니다.",
        ],
        "en": [
            "AI-generated summaries may mislead readers, a study by Hangang University found.",
            "AI-generated summaries can cut traffic to news sites by half, publishers say.",
            "The AI summary is generated by artificial intelligence that the company built itself, it said.",
            "This translation was edited with AI, but the publisher did not say so.",
            "The hospital on the island shows doctors a summary that was generated by AI, it said.",
            "The summary was made by doctors, who read all of it.",
        ],
    }[language]
    for line in told:
        assert body(headline, SUMMARIES[language][0], first, line, second, last) == [first, line, second, last]


def test_a_line_that_repeats_the_words_of_summaries_is_read():
    headline, *story = STORY["ko"]
    line = "AI " + "자동 요약 기술로 " * 60 + "끝"
    assert body(headline, SUMMARIES["ko"][0], line, *story)[-len(story) :] == story
