"""Who speaks, in the scripts of broadcasters and in interviews without names."""

import pytest

from bialign.articles import fragment_article
from bialign.articles.fragmenter import fragment_lines
from bialign.documents import FragmentKind

STORY = [
    "섬 여객선 운항 늘린다",
    "해양수산부는 섬을 오가는 여객선을 두 배로 늘리기로 했다고 밝혔다.",
    "예산은 모두 320억원으로, 내년 상반기까지 나누어 쓰인다고 밝혔다.",
]


def amid(line):
    """Return what a line amid a story is read as, the joints of its pieces marked."""
    headline, first, last = STORY
    fragments = [*fragment_article(f"{headline}\n\n창민서 기자\n\n{first}\n\n{line}\n\n{last}")]
    assert [fragment.kind.value for fragment in fragments[:3]] == ["headline", "byline", "body"]
    assert (fragments[-1].kind.value, fragments[-1].text) == ("body", last)
    return [(fragment.kind.value, fragment.text) for fragment in fragments[3:-1]]


@pytest.mark.parametrize(
    ("label", "speech"),
    [
        ("[박OO/섬 주민/음성변조 :", '"배가 하루에 한 번밖에 안 와요."]'),
        ("[창민서/한빛시장 후보/지난달 30일 :", '"배를 더 띄우겠습니다."]'),
        ("[창민서/한빛시장 후보/어제 한빛 라디오 :", '"배를 더 띄우겠습니다."]'),
        ("[박OO/섬 주민/음성변조/2026년 12월 :", '"배가 하루에 한 번밖에 안 와요."]'),
        ("[창민서·표은성/대학생 :", '"배가 하루에 한 번밖에 안 와요."]'),
        ("[녹취: 창민서 전 보좌관]", "“배가 하루에 한 번밖에 안 옵니다.”"),
        ("[대변인]", "“배를 더 띄우겠습니다.”"),
        ("▶ 창민서 :", "배가 하루에 한 번밖에 안 와요."),
        ("◆ 창민서 :", "배가 하루에 한 번밖에 안 와요."),
        ("◇ 앵커 :", "배가 얼마나 오나요?"),
    ],
)  # fmt: skip
def test_a_label_and_what_is_said_are_parted(label, speech):
    assert amid(f"{label} {speech}") == [("speaker", label), ("body", speech)]


@pytest.mark.parametrize(
    "label", ["▶ 스탠딩 : 창민서 / 기자", "▶ SYNC : 표은성 / 섬 주민", "▶ 현장음 : 표은성 / 선장"]
)
def test_a_label_may_have_its_line_to_itself(label):
    assert amid(label) == [("speaker", label)]


@pytest.mark.parametrize(
    "pointer",
    ["▶ 관련기사 : 섬 여객선 요금 오른다", "▶ 카카오톡 : '한빛제보'를 찾아 주세요.", "▶ 전화 : 02-000-0000"],
)
def test_a_pointer_with_a_colon_is_no_speaker(pointer):
    assert amid(pointer) == [("boilerplate", pointer)]


@pytest.mark.parametrize(
    "item",
    ["[목포/여수/통영 : 흐리고 비가 오겠습니다.]", "○ 기간 : 2027년 9월 2일부터", "● 장소 : 목포항 여객선터미널"],
)
def test_an_item_of_a_notice_is_no_speaker(item):
    assert {kind for kind, _ in amid(item)}.isdisjoint({"speaker"})


@pytest.mark.parametrize("dash", ["-", "―", "- "])
def test_dashes_ask_where_quotations_answer(dash):
    questions = ["무엇이 가장 무섭나.", "다음 작품은?", "3년 만의 소설인데."]
    turns = "\n\n".join(f"{dash}{question}\n“글쓰기가 가장 무섭다. 정말이다.”" for question in questions)
    fragments = [*fragment_article(f"소설가 창민서 인터뷰\n\n그를 지난달 가람의 작업실에서 만났다.\n\n{turns}")]
    assert [fragment.kind.value for fragment in fragments] == ["headline", "body", *["speaker", "body", "body"] * 3]
    assert [fragment.text for fragment in fragments[3::3]] == questions


