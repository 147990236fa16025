import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.names import byline_names, match_bylines

NAMES = {
    "홍길동 기자": ["홍길동"],
    "홍길동기자": ["홍길동"],
    "홍길동 기자 =": ["홍길동"],
    "(서울=연합뉴스) 홍길동 기자 =": ["홍길동"],
    "(서울·도쿄=연합뉴스) 홍길동 김철수 특파원 =": ["홍길동", "김철수"],
    "[서울=뉴시스]홍길동 기자 =": ["홍길동"],
    "(서울=뉴스1) 홍길동 기자 =": ["홍길동"],
    "[아시아경제 홍길동 기자]": ["홍길동"],
    "[헤럴드경제=홍길동 기자]": ["홍길동"],
    "홍길동·김철수 기자": ["홍길동", "김철수"],
    "홍길동 기자, 김철수 기자": ["홍길동", "김철수"],
    "홍길동 기자 김철수 인턴기자": ["홍길동", "김철수"],
    "홍길동 및 김철수 기자": ["홍길동", "김철수"],
    "글=홍길동 기자, 사진=김철수 기자": ["홍길동", "김철수"],
    "글·사진=홍길동 기자": ["홍길동"],
    "도쿄=홍길동 특파원": ["홍길동"],
    "워싱턴/홍길동 특파원": ["홍길동"],
    "워싱턴=홍길동·뉴욕=김철수 특파원": ["홍길동", "김철수"],
    "홍길동 워싱턴특파원": ["홍길동"],
    "홍길동 워싱턴 특파원": ["홍길동"],
    "정치부 홍길동 선임기자": ["홍길동"],
    "홍길동 기자 hong@yna.co.kr": ["홍길동"],
    "홍길동 기자(hong@yna.co.kr)": ["홍길동"],
    "홍길동 논설위원": ["홍길동"],
    "YTN 홍길동 [hong@ytn.co.kr]": ["홍길동"],
    "홍길동 영화평론가": ["홍길동"],
    "홍길동 대중음악평론가": ["홍길동"],
    "홍길동 경제학자·김철수 문학평론가": ["홍길동", "김철수"],
    "홍길동 번역가": ["홍길동"],
    "홍길동 소설가": ["홍길동"],
    "홍길동 시인": ["홍길동"],
    "홍길동 요리연구가": ["홍길동"],
    "이시인 기자": ["이시인"],
    "KBS 뉴스 홍길동입니다.": ["홍길동"],
    "남궁민·황보승 기자": ["남궁민", "황보승"],
    "마이클 김 특파원": ["마이클 김"],
    "온라인뉴스팀": [],
    "By 신현희": ["신현희"],
    "By Hong Gil-dong": ["Hong Gil-dong"],
    "BY HONG GIL-DONG [hong.gildong@joongang.co.kr]": ["HONG GIL-DONG"],
    "By Hong Gil-dong and Kim Chul-soo": ["Hong Gil-dong", "Kim Chul-soo"],
    "By Hong Gil-dong, Kim Chul-soo and Lee Young-hee, Staff reporters": [
        "Hong Gil-dong",
        "Kim Chul-soo",
        "Lee Young-hee",
    ],
    "By Shin Hyon-hee, Korea Herald correspondent": ["Shin Hyon-hee"],
    "By Choi He-suk / Korea Herald": ["Choi He-suk"],
    "Hong Gil-dong (hong@heraldcorp.com)": ["Hong Gil-dong"],
    "Hong Gil-dong\nStaff reporter": ["Hong Gil-dong"],
    "Reporting by Hong Gil-dong; Editing by Jack Kim": ["Hong Gil-dong", "Jack Kim"],
    "By K.J. Hong in Seoul": ["K.J. Hong"],
    "석다솜 의학전문기자": ["석다솜"],
    "암만(요르단)=홍길동 특파원 hong@example.com": ["홍길동"],
    "글·사진 홍길동 여행작가": ["홍길동"],
    "강릉=글·사진 김철수 사진작가": ["김철수"],
    "글·사진 홍길동(여행작가)": ["홍길동"],
    "탐사보도팀 = 홍길동·김철수 기자, 그래픽 = 석다솜": ["홍길동", "김철수", "석다솜"],
    "Text and photos by Hong Gil-dong, travel writer": ["Hong Gil-dong"],
    "Story and photos by Hong Gil-dong": ["Hong Gil-dong"],
    "Text & photos by Hong Gil-dong": ["Hong Gil-dong"],
    "Text, photos by Hong Gil-dong": ["Hong Gil-dong"],
    "Written and photographed by Hong Gil-dong": ["Hong Gil-dong"],
    "Photos and text by Hong Gil-dong": ["Hong Gil-dong"],
    "Text by Hong Gil-dong, photos by Oh Bit": ["Hong Gil-dong", "Oh Bit"],
    "Interview by Hong Gil-dong": ["Hong Gil-dong"],
    "글·사진=김철수 여행전문 기자": ["김철수"],
    "김철수 국제부장": ["김철수"],
    "홍길동 김철수 부장": ["홍길동", "김철수"],
    "By Suk Da-som, medical correspondent": ["Suk Da-som"],
    "By The Korea Herald": [],
    "By Yonhap": [],
    "AFP-Yonhap": [],
    "By Hong Gil-dong, AP-Yonhap": ["Hong Gil-dong"],
    "[스포츠조선 홍길동 기자]": ["홍길동"],
    "기자명 홍길동 기자": ["홍길동"],
    "기자명 홍길동·김철수 기자 (hong@example.com)": ["홍길동", "김철수"],
    "기영명 홍길동 기자": ["기영명", "홍길동"],
    "홍길동 서울대 교수": ["홍길동"],
    "서울대 홍길동 교수": ["홍길동"],
    "": [],
}


