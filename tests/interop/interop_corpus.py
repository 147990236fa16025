"""A small corpus with everything that other people's readers stumble over."""

from bialign import Alignment, Bead, TranslationUnit, formats

PAIRS = [
    ("서울시, 내년 예산 47조원 편성", "Seoul sets 2027 budget at 47 trillion won"),
    ('"가자!"라고 말했다.', '"Let\'s go," he said.'),
    ("A & B <기업> ]]> 합병", "A & B <companies> ]]> merge"),
    ("앞에\t탭, 뒤에 \\n 역슬래시", "tab\there, backslash \\t there"),
    ("이모지 🙂과 한자 女(U+F981)", "emoji 🙂 and e\u0301 combining"),
    ("아래줄\u2028구분", "line\u0085separators\u2029here"),
    ("=SUM(A1)", "+1-2@3"),
    ("NA", "null"),
    ("'작은따옴표', \"큰따옴표\"", "quotes \"inside\" and 'outside'"),
    ("오른쪽\u200f표시", "right\u200fto left"),
]
UNITS = [
    TranslationUnit(
        source,
        target,
        "ko",
        "en",
        "headline" if number == 0 else "body",
        0.5 + number / 100,
        f"n{number}",
        {"article": "budget"},
    )
    for number, (source, target) in enumerate(PAIRS)
]


def alignment():
    """An article with a 1-1, a 2-1, a 1-0 and a 0-1 bead."""
    source = formats.fragments_of(["제목 & 부제", "첫 문장이다.", "둘째 <문장>이다.", "남은 문장."], ["headline"])
    target = formats.fragments_of(["Title & subtitle", "One sentence for <two>.", "Added."], ["headline"])
    beads = [
        Bead([0], [0], "headline", 0.99),
        Bead([1, 2], [1], score=0.8),
        Bead([3], [], score=0.7),
        Bead([], [2], score=0.6),
    ]
    return Alignment(source, target, beads, "ko", "en", "2026/budget")