@pytest.mark.parametrize(("dash", "mark"), [("-- ", "▲ "), ("--", "▲"), ("- ", "▲ "), ("― ", "△ ")])
def test_dashes_ask_where_triangles_answer(dash, mark):
    turns = ["배는 언제 늘어나나.", "내년 상반기다. 조금만 기다려 달라.", "3년 안에 다리도 놓나.", "아직 모른다."]
    marks = [dash, mark] * 2
    lines = "\n".join(f"{label}{words}" for label, words in zip(marks, turns, strict=True))
    fragments = [*fragment_article(f"[인터뷰] 섬 시장\n(목포=연합뉴스) 창민서 기자 = 시장을 2일 만났다.\n{lines}")]
    assert [fragment.text for fragment in fragments[-8::2]] == [label.strip() for label in marks]
    assert [fragment.kind.value for fragment in fragments[-8:]] == ["speaker", "body"] * 4
    assert [fragment.text for fragment in fragments[-7::2]] == turns


def test_two_dashes_of_a_list_or_a_signature_ask_nothing():
    items = ["-- 여객선 두 배로", "-- 섬 주민 무료", "낮 기온은 21도로 예보됐다.", "▲ 목포: 흐리고 비", "▲ 홍도: 비"]
    article = fragment_article("\n\n".join([*STORY, *items]))
    assert [fragment.text for fragment in article.of_kind("body")] == [*STORY[1:], *items]


def test_dashes_of_a_list_ask_nothing():
    items = "- 여객선 두 배로\n- 섬 주민 무료\n- 320억원 투입"
    fragments = [*fragment_article("\n\n".join([STORY[0], STORY[1], items, "“기다려 왔다.”", STORY[2]]))]
    assert "speaker" not in {fragment.kind.value for fragment in fragments}


@pytest.mark.parametrize(
    "byline",
    [
        "Rhiannon Pugh in Seoul",
        "Chang Min-seo in Mokpo",
        "Jane Doe and John Roe",
        "Chang Min-seo Staff Reporter",
        "By Chang Min-seo - The Hangang Times",
        "Seoul correspondent",
        "Business reporter",
        "Diplomatic correspondent",
    ],
)
def test_a_byline_below_the_headline_needs_no_by(byline):
    story = "The ministry said Monday that it will double the number of ferries to the islands."
    fragments = fragment_article(f"Ferries to run twice as often\n\n{byline}\n\n{story}\n\n{story}")
    assert [(fragment.kind.value, fragment.text) for fragment in fragments][1] == ("byline", byline)
    amid_story = fragment_article(f"Ferries to run twice as often\n\n{story}\n\nJane Doe in Mokpo\n\n{story}")
    assert not amid_story.of_kind("byline")


