import hashlib
import pickle
import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.errors import ConfigurationError
from bialign.names import NameIndex, match_many, match_names

KOREAN = """
신현희=Shin Hyon-hee|이상득=Lee Sang-deuk|이범석=Rhee Beom-seok|이광수=Yi Kwang-su|박흥식=Park Heung-sik|박흥식=Pak Hung-sik|
박찬주=Bak Chan-ju|최인호=Choi In-ho|최인호=Choe In Ho|최종현=Chey Jong-hyun|정일권=Chung Il-kwon|정일권=Jeong Il-gwon|
정일권=Jung Ilkwon|정일권=Cheong Il-kwon|노진환=Roh Jin-hwan|노진환=Noh Jin-hwan|유치진=Yoo Chi-jin|유치진=Yu Chi-jin|유치진=Ryu Chi Jin|
홍길동=Hong Gil-dong|홍길동=Hong Gildong|홍길동=Hong Gil Dong|홍길동=Gil-dong Hong|홍길동=Hong, Gil-dong|홍길동=HONG GIL-DONG|
홍길동=Hong Kil-tong|홍길동=G.D. Hong|홍길동=Hong G.D.|홍길동=GD Hong|남궁억=Namgung Eok|남궁억=Namkoong Eok|황보인=Hwangbo In|
황보인=Hwang Bo In|선우진=Sunwoo Jin|리영희=Ri Yong-hui|림춘추=Rim Chun-chu|최용건=Choe Yong-gon|김책=Kim Chaek|
허담=Ho Dam|임화=Lim Hwa|백선엽=Paik Sun-yup|오윤=Oh Yoon|김화진=Kim Whajin
"""
FOREIGN = """
아베 신조=Shinzo Abe|오바마=Obama|오바마=Barack Obama|버락 오바마=Obama|트럼프=Donald Trump|도널드 트럼프=Donald J. Trump|마크롱=Macron|
에마뉘엘 마크롱=Emmanuel Macron|젤렌스키=Zelenskyy|볼로디미르 젤렌스키=Volodymyr Zelensky|시진핑=Xi Jinping|
블라디미르 푸틴=Vladimir Putin|응우옌쑤언푹=Nguyen Xuan Phuc|앙겔라 메르켈=Angela Merkel|조지 W. 부시=George Bush|
조지 부시=George W. Bush|무함마드 알하산=Mohammed al-Hassan|다나카 히로시=Hiroshi Tanaka|후안 곤살레스=Juan Gonzalez|
마이클 김=Michael Kim|세르게이 이바노프=Sergei Ivanov|위르겐 뮐러=Jürgen Müller|JD 밴스=J.D. Vance
"""
DIFFERENT = """
박근혜=Park Won-soon|김철수=Kim Young-hee|이명박=Lee Hoi-chang|정몽구=Chung Eui-sun|홍길동=Hong Myung-bo|남궁민=Namkoong Whon|
최경환=Choi Soon-sil|오바마=Osama bin Laden|도널드 트럼프=Donald Tusk|도널드 트럼프=Ivanka Trump|아베 신조=Shigeru Ishiba|
시진핑=Hu Jintao|로버트 게이츠=Robert Fico|신현희=Kim Chul-soo|트럼프=Tokyo
"""


def pairs(table):
    return [tuple(entry.split("=")) for entry in table.replace("\n", "").split("|")]


@pytest.mark.parametrize(("korean", "english"), pairs(KOREAN))
def test_press_spellings_of_korean_names_match(korean, english):
    assert match_names(korean, english) > 0.7


@pytest.mark.parametrize(("korean", "english"), pairs(FOREIGN))
def test_foreign_names_match_by_sound(korean, english):
    assert match_names(korean, english) > 0.7


@pytest.mark.parametrize(("korean", "english"), pairs(DIFFERENT))
def test_other_people_do_not_match(korean, english):
    assert match_names(korean, english) < 0.3


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("홍길동 기자", "Hong Gil-dong, Staff reporter"),
        ("홍길동기자", "Hong Gil-dong, Korea Herald correspondent"),
        ("홍길동 국제부 특파원", "By Hong Gil-dong"),
        ("홍길동 전 대통령", "former President Hong Gil-dong"),
        ("홍길동 의원", "Rep. Hong Gil-dong"),
        ("홍길동 씨", "Dr. Hong Gil-dong"),
        ("홍길동(洪吉童·47)", "Hong Gil-dong"),
        ("홍길동 서울시장", "Hong Gil-dong"),
        ("홍길동 전 서울시장", "Hong Gil-dong"),
        ("홍길동 경기지사", "Hong Gil-dong"),
        ("홍길동 제주특별자치도지사", "Hong Gil-dong"),
        ("홍길동 경찰청장", "Hong Gil-dong"),
        ("홍길동 강남구청장", "Hong Gil-dong"),
        ("홍길동 서울시교육감", "Hong Gil-dong"),
        ("홍길동 서울대 교수", "Hong Gil-dong"),
        ("고(故) 홍길동", "Hong Gil-dong"),
        ("故 홍길동 회장", "Hong Gil-dong"),
        ("고 홍길동 전 대통령", "Hong Gil-dong"),
    ],
)
def test_titles_make_no_difference(korean, english):
    assert match_names(korean, english) == match_names("홍길동", "Hong Gil-dong")


@pytest.mark.parametrize(
    ("korean", "english"),
    [("고 은희", "Ko Eun-hee"), ("김 철수시장", "Kim Chul-soo"), ("마이클 블룸버그 시장", "Michael Bloomberg")],
)
def test_a_name_beside_a_title_stays(korean, english):
    assert match_names(korean, english) > 0.9


