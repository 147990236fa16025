import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.errors import ConfigurationError
from bialign.names import RomanizationSystem, romanize, romanize_spans

# The examples of the Ministry's notice 2000-8, in the lower case that all output has.
MINISTRY = """
구미 gumi, 영동 yeongdong, 백암 baegam, 옥천 okcheon, 합덕 hapdeok, 호법 hobeop, 월곶 wolgot, 벚꽃 beotkkot, 한밭 hanbat,
구리 guri, 설악 seorak, 칠곡 chilgok, 임실 imsil, 울릉 ulleung, 대관령 daegwallyeong,
백마 baengma, 신문로 sinmunno, 종로 jongno, 왕십리 wangsimni, 별내 byeollae, 신라 silla, 학여울 hangnyeoul, 알약 allyak,
해돋이 haedoji, 같이 gachi, 굳히다 guchida, 맞히다 machida, 좋고 joko, 놓다 nota, 잡혀 japyeo, 낳지 nachi,
묵호 mukho, 집현전 jiphyeonjeon, 압구정 apgujeong, 낙동강 nakdonggang, 죽변 jukbyeon, 낙성대 nakseongdae, 합정 hapjeong,
팔당 paldang, 샛별 saetbyeol, 울산 ulsan, 중앙 jungang, 반구대 bangudae, 세운 seun, 해운대 haeundae, 부산 busan,
세종 sejong, 충청북도 chungcheongbukdo, 제주도 jejudo, 의정부시 uijeongbusi, 양주군 yangjugun, 도봉구 dobonggu,
신창읍 sinchangeup, 당산동 dangsandong, 종로2가 jongno2ga, 남산 namsan, 속리산 songnisan, 금강 geumgang, 독도 dokdo,
경복궁 gyeongbokgung, 무량수전 muryangsujeon, 연화교 yeonhwagyo, 극락전 geungnakjeon, 안압지 anapji,
남한산성 namhansanseong, 화랑대 hwarangdae, 불국사 bulguksa, 현충사 hyeonchungsa, 독립문 dongnimmun, 오죽헌 ojukheon,
촉석루 chokseongnu, 종묘 jongmyo, 다보탑 dabotap, 광희문 gwanghuimun
"""
TRANSLITERATED = """
집 jib, 짚 jip, 밖 bakk, 값 gabs, 붓꽃 buskkoch, 먹는 meogneun, 독립 doglib, 문리 munli, 물엿 mul-yeos, 굳이 gud-i, 좋다 johda,
가곡 gagog, 조랑말 jolangmal, 없었습니다 eobs-eoss-seubnida
"""
NAMES = "민용하 minyongha, 송나리 songnari, 한복남 hanboknam, 홍빛나 hongbitna, 윤석열 yunseokyeol"
SOUND_CHANGES = """
닭이 dalgi, 닭과 dakgwa, 맑게 malge, 값이 gapsi, 앉아 anja, 많아 mana, 많다 manta, 않는 anneun, 싫어 sireo, 뚫는 ttulleun, 넋 neok,
놓는 nonneun, 좋아 joa, 쌓여 ssayeo, 깎아 kkakka, 있어 isseo, 밟는 bamneun, 넓다 neolda, 읽히다 ilkida, 앉히다 anchida,
닫히다 dachida, 못하다 motada, 착하게 chakage, 각하는 gakhaneun, 생각하는 saenggakaneun, 첫해 cheothae, 축하합니다 chukhahamnida,
국회 gukhoe, 협력 hyeomnyeok, 부엌문 bueongmun, 앞문 ammun, 꽃잎 kkonnip, 서울역 seoullyeok, 생산량 saengsannyang,
남대문로 namdaemunno, 칼날 kallal, 값어치 gabeochi, 직행열차 jikhaengnyeolcha, 시청역 sicheongnyeok, 잠실역 jamsillyeok,
사당역 sadangnyeok, 대전역에서 daejeonnyeogeseo, 구역 guyeok, 면역 myeonyeok, 윗잇몸 winninmom, 첫아들 cheodadeul,
값있는 gabinneun
"""
MCCUNE_REISCHAUER = """
한글 han'gŭl, 서울 sŏul, 부산 pusan, 평양 p'yŏngyang, 김치 kimch'i, 전라도 chŏllado, 독립문 tongnimmun, 왕십리 wangsimni,
대한민국 taehanmin'guk, 백제 paekche, 고구려 koguryŏ, 발해 parhae, 갈등 kaltŭng, 찌개 tchigae, 까치 kkach'i, 좋다 chot'a,
옷소매 ossomae, 밖에 pakke, 굳이 kuji, 물엿 mullyŏt, 쉬다 shwida, 학까지 hakkaji, 에어 eŏ, 아에 aë, 묵호 mukho
"""
YALE = """
한글 hankul, 독립문 toklipmun, 같이 kath.i, 늙은 nulk.un, 학교 hak.kyo, 국회 kwuk.hoy, 좋다 cohta, 않고 anhko, 값이 kaps.i,
중앙 cwungang, 우리 wuli, 무 mu, 뼈 ppye, 의사 uysa, 왕 wang, 쥐 cwi, 아야 aya, 애아 ay.a
"""