def test_the_byline_of_a_world_service_says_who_and_as_what():
    headline, first, last = STORY
    fragments = fragment_article(f"{headline}\n\n기자, 프랜시스 퓨\nRole, BBC News\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in fragments] == ["headline", "byline", "byline", "body", "body"]


@pytest.mark.parametrize(
    "label", ["[Sound bite: Mayor Chang Min-seo (Korean-English)]", "[Soundbite : Chang Min-seo]"]
)
def test_a_sound_bite_names_who_speaks(label):
    story = "The ministry said Monday that it will double the number of ferries to the islands."
    said = '"We will send out more ferries."'
    fragments = [*fragment_article(f"Ferries to run twice as often\n\n{story}\n\n{label}\n{said}\n\n{story}")]
    assert [(fragment.kind.value, fragment.text) for fragment in fragments[2:4]] == [
        ("speaker", label),
        ("body", said),
    ]


def test_a_list_of_dashes_and_one_of_triangles_are_no_dialogue():
    lines = ["- 수도권: 10∼40㎜", "- 강원: 30∼80㎜", "낮 기온은 21도로 예보됐다.", "▲ 서울: 흐리고 비", "▲ 강릉: 비"]
    article = fragment_article("\n\n".join([*STORY, *lines]))
    assert [fragment.text for fragment in article.of_kind("body")] == [*STORY[1:], *lines]


@pytest.mark.parametrize("column", ["[우리동네 변호사]", "[시골 의사]", "[섬마을 학생]"])
@pytest.mark.parametrize("joint", ["\n", "\n\n", " "])
@pytest.mark.parametrize("headline", ["섬에도 법이 필요하다", "“섬에도 법이 필요하다”"])
def test_the_name_of_a_column_above_the_headline_says_nothing(column, joint, headline):
    article = fragment_article(f"{column}{joint}{headline}\n\n창민서 기자\n\n{STORY[1]}\n\n{STORY[2]}")
    assert [(fragment.kind.value, fragment.text) for fragment in article][:2] == [
        ("editor-tag", column),
        ("headline", headline),
    ]
    assert [fragment.text for fragment in article.of_kind("body")] == STORY[1:]


@pytest.mark.parametrize(
    ("said", "joint"), [("“배가 하루에 한 번밖에 안 와요.”", "\n"), ("“배가 하루에 한 번밖에 안 와요”", " ")]
)
def test_a_witness_may_be_heard_first(said, joint):
    heard = [("speaker", "[섬 주민]"), ("body", said)]
    article = fragment_article(f"{STORY[0]}\n\n[섬 주민]{joint}{said}\n\n{STORY[1]}\n\n{STORY[2]}")
    assert [(fragment.kind.value, fragment.text) for fragment in article][1:3] == heard
    lines = f"[섬 주민]{joint}{said}\n{STORY[1]}\n{STORY[2]}".split("\n")
    known = fragment_lines([(STORY[0], FragmentKind.HEADLINE), *((line, None) for line in lines)])
    assert [(fragment.kind.value, fragment.text) for fragment in known][1:3] == heard


@pytest.mark.parametrize("asks", ["기자:", "앵커:", "Q.", "문:", "사회자:"])
@pytest.mark.parametrize(
    "answers", ["창 선장:", "표 교수:", "김 전 대통령:", "박 수석코치(한빛호):", "류 씨:", "창민서:"]
)
def test_a_surname_with_its_title_answers(asks, answers):
    turns = ["배는 언제 늘어나나.", "내년 상반기다. 조금만 기다려 달라.", "다리도 놓나.", "아직 모른다."]
    lines = [f"{label} {words}" for label, words in zip([asks, answers] * 2, turns, strict=True)]
    fragments = [*fragment_article("\n\n".join([*STORY, *lines]))]
    assert [fragment.text for fragment in fragments[-8::2]] == [asks, answers] * 2
    assert [fragment.kind.value for fragment in fragments[-8:]] == ["speaker", "body"] * 4


@pytest.mark.parametrize("label", ["첫 경기", "한 문장", "두 번째", "이 제품", "본 행사장", "각 시장"])
def test_a_syllable_before_what_is_no_title_names_nobody(label):
    items = [f"{label}: 섬 여객선이 두 배로 는다고 시는 밝혔다."] * 3
    article = fragment_article("\n\n".join([*STORY, *items]))
    assert not article.of_kind("speaker")


TRANSCRIPT = [
    "Octopus catches halve in 10 years",
    "Transcript",
    "NOH HARAM, HOST:",
    "The price of octopus has gone up a lot in South Korea. What happened to the mudflats of the southwest?",
    "PYEON SODAM, BYLINE: The catch has halved over 10 years. Last year it was just 2,100 tons.",
    "(SOUNDBITE OF WAVES)",
    "UNIDENTIFIED PERSON #1: (Through interpreter) My father caught a hundred a night. I caught three.",
    "NOH: Is it the temperature of the water?",
    "PYEON: Yes. In summer it is up 2.3 degrees, and an octopus does not eat above 28.",
    "NOH: We have to leave it there. Thank you.",
    "Accuracy and availability of transcripts may vary. The record of this program is its audio.",
]


def test_hosts_and_reporters_of_a_radio_transcript_are_speakers():
    fragments = [(fragment.kind.value, fragment.text) for fragment in fragment_article("\n\n".join(TRANSCRIPT))]
    assert [text for kind, text in fragments if kind == "speaker"] == [
        *("NOH HARAM, HOST:", "PYEON SODAM, BYLINE:", "UNIDENTIFIED PERSON #1:", "NOH:", "PYEON:", "NOH:"),
    ]
    assert [text for kind, text in fragments if kind == "boilerplate"] == [TRANSCRIPT[index] for index in (1, 5, 10)]
    assert [text for kind, text in fragments if kind == "headline"] == [TRANSCRIPT[0]]
    assert sum(kind == "body" for kind, _ in fragments) == 6


@pytest.mark.parametrize(
    "sentence",
    [
        "SEOUL, HOST of the summit, will close its roads for two days, the police said.",
        "The word SOUNDBITE OF THE YEAR was chosen by 1,200 readers of the paper.",
        "The accuracy and availability of forecasts may vary, the weather agency said.",
        "The transcript of the call was read aloud in court on Monday.",
    ],
)
def test_sentences_with_the_words_of_transcripts_stay(sentence):
    headline, first, last = (
        "Octopus catches halve in 10 years",
        "The ministry said Monday that the catch has halved over 10 years.",
        "It will pay fishers 32 billion won by the middle of next year.",
    )
    for order in ([first, sentence, last], [first, last, sentence]):
        article = fragment_article("\n\n".join([headline, *order]))
        assert ("body", sentence) in [(fragment.kind.value, fragment.text) for fragment in article]


@pytest.mark.parametrize(
    "label", ["◆ 편소담 교수(이하 편소담):", "◇ 노하람 앵커(이하 노하람) :", "▶ 표은성 전문 위원(이하 ‘표 위원’)>"]
)
def test_a_label_may_tell_how_the_speaker_is_called_below(label):
    speech = "낙지 어획량이 10년 사이 절반으로 줄었습니다."
    assert amid(f"{label} {speech}") == [("speaker", label), ("body", speech)]


def test_a_magazine_with_a_number_asks():
    questions = ["Do you remember your first sign?", "How was it once computers did the lettering?"]
    answers = ["It was a barbershop in 1987, and I ran out of red.", "Nine in 10 closed, and I lived off buses."]
    said = [
        line
        for question, answer in zip(questions, answers, strict=True)
        for line in (f"Garam 21: {question}", f"Moon Bo-ra: {answer}")
    ]
    article = fragment_article("\n\n".join(["A letter on a sign", "Half of the signs are by one hand.", *said]))
    assert [fragment.text for fragment in article if fragment.kind.value == "speaker"] == [
        "Garam 21:",
        "Moon Bo-ra:",
    ] * 2


@pytest.mark.parametrize(
    "line",
    [
        "* 아래 텍스트는 실제 방송 내용과 차이가 있을 수 있으니 정확한 내용은 방송으로 확인하시기 바랍니다.",
        "※ 본 인터뷰는 방송과 다를 수 있습니다.",
        "□ 진행 : 노하람 앵커",
        "■ 출연: 편소담 한빛대 해양학과 교수",
    ],
)
def test_who_is_on_a_programme_and_notes_on_its_script_are_boilerplate(line):
    assert amid(line) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "sentence",
    [
        "이 글은 방송 내용과 차이가 있을 수 있다고 제작진은 밝혔다.",
        "대담은 방송과 다를 수 있어 편집본을 따로 냈다고 그는 말했다.",
        "□ 진행: 공사는 6월에 끝난다고 시는 밝혔다.",
        "□ 출연 배우는 모두 섬 주민이라고 감독은 밝혔다.",
    ],
)
def test_sentences_on_programmes_and_their_scripts_stay(sentence):
    assert amid(sentence) == [("body", sentence)]