@pytest.mark.parametrize(("byline", "names"), NAMES.items())
def test_names_in_a_byline(byline, names):
    assert list(byline_names(byline)) == names


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("신현희 기자 heeshin@heraldcorp.com", "By Shin Hyon-hee"),
        ("신현희 기자 heeshin@heraldcorp.com", "By 신현희"),
        ("홍길동·김철수 기자", "By Hong Gil-dong and Kim Chul-soo"),
        ("홍길동·김철수 기자", "By Kim Chul-soo and Hong Gil-dong"),
        ("홍길동·김철수 기자", "By Hong Gil-dong"),
        ("홍길동·김철수 기자", "By Hong Gil-dong and Lee Young-hee"),
        ("(워싱턴=연합뉴스) 홍길동 특파원 =", "By Hong Gil-dong, Yonhap"),
        ("마이클 김 특파원", "By Michael Kim"),
    ],
)
def test_bylines_of_the_same_people_match(korean, english):
    assert match_bylines(korean, english) > 0.9


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("홍길동 기자", "By Hong Myung-hee"),
        ("홍길동·김철수 기자", "By Hong Myung-hee and Kim Young-ran"),
        ("온라인뉴스팀", "By Hong Gil-dong"),
        ("홍길동 기자", "By Yonhap"),
        ("", ""),
    ],
)
def test_other_bylines_do_not_match(korean, english):
    assert match_bylines(korean, english) < 0.1


def test_more_names_in_common_are_more_certain():
    one = match_bylines("홍길동 기자", "By Hong Gil-dong")
    two = match_bylines("홍길동·김철수 기자", "By Hong Gil-dong and Kim Chul-soo")
    half = match_bylines("홍길동·김철수 기자", "By Hong Gil-dong and Lee Young-hee")
    assert half < one < two


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.text(st.sampled_from("홍길동김철수기자 특파원=·,/()[]@.aBy\n&"), max_size=80))
)
def test_any_text_gives_names_that_stand_in_it(byline):
    letters = "".join(character for character in byline if character.isalnum())
    for name in byline_names(byline):
        assert name
        assert all(word in letters or word in byline for word in name.split())


def test_running_text_names_nobody():
    assert byline_names("홍길동 기자가 말했다. " * 100) == ()
