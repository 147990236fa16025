"""Korean word lists that tell numbers and short names from other words: tables only."""

from __future__ import annotations

#: White space.
SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())

#: Counters, and nouns that are counted without one.
COUNTERS = """
명 개국 개 대 권 번 건 마리 사람 가지 차례 곳 채 척 발 편 벌 장 통 표 석 점 골 승 패 무 세트 게임 경기 타 안타
홈런 배 살 세 인 가구 군데 쌍 잔 병 그루 송이 켤레 자루 팀 회 줄 층 동 호 위 차 쪽 페이지 단계 종 종류 부 구
필 량 기 문 정 군 시 시즌 개월 나라 남자 여자 아이 아들 딸 자녀 형제 도시 지역 회사 업체 기업 은행 학교 대학
국가 국 정상 정당 당 후보 의원 선수 학생 어린이 여성 남성 병사 군인 경찰 기자 민간인 부상자 사망자 국민 소녀
소년 청년 노인 가족 친구 동료 용의자 희생자 환자
"""

#: What may follow a unit or counter of one syllable, so that 5원칙 is no money and 3도시 no temperature.
PARTICLES = """
은 는 이 가 을 를 의 에 도 로 과 와 만 씩 대 여 쯤 인 선 간 짜리 어치 까지 부터 가량 정도 이상 이하 미만 안팎
규모 상당 에서 으로 이나 나 이며 이고 이라 였 이었 이다 전 뒤 후 차 째 동안 내외 들 당 예 입 꼴 마다 밖에 보다 처럼
내 여간 반 뿐 하고 다
"""

#: Words that begin like a unit with a particle, after a number and a space: 시즌 2 도전, 체질량지수 30 초과.
NO_UNITS = """
초과 초대 초선 초당 도전 도대 주도(?!\\s[안채못]) 주인 주간지 해당 원로 원전 분당 일반 일대 일선 일당 일간지
달인 톤당
"""

#: How words go on that begin with 프로, which after a number is per cent: 프로그램, 프로축구.
PRO_WORDS = "그 젝 축 야 농 배 선 게 팀 모 세 파 필 듀 레 토 골 복 데 바 스 리 구"

#: How words for a change over time begin: 전주보다 지지율이 소폭 상승했다; 늘 is always, 강화도 an island.
CHANGES = """
소폭 대폭 오르 오른 오를 올라 올랐 늘(?!\\s) 줄 불어 불었 내려 내렸 내린 내릴 떨어 상승 하락 증가 감소 확대 축소 둔화
급증 급감 급등 급락 개선 악화 강화(?![도군]) 약화
"""

#: How other words begin that compare with another time: 전주보다 약 3% 줄어; 두산, 세종 and 네이버 are names.
DIFFERENCES = """
약 더 덜 각각 다소 크게 조금 평균 절반 [두세네](?=\\s|배) 낮 높 많 적었 적은 적게 빠르 빠른 나아 나빠 나은
"""

#: After these, a single syllable before a space is a country: 일 외무성, 북 미사일.
INSTITUTIONS = """
국무 국방 법무 재무 행정부 정부 의회 상원 하원 대통령 총리 외무 외교 외상 외무성 언론 당국 해군 육군 공군 해병
공산당 대사관 중앙은행 경찰 검찰 대법원 자민당 보수당 노동당 경제산업 미사일 핵실험 핵 특사 국영 관영 일간
방송 신문 왕실 여왕 왕세
"""

#: Before these, dotted syllables are countries: 한·미 정상회담, 미·중의.
AFTER_COUNTRIES = "간 의 은 이 과 와 도 가 는 을 를 에 측 양국 정상 회담 관계 외 국방 무역 군사 동맹 전쟁 협 자유"