def test_a_surname_alone_leaves_the_question_open():
    other, alone, whole = (match_names("박근혜", english) for english in ("Park Won-soon", "Park", "Park Geun-hye"))
    assert other < 0.1 < alone < 0.5
    assert whole > 0.9


def test_a_rare_surname_tells_more_than_a_frequent_one():
    assert match_names("황보민", "Hwangbo Min") > match_names("김민", "Kim Min")


@pytest.mark.parametrize(("written", "spelt"), [("김라희", "Kim Na-hee"), ("이라영", "Lee Na-young")])
def test_n_stands_for_l_where_it_sounds_so_and_is_doubtful_elsewhere(written, spelt):
    assert match_names(written, spelt) < 0.7 < match_names(written.replace("라", "나"), spelt)
    assert match_names("신동렬", "Shin Dong-nyul") > 0.99


def test_conjoining_jamo_and_marks_make_no_difference():
    assert match_names(unicodedata.normalize("NFD", "신현희"), "Shin Hyon-hee") == match_names(
        "신현희", "Shin Hyon-hee"
    )
    assert match_names("하비에르 페냐", unicodedata.normalize("NFD", "Javier Peña")) == match_names(
        "하비에르 페냐", "Javier Pena"
    )


def test_names_in_the_same_script_are_compared_letter_by_letter():
    assert match_names("신현희", "신현희 기자") > 0.9
    assert match_names("신현희", "신현주") < 0.1
    assert match_names("Kim Arin", "Kim Arin") > 0.9
    assert match_names("Kim Arin", "Kim Aron") < 0.1


@pytest.mark.parametrize(
    ("korean", "english"), [("", "Kim"), ("홍길동", ""), ("", ""), ("123", "?!"), ("홍길동", "   "), ("·", "-")]
)
def test_nothing_matches_no_name(korean, english):
    assert match_names(korean, english) == 0


def test_a_sentence_is_no_name():
    assert match_names("홍길동 " * 200, "Hong Gil-dong") == 0
    assert match_names("홍길동", "Hong Gil-dong " * 200) == 0


def test_many_names_at_once_have_the_shape_of_the_two_lists():
    assert match_many(["홍길동", "김철수"], ["Hong Gil-dong"]).shape == (2, 1)
    assert match_many([], ["Hong Gil-dong"]).shape == (0, 1)
    assert match_many(["홍길동"], []).shape == (1, 0)


def test_names_may_come_from_a_generator_and_are_texts():
    names, spellings = ["신현희", "박근혜"], ["Park Geun-hye", "Shin Hyon-hee"]
    assert np.array_equal(match_many(iter(names), iter(spellings)), match_many(names, spellings))
    for koreans, englishes in (([None], spellings), (names, [None])):
        with pytest.raises(ConfigurationError, match="Text 1 of the list is None, no text"):
            match_many(koreans, englishes)


@pytest.mark.parametrize(("koreans", "englishes"), [("홍길동", ["Hong"]), (["홍길동"], "Hong")])
def test_one_name_is_not_taken_for_a_list_of_its_letters(koreans, englishes):
    with pytest.raises(ConfigurationError, match="Expected a list of names, not the text"):
        match_many(koreans, englishes)


def test_an_index_finds_the_names_among_many():
    names = [f"{surname} {given}" for surname in ("Kim", "Lee", "Park") for given in ("Min-soo", "Ji-won", "Hye-jin")]
    index = NameIndex([*names, "신현희", ""])
    assert len(index) == len(names) + 2
    assert index.names[int(index.match("박지원").argmax())] == "Park Ji-won"
    assert index.match("신현희")[len(names)] > 0.9
    assert index.match("신현희")[-1] == 0


korean_names = st.one_of(
    st.text(st.sampled_from("김이박최정남궁황보홍길동철수영희민지현아베신조트럼프 ·JD.기자"), max_size=8),
    st.text(max_size=12),
)
english_names = st.one_of(
    st.text(st.sampled_from("HongGilduKimChsoABJ -.,'éüø신현희"), max_size=16), st.text(max_size=12)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(korean_names, max_size=4), st.lists(english_names, max_size=6))
def test_every_pair_has_the_probability_that_it_has_alone(koreans, englishes):
    together = match_many(koreans, englishes)
    alone = np.array([[match_names(korean, english) for english in englishes] for korean in koreans], np.float32)
    np.testing.assert_array_equal(together, alone.reshape(together.shape))
    assert ((together >= 0) & (together <= 1)).all()


def test_names_of_all_numbers_of_words_and_a_full_block_keep_their_places():
    names = [f"Kim {'Min' * (number % 3 + 1)}-soo{' Lee' * (number % 4)}" for number in range(1100)]
    names[700] = "Shin Hyon-hee"
    scores = NameIndex(names).match("신현희")
    assert int(scores.argmax()) == 700
    assert scores[37] == np.float32(match_names("신현희", names[37]))


def test_the_package_is_light_until_names_are_matched():
    code = "import sys, bialign.names; bialign.names.romanize('가'); assert 'numpy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_probabilities_do_not_depend_on_the_hash_seed():
    code = "from bialign.names import match_many; print(match_many(['신현희', '아베 신조', '호날두'], ['Shin Hyon-hee', 'Shinzo Abe', 'Cristiano Ronaldo']).tobytes().hex())"
    digests = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
            ).stdout
        ).hexdigest()
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_an_index_asked_for_many_names_grows_by_their_sounds_alone():
    index = NameIndex(["Trump", "Biden"])
    words = [first + second for first in "가나다라마" for second in "바사아자차"]
    for word in words:
        index.match(f"{word} {word}")
    before = len(pickle.dumps(index))
    for first in words:
        for second in words:
            index.match(f"{first} {second}")
    assert len(pickle.dumps(index)) == before