def pairs(table):
    return [tuple(entry.split()) for entry in table.replace("\n", " ").split(",")]


@pytest.mark.parametrize(("hangul", "latin"), pairs(MINISTRY))
def test_the_ministrys_examples(hangul, latin):
    assert romanize(hangul) == latin


@pytest.mark.parametrize(("hangul", "latin"), pairs(SOUND_CHANGES))
def test_sound_changes_that_revised_romanization_writes(hangul, latin):
    assert romanize(hangul, system="revised") == latin


@pytest.mark.parametrize(("hangul", "latin"), pairs(NAMES))
def test_names_have_no_sound_changes_between_their_syllables(hangul, latin):
    assert romanize(hangul, name=True) == latin


@pytest.mark.parametrize(("hangul", "latin"), pairs(TRANSLITERATED))
def test_the_ministrys_examples_of_transliteration(hangul, latin):
    assert romanize(hangul, system="transliteration") == latin


@pytest.mark.parametrize(("hangul", "latin"), pairs(MCCUNE_REISCHAUER))
def test_mccune_reischauer(hangul, latin):
    assert romanize(hangul, system="mccune-reischauer") == latin


@pytest.mark.parametrize(("hangul", "latin"), pairs(YALE))
def test_yale(hangul, latin):
    assert romanize(hangul, system=RomanizationSystem.YALE) == latin


def test_a_name_in_mccune_reischauer_is_voiced_but_not_assimilated():
    assert romanize("복남", system="mccune-reischauer", name=True) == "poknam"
    assert romanize("대중", system="mccune-reischauer", name=True) == "taejung"


def test_everything_but_hangul_syllables_stays():
    text = "SEOUL, 9 Sept. — 日本 ㅋㅋㅋ 😀\t한글\n"
    assert romanize(text) == text.replace("한글", "hangeul")


def test_sound_changes_do_not_cross_spaces():
    assert romanize("독립 문") == "dongnip mun"


def test_conjoining_jamo_are_read_as_syllables():
    assert romanize(unicodedata.normalize("NFD", "독립문")) == "dongnimmun"


def test_an_unknown_system_is_named_with_those_that_are_known():
    with pytest.raises(ConfigurationError, match=r"'hepburn'; known are revised, transliteration, mccune"):
        romanize("한글", system="hepburn")


def test_spans_tell_which_syllable_a_piece_stands_for():
    spans = [(span.text, span.start, span.end) for span in romanize_spans("9월 독립문")]
    assert spans == [("9", 0, 1), ("wol", 1, 2), (" ", 2, 3), ("dong", 3, 4), ("nim", 4, 5), ("mun", 5, 6)]


def test_spans_of_conjoining_jamo_have_the_offsets_of_the_original():
    text = unicodedata.normalize("NFD", "한글")
    assert [(span.text, span.start, span.end) for span in romanize_spans(text)] == [("han", 0, 3), ("geul", 3, 6)]


hangul_texts = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), st.sampled_from(" a1·ㄱ\u1112\u1161\u11ab😀")
    )
)


@settings(max_examples=150)
@given(st.one_of(hangul_texts, st.text()), st.sampled_from(RomanizationSystem), st.booleans())
def test_spans_tile_the_text_and_say_what_romanize_says(text, system, name):
    spans = romanize_spans(text, system=system, name=name)
    assert "".join(span.text for span in spans) == romanize(text, system=system, name=name)
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])] if text else spans == ()
    assert not spans or spans[-1].end == len(text)


@settings(max_examples=100)
@given(hangul_texts)
def test_no_hangul_syllable_is_left(text):
    assert not any("가" <= character <= "힣" for character in romanize(text))


# The reverse of transliteration: what is written between marks, read with as much as possible in the next syllable.
@settings(max_examples=150)
@given(
    st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4),
    st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4),
)
def test_transliterations_of_different_words_differ(first, second):
    assert (romanize(first, system="transliteration") == romanize(second, system="transliteration")) == (
        first == second
    )
