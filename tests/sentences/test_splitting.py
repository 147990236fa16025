"""What a reader of Korean and English news takes for a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.documents import Article, Fragment, FragmentKind
from bialign.errors import ConfigurationError, LanguageError
from bialign.sentences import sentence_spans, split_article, split_sentences

KOREAN = {
    "full stops": ["서울에 비가 왔다.", "우산을 썼다."],
    "dotted date": ["회의는 2014. 9. 9. 개최됐다.", "다음 회의는 2014. 10. 1. 열린다."],
    "date with digits after it": ["접수 기간은 2026. 11. 5. 09:30부터다.", "장소는 시청이다."],
    "initial of a name": ["디오니시오 A. 린드 감독이 왔다.", "조지 W. 부시 전 대통령도 있었다."],
    "Latin abbreviation before Hangul": ["U.S. 스틸과 Apple Inc. 주가가 올랐다.", "코스피는 내렸다."],
    "case name": ["대법원은 Roe v. Wade 판결을 뒤집었다.", "여론은 갈렸다."],
    "quotation with a particle": ['그는 "오늘은 강우입니다."라고 말했다.', "내일은 맑다."],
    "particle after a space": ["“꼭 이기겠습니다.” 라고 감독은 말했다.", "선수들은 웃었다."],
    "speaker after a quotation": ['"포기하지 않겠습니다." 김 감독이 말했다.', "경기는 졌다."],
    "speaker without a space": ['"잘 하고 있습니다."그가 말했다.', "모두 웃었다."],
    "mixed quotation marks": ['‘관여하지 않을 것이다."라고 소식통은 말했다.', "회사는 답이 없었다."],
    "sentence after a quotation": ['"끝났습니다."', "그의 목소리는 떨렸다."],
    "inner end of a quotation": ['그는 "우리는 간다.', '반드시 이긴다"고 말했다.', "관중은 환호했다."],
    "question in a quotation": ["그는 “이게 뭔가?”라고 물었다.", "답은 없었다."],
    "address before a stop": ["자세한 내용은 www.yna.co.kr.", "메일은 news@yna.co.kr.", "전화는 없다."],
    "no space": ["그는 돈을 아꼈다.", "그는 부자가 됐다."],
    "no space before a quotation": ["그는 말했다.", '"우리는 간다"고.'],
    "sentence in brackets": ["한국이 이겼다.", "(일본은 졌다.)", "경기는 끝났다."],
    "sentence in brackets inside another": ["한국은(일본은 졌다고 한다.) 이겼다.", "경기는 끝났다."],
    "ellipsis within": ["그리고... 그는 독일에서 태어났다.", "이름은 한스였다."],
    "ellipsis at the end": ["그는 떠났다…", "아무도 몰랐다."],
    "bullets": ["내용은 다음과 같다.", "■ 첫째는 예산이다.", "▲ 둘째는 인력이다.", "◇ 셋째는 시간이다."],
    "bullets within": ["대상은 ▲서울 ▲부산 ▲대구 등이다.", "나머지는 미정이다."],
    "forgotten stop": ["주민들은 대피하지 않았습니다", "쓰나미는 한 시간 뒤에 왔습니다."],
    "decimal number": ["물가가 3.5% 올랐다.", "금리는 2.50%다."],
    "dotted date without spaces": ["회의는 2014.9.9. 개최됐다.", "물가 상승률은 3.5.", "그는 놀랐다."],
    "list numbers": ["1. 예산은 늘린다.", "2. 인력은 줄인다.", "가. 시기는 미정이다."],
    "list in one line": ["1. 서론", "2. 본론", "3. 결론"],
    "list by syllables in one line": ["가. 시기", "나. 장소는 서울이다.", "다. 참가자"],
    "article of a law": ["제1조. 대한민국은 민주공화국이다.", "제2조. 국민의 요건은 법률로 정한다."],
    "list by ordinals": ["첫째. 공부한다.", "둘째. 잔다."],
    "question and exclamation": ["정말일까?", "그렇다!", "모두 놀랐다."],
    "hanja and brackets": ["최고(最古)의 책이 나왔다(사진).", "값은 만 원이다."],
    "remark after the stop": ["그는 아니라고 했다.(웃음)", "기자들도 웃었다."],
    "remark after a space": [
        "겁이 났죠. (웃음)",
        "그래서 또 갔어요. [일동 박수]",
        "(섬 이야기다.)",
        "이제 안 무섭다.",
    ],
    "what it seemed": ['"아, 늦었구나." 싶었다.', '"이제 됐다." 싶은 날이었다.', "배가 떠났다."],
    "laughter": ["너무 좋아요 ㅋㅋ 정말요? ㅋㅋㅋ", "또 갈게요."],
    "ideographic stops": ["本文이다。", "다음이다。"],
    "months and days": ["접수는 2026. 11. 3.(화)부터 11. 20.(금)까지다.", "면접은 12. 1.이다.", "발표는 그 뒤다."],
    "months and days without a year": [
        "지난 7. 8. 오후 체포됐고 7. 10. 구속됐다.",
        "기소는 7. 24. 오전에 했다.",
        "재판은 그 뒤다.",
    ],
    "numbers that are no months": ["정원은 12.", "3. 시기는 미정이다.", "지난해 정원도 7.", "8명이 왔다."],
    "shortened years": ["기간은 ’24. 1. 1. ~ ’24. 12. 31.이다.", "연장된다."],
    "case number after a date": ["헌재 2024. 8. 29. 2020헌마389 결정이 나왔다.", "입법은 늦었다."],
    "event named by its day": ["지난 12. 3 비상계엄이 있었다.", "정원은 12.", "3명이 지원했다."],
    "articles without a name": ["제1. 목적", "제2. 범위는 따로 정한다."],
    "paragraphs of a law in one line": ["제1항. 원칙", "제2항. 예외"],
    "Roman numerals of one sign": ["Ⅰ. 서론", "Ⅱ. 본론"],
    "title of a work": [
        "영화 ‘안녕하세요?’ 시사회가 열렸다.",
        "예능 '놀면 뭐하니?' 출연자도 왔다.",
        "배우는 웃었다.",
    ],
    "title in its own marks": [
        "그는 『나는 누구인가?』 개정판을 냈다.",
        "영화 《안녕?》 시사회도 열렸다.",
        "끝났다.",
    ],
    "no title": ["“그게 뭔가?”", "사람들이 물었지만 그는 가 버렸다.", "그는 영화를 봤다.", "“왜?”", "눈물이 났다."],
    "other verbs after a quotation": [
        '할머니는 "괜찮아." 하시며 손을 잡았다.',
        '아이는 "싫어!" 하더니 뛰어갔다.',
        "해가 졌다.",
    ],
    "names like verbs after a quotation": [
        '"올림픽은 열린다."',
        "하시모토 위원장은 회견장을 떠났다.",
        '"경기는 끝났다."',
        "하시다 감독은 떠났다.",
        '"책이 나왔다."',
        "하더 교수는 웃었다.",
        "“왜 갔나?”",
        "하시마 섬은 멀다.",
        '"노래하겠다."',
        "하니 씨는 웃었다.",
    ],
    "speech after a work": [
        "다음은 공연 “너무 즐거웠다.”",
        "관객들은 노래했다.",
        "이어진 강연 “그게 다일까?”",
        "학생들은 손을 들었다.",
        "책은 『사람은 무엇인가?』",
        "그 책은 얇다.",
        "다음은 『그 다음은?』",
        "이번 책은 두껍다.",
    ],
    "sound after a quotation": ["“쾅!” 소리와 함께 무너졌다.", "먼지가 일었다.", "“쾅!”", "소리꾼이 외친 말이다."],
    "dots and a full stop": ["그날 밤….", "아무도 자지 못했다.", "그래서... 우리는 졌다."],
    "dots in a quotation": ['"그건…."', "그는 말을 맺지 못했다.", '그는 "아니…" 라며 말을 흐렸다.'],
    "dots after a reason": ["“그러니까… 몰랐어요.”", "학생은 떨었다.", "이겼습니까…", "우리는 졌다."],
    "remark in a quotation": ["“그게 제일 힘들었어요.(웃음)”", "그는 쉬었다.", "“운이 좋았죠. (웃음)”", "비가 왔다."],
    "abbreviations before Hangul": [
        "신곡 ‘밤’ feat. 아이유가 나왔다.",
        "JYP Ent. 소속 가수다.",
        "EP. 3은 내년에 나온다.",
    ],
    "name with an exclamation mark": ["야후!재팬은 남았다.", "야후! 코리아는 떠났다.", "2012년 일이다."],
    "polite title inside quotation marks": ["영화 '사랑합니다 고객 여러분 사랑합니다'가 개봉했다.", "관객이 많다."],
}
ENGLISH = {
    "full stops": ["It rained in Seoul.", "We took umbrellas."],
    "country before a starter": ["The storm moved to the U.S.", "As it came closer, people left."],
    "country before a name": ["The U.S. Senate met.", "It voted on Monday."],
    "title": ["Sens. Lindsey Graham and Jeff Flake met Mr. Lee.", "Dr. Kim was there."],
    "case name": ["The court overturned Roe v. Wade.", "Opinions differ."],
    "exclamation with a speaker": ["“What a day!” Hammel added.", "“We won,” he said."],
    "question with a speaker": ['"Is it over?" the coach asked.', '"No!" John Smith said on Monday.'],
    "question without a speaker": ["“Is it over?”", "Everyone laughed."],
    "quotation mark and capital": ['"It is over."', "The crowd left."],
    "inner end of a quotation": ['"We are ready.', 'We will win," he said.'],
    "company": ["He works for Hyundai Motor Co. in Ulsan.", "She left Kia Corp. Chairman Song stayed."],
    "company before a plural": ["Prices came from Agro Trade Corp.", "Farmers receive less."],
    "time of day": ["It begins at 5 p.m. Eastern time.", "It ends at 9 a.m.", "Doors open early."],
    "month": ["He was born on Sept. 9, 2014.", "She was born in Oct.", "They met later."],
    "number": ["He was No. 5.", "Did he win? No.", "He lost 3.5 to 4."],
    "initials": ["J. R. R. Tolkien and George W. Bush read.", "They liked it."],
    "letter that is no initial": ["Take vitamin C.", "It helps."],
    "list numbers": ["1. First item.", "2. Second item.", "B. Third item."],
    "list in one line": ["I. Introduction", "II. Methods", "III. Results"],
    "steps": ["Step 1. Open the box.", "Step 2. Close it."],
    "time zone": ["The plane left at 9:30 p.m. EST.", "It landed at 5 p.m. EST in Boston."],
    "country before an adverb": ["It happened in the U.K.", "Afterward she left."],
    "weekday": ["He arrived Tues.", "Kim left Weds. evening.", "They met Fri. 9 a.m. at noon."],
    "feet and inches": ["He is 5 ft. 10 in. tall.", "It weighs 5 lb. 3 oz. now."],
    "e-mail and URL": ["Write to a.b@c.com.", "See http://a.b/c.d?e=F.G.", "Then call."],
    "no space": ["This is the end.", "The rest is silence."],
    "file and product names": ["He wrote Node.js code in Report.Final.PDF for ASP.Net today.", "It ran."],
    "brackets": ["He left (see p. 5).", "(She stayed.)", "They met (it rained. It poured.) again."],
    "brand in lower case": ["He bought one.", "iPhone sales rose."],
    "name with an exclamation mark": ["Yahoo! Japan grew.", "It hired."],
    "ellipsis": ["He waited...", "Nobody came.", "It was … well, late."],
    "footnote mark": ["Prices rose.[12]", "Wages fell.¹", "That is all."],
    "number before a new sentence": ["That was in 2014.", "30 people came.", "There were 5.", "They sang."],
    "remark after a space": [
        "I was afraid. (Laughs)",
        "So I went again. [Applause]",
        "(She means the island.)",
        "I sleep well.",
    ],
    "retired": ["Retired Lt. Gen. (ret.) Chang Min-seo agreed.", "Others did not."],
    "time before a subject": [
        "At 3 a.m. Chang woke up.",
        "By about 5:30 p.m. Pyo had left.",
        "It was over at 3 a.m.",
        "Chang slept.",
    ],
    "number that is not exact": ["Approx. 300 people came.", "It seats approx. 250."],
    "Roman numbers and letters": [
        "See Vol. II.",
        "Ch. IV is long.",
        "Fig. B is not.",
        "Was it?",
        "No.",
        "I doubt it.",
    ],
    "letters before a hyphen": [
        "Is it over?",
        "No.",
        "K-pop is back.",
        "He said no.",
        "T-shirts sold out.",
        "She said no.",
        "X users objected.",
        "See Fig. B-2 here.",
    ],
    "numbers of cases, exhibits and rooms": [
        "The court ruled in Case No. C-123 on Monday.",
        "Exhibit No. B-12 and case no. CV2024 were shown.",
        "Case No. II-12 and Law No. VII-2 differ.",
        "Room No. D was locked.",
        "Bus No. M left Building No. C.",
        "It was over.",
    ],
    "answers before letters": [
        "Was it a case?",
        "No.",
        "B-2 bombers flew.",
        "He made his case.",
        "No.",
        "X users objected.",
    ],
    "parts of an address": ["She moved to Apt. 3.", "Rm. 5 is free.", "Rte. 66 is closed."],
    "companies abroad": ["It was sold to Grab Pte. Ltd.", "The buyer is Ace Sdn. Bhd. of Kuala Lumpur."],
    "time of a place": [
        "It starts at 9 a.m. Seoul time.",
        "It ends at 4 p.m. New York time.",
        "It shut at 5 p.m.",
        "This time it rained.",
    ],
    "time that is no place's": [
        "It leaves at 9 a.m.",
        "Flight time is two hours.",
        "It starts at 7 p.m.",
        "Game time may change.",
        "It starts at 6 p.m.",
        "Running time is 110 minutes.",
        "The call at 8 a.m. Beijing time was short.",
        "It opened at 8 a.m. Nanning time.",
        "It shut at 8 p.m. Kunming time.",
        "It opened at 9 a.m.",
        "Boarding time was noon.",
        "It shut at 6 p.m.",
        "Parking time ended.",
    ],
    "weekdays": ["It opens at 9 a.m. Mondays.", "The 10 a.m. Mass was full.", "She woke at 7 a.m.", "Kim slept."],
    "country before a capital": ["Talks were held in the U.S.", "Seoul was absent.", "The U.S. South voted."],
    "place after another abbreviation": [
        "She studies at Hanbit Univ. Seoul campus.",
        "He works at Baro Univ. Seoul Hospital.",
        "It stands at 7 Namsan Blvd. Seoul, South Korea.",
        "She left the Univ. of Seoul for Yonsei Univ. Hospital.",
        "He studies at Seoul National Univ.",
        "Seoul is large.",
        "In Sept. Seoul was hot.",
    ],
    "country before another as an adjective": [
        "The U.S. North Korean Human Rights Act expired.",
        "He shaped U.S. North Korea policy.",
        "She was in the U.S.",
        "North Korean athletes were not.",
    ],
    "country before a country": ["Officials met in the U.S.", "South Korea sent a minister.", "It rained."],
    "country before more starters": ["He lives in the U.S.", "Please write.", "She is in the U.K.", "Neither wrote."],
    "letter before a possessive": ["His blood type is O.", "Hers is AB.", "Dr. K. Hersch knew."],
    "initial before a surname": ["Judge John D. Rather and Mai T. Do spoke.", "Emre Can did not."],
    "stammer": ['"I... I ... I don\'t know," he said.', "“It… It’s dark,” she said.", "He waited...", "She came."],
    "thoughts after a quotation": [
        '"What is next?"',
        "Tenants worried about rents left.",
        '"Who pays?"',
        "Lawmakers thought of taxes first.",
        '"Why not?"',
        "Unions objected to the bill.",
        '"Why me?" Pyo thought.',
        '"Is it over?" I thought to myself.',
        '"What is this?" Kim thought as he sat down.',
        '"Why?" Kim thought, and left.',
        '"Is it fair?"',
        "Kim thought as much.",
        '"Is it cheap?"',
        "Pyo thought to himself that it was.",
    ],
    "apposition to a speaker": [
        '"Who is it?" Kim, 43, asked.',
        '"Is it over?" Lee, the coach, muttered.',
        '"Go!"',
        "Lee, the coach, left.",
    ],
    "letters of a list": ["a. Open the box.", "b. Close it."],
    "dash": ["He left.", "— By Shin Hyon-hee"],
}


@pytest.mark.parametrize("sentences", KOREAN.values(), ids=KOREAN)
def test_korean(sentences):
    gap = "" if sentences[0] in ("그는 돈을 아꼈다.", "그는 말했다.") else " "
    assert split_sentences(gap.join(sentences), "ko") == _cut(sentences, "ko")


@pytest.mark.parametrize("sentences", ENGLISH.values(), ids=ENGLISH)
def test_english(sentences):
    gap = "" if sentences[0] == "This is the end." else " "
    assert split_sentences(gap.join(sentences), "en") == _cut(sentences, "en")


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ko", ["매출은 3조원을 기록했다.", "2023년에는 2조원이었다."]),
        ("ko", ["버전은 2.0.1이다.", "3.5%다.", "올해는 높다."]),
        ("en", ["The bill passed in 2014.", "The next one failed."]),
        ("en", ["It rose 3.2%.", "The won fell (in May).", "The rest stayed."]),
        ("en", ["1.Introduction to f(x).Then and 3.5.Beta"]),
    ],
)
def test_forgotten_spaces(language, sentences):
    assert split_sentences("".join(sentences), language) == sentences


@pytest.mark.parametrize("space", ["\u200b", "\ufeff", "\u200b ", "\u200b\u200b "])
def test_zero_width_spaces_after_a_full_stop(space):
    assert split_sentences(f"비가 왔다.{space}눈도 3.\u200b5㎝ 왔다.", "ko") == [
        f"비가 왔다.{space.rstrip()}",
        "눈도 3.\u200b5㎝ 왔다.",
    ]
    assert split_sentences(f"It rained.{space}She left.", "en") == [f"It rained.{space.rstrip()}", "She left."]


QUOTING = """
하시네요 하시므로 하시려고 하시거나 하시다가 하시도록 하시곤 하시잖아 하시나 하시건만 하시구나 하시군요 하십니다 하셔요
하더랍니다 하더구나 하더만
"""


@pytest.mark.parametrize("verb", QUOTING.split())
def test_forms_of_one_verb_after_a_quotation(verb):
    assert split_sentences(f'할머니는 "온다." {verb}. 비가 왔다.', "ko") == [
        f'할머니는 "온다." {verb}.',
        "비가 왔다.",
    ]


def _cut(sentences, language):
    """Two sentences in one string of the tables above, such as "Did he win? No.", count as two."""
    return [piece for sentence in sentences for piece in sentence.replace("? No.", "?\nNo.").split("\n")]


class TestQuotes:
    def test_keep_leaves_quotations_whole(self):
        text = '그는 "우리는 간다. 반드시 이긴다"고 말했다. 관중은 환호했다.'
        assert split_sentences(text, "ko", quotes="keep") == [
            '그는 "우리는 간다. 반드시 이긴다"고 말했다.',
            "관중은 환호했다.",
        ]

    def test_keep_leaves_english_quotations_whole(self):
        text = "‘I don’t know. It’s fine.’ he said. “Go! Now!” The dogs’ owner left."
        assert split_sentences(text, "en", quotes="keep") == [
            "‘I don’t know. It’s fine.’ he said.",
            "“Go! Now!”",
            "The dogs’ owner left.",
        ]

    def test_inch_marks_are_no_quotation_marks(self):
        text = 'The 5\'10" man left. He was 6\'2" tall. Then "he ate in 1999. It is 2014" was heard.'
        assert split_sentences(text, "en", quotes="keep") == [
            "The 5'10\" man left.",
            "He was 6'2\" tall.",
            'Then "he ate in 1999. It is 2014" was heard.',
        ]

    @pytest.mark.parametrize("quotes", ["split", "keep"])
    def test_a_lost_quotation_mark_joins_nothing(self, quotes):
        text = "“We are ready. We will win. They know it."
        assert split_sentences(text, "en", quotes=quotes) == ["“We are ready.", "We will win.", "They know it."]

    def test_a_quotation_ends_with_its_paragraph(self):
        text = '"We are ready. We will win.\n"They know it." Nobody spoke.'
        expected = ['"We are ready.', "We will win.", '"They know it."', "Nobody spoke."]
        assert split_sentences(text, "en", quotes="keep") == expected


class TestUnpunctuated:
    TEXT = "오늘은 날씨가 정말 좋았어요 그래서 친구랑 공원에 갔는데 사람이 많더라구요 그래도 재밌었어요"

    def test_kiwi_cuts_runs_without_stops(self):
        sentences = split_sentences(f"{self.TEXT}\n비가 왔다. 우산을 썼다.", "ko", unpunctuated="kiwi")
        assert sentences == [
            "오늘은 날씨가 정말 좋았어요",
            "그래서 친구랑 공원에 갔는데 사람이 많더라구요",
            "그래도 재밌었어요",
            "비가 왔다.",
            "우산을 썼다.",
        ]

    def test_keep_does_not(self):
        assert split_sentences(self.TEXT, "ko") == [self.TEXT]

    def test_kiwi_reads_what_it_cannot_encode(self):
        text = f"\ud800 {self.TEXT}"
        spans = sentence_spans(text, "ko", unpunctuated="kiwi")
        assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


class TestInput:
    def test_line_breaks_are_boundaries(self):
        assert split_sentences("서울시\r\n예산 편성\n\n  끝 ", "ko") == ["서울시", "예산 편성", "끝"]

    def test_other_line_separators_are_white_space(self):
        assert split_sentences("서울시\u2028예산 편성", "ko") == ["서울시\u2028예산 편성"]

    def test_nothing(self):
        assert sentence_spans(" \n\u3000", "ko") == []

    def test_decomposed_hangul_keeps_its_offsets(self):
        text = "\u1107\u1175\u1100\u1161 \u110b\u116a\u11bb\u1103\u1161. \u1100\u1173\u1105\u1162."
        assert sentence_spans(text, "ko") == [(0, 11), (12, 17)]

    def test_regional_tags(self):
        assert split_sentences("One. Two.", "en-GB") == ["One.", "Two."]

    def test_other_language(self):
        with pytest.raises(LanguageError, match="'ja'"):
            sentence_spans("本文。", "ja")

    @pytest.mark.parametrize("option", ["quotes", "unpunctuated"])
    def test_unknown_option(self, option):
        with pytest.raises(ConfigurationError, match=option):
            sentence_spans("One.", "en", **{option: "perhaps"})


TEXTS = st.text(
    st.sampled_from("가다니습요A.a1 .,!?…\"'“”‘’()[]\n\t\ud800😀\u200b「」-") | st.characters(), max_size=60
)


class TestProperties:
    @settings(max_examples=300)
    @given(TEXTS, st.sampled_from(["ko", "en"]), st.sampled_from(["split", "keep"]))
    def test_spans_cover_all_but_white_space(self, text, language, quotes):
        place = 0
        for start, end in sentence_spans(text, language, quotes=quotes):
            assert not text[place:start].strip()
            assert start < end
            assert text[start:end] == text[start:end].strip()
            assert "\n" not in text[start:end]
            place = end
        assert not text[place:].strip()

    @settings(max_examples=100)
    @given(st.lists(TEXTS, max_size=4), st.sampled_from(["ko", "en"]))
    def test_paragraphs_are_split_one_by_one(self, paragraphs, language):
        alone = [sentence for paragraph in paragraphs for sentence in split_sentences(paragraph, language)]
        assert split_sentences("\n".join(paragraphs), language) == alone

    @pytest.mark.parametrize("unit", ['"', ".", "1.", "(", "(.", '."', "가.", "다. 습니다 ", "'", "U.S. ", '!" A b '])
    def test_long_monotonous_text_ends(self, unit):
        text = unit * (200_000 // len(unit))
        assert sentence_spans(text, "ko", quotes="keep")[-1][1] == len(text.rstrip())


class TestArticle:
    def test_only_the_body_is_split(self):
        text = "비. 눈. 바람.\n비가 왔다. 우산을 썼다.\n"
        article = Article(
            text,
            "ko",
            [
                Fragment(FragmentKind.HEADLINE, "비. 눈. 바람.", 0, 9),
                Fragment(FragmentKind.BODY, text[10:24], 10, 24),
            ],
            id="rain",
            metadata={"outlet": "날씨신문"},
        )
        split = split_article(article)
        assert [(fragment.kind, fragment.text) for fragment in split] == [
            ("headline", "비. 눈. 바람."),
            ("body", "비가 왔다."),
            ("body", "우산을 썼다."),
        ]
        assert (split.id, split.metadata, split.text) == ("rain", {"outlet": "날씨신문"}, text)
        assert split_article(split) == split

    def test_quotes_reach_the_body(self):
        text = '"비가 온다. 우산을 써라"고 했다.'
        article = Article(text, "ko", [Fragment(FragmentKind.BODY, text, 0, len(text))])
        assert len(split_article(article)) == 2
        assert len(split_article(article, quotes="keep")) == 1
