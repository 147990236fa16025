"""Where Korean sentences end: final endings, quotative particles, dotted dates, and forgotten full stops."""

from __future__ import annotations

import re

# Syllables that end a finite verb; after one of them a full stop ends a sentence even without a space.
FINAL_SYLLABLES = frozenset("다요까죠")

# What joins a quotation to its verb or noun. Before a word boundary, or as the beginning of a word.
_QUOTATIVE = re.compile(
    r"(?:이?라(?:고|는|며|면서|던|든가|든지|거나|지만|서|도)|"
    r"하(?:고|며|면서|는|던|여|자|였|라|셨|셔|십|겠|길래|기에)|"
    # 하시모토, 하시다, 하시나가, 하니 and 하더 are names.
    r"하시(?:[는던며면므고곤거건네려더었잖겠길기죠]|[어자니나](?![가-힣])|자마자|나요|다[가니]|도록|구나|군(?:요|(?![가-힣]))|"
    r"지(?:[만는요]|(?![가-힣])))|하더[니라군구랍만]|"
    r"하니(?= (?!씨|양 |측|등 |팬|멤버|본인|\())|(?:한다|합니다)(?![가-힣])|"
    r"할 (?:때|만큼|정도)|했|했던|싶(?:[었은어던을]|다(?![가-힣]))|"
    r"(?:소리|구호|문구|글귀)[가를와도에로](?![가-힣])|중(?:에서?(?![가-힣])| 하나| 어느)|"
    r"(?:고|는|며|면서|등|등의|등을|등이|등으로|등에|등은|란|이란|란다|식의|식으로|따위의|와|과|를|을|은|의|로|으로|에|도)(?![가-힣]))"
)
# Without a quotation mark only forms that cannot begin a sentence of their own.
_BARE_QUOTATIVE = re.compile(r"이?라(?:고|는|며|면서)(?![가-힣])|이?라(?:고|는|며|면서)[는도]")

_SAYING = (
    "말|밝혔|밝힌|덧붙|전했|전한|설명|강조|물었|묻|답|대답|외쳤|외친|썼|적었|반문|주장|지적|당부|촉구|토로|털어놓|"
    "회상|농담|소리|강변|경고|되물|되뇌|중얼|속삭"
)
# "그가 말했다.", "관중을 가리키며 트럼프가 말했다.": a clause without an object or a quotation of its own.
_ATTRIBUTION = re.compile(
    r"[^.!?…\"“”‘’\n]{0,80}?[가는은이도서게히며께] (?:" + _SAYING + r")[가-힣]{0,6}(?:다|요|까)(?=[.!?])"
)
_ATTRIBUTION_REACH = 100

# Works and programmes, whose titles stand in quotation marks after such a word: 영화 '안녕?' 시사회.
_WORK = re.compile(
    r"(?:영화|드라마|시트콤|연극|뮤지컬|오페라|애니메이션|다큐멘터리|다큐|예능|프로그램|코너|시리즈|게임|웹툰|만화|소설|장편|단편|"
    r"시집|에세이|동화|그림책|저서|신간|노래|신곡|타이틀곡|수록곡|데뷔곡|앨범|음반|그룹|밴드|콘서트|공연|축제|행사|전시회?|특별전|"
    r"기획전|강연|특강|토론회|세미나|캠페인|채널) ?$"
)
_TITLE_PARTNERS = {"》": "《", "〉": "〈", "』": "『", "」": "「"}
_QUOTE_PARTNERS = {"”": "“", "’": "‘", '"': '"', "'": "'"}
_LONGEST_TITLE = 40
# What is more often said than a title, and what begins a sentence after it: 공연 “좋았다.” 관객들은, 『왜?』 그 책은.
_SPEECH = frozenset('”"')
_NEW_SENTENCE = re.compile(r"(?:그[는가]?|이[는날번]?|하지만|그러나|그리고|그런데|그래서)(?![가-힣])")
_NEW_TOPIC = re.compile(r"(?!같은|담은|닮은|만든|있는|없는)[가-힣]{1,8}[은는](?![가-힣])")

_DATE_BEFORE = re.compile(r"(?:^|[^\d.])['’]?(?:\d{1,4}\. \d{1,2}(?:\. ?\d{1,2})?|\d{1,4}\.\d{1,2}\. ?\d{1,2})$")
_FULL_DATE_BEFORE = re.compile(r"(?:^|[^\d.])(?:1[5-9]|2[0-3])\d\d\. ?\d{1,2}\. ?\d{1,2}$")
_YEAR_BEFORE = re.compile(r"(?:^|[^\d.,])(?:(?:1[5-9]|2[0-3])\d\d|['’]\d\d)$")
_MONTH_BEFORE = re.compile(r"(?:^|[^\d.,])(?:1[0-2]|0?[1-9])$")
# "12. 29.부터", "3. 5.(화)", and events that are named by their day: "12. 3 비상계엄".
_DAY_AFTER_MONTH = re.compile(
    r"(?:3[01]|[12]\d|0?[1-9])(?:\.(?:[가-힣(]| ?[~∼])|"
    r" (?:비상계엄|계엄|내란|민주|항쟁|혁명|의거|쿠데타|군사|사태|사건|운동|참사|선언|지방선거|총선|대선|대책))"
)
# "지난 7. 8. 오후", "체포됐고 7. 10.": no sentence ends in a number after such words; a time follows a day.
_MONTH_AFTER_WORD = re.compile(
    r"(?:^|[^가-힣])(?:지난|오는|올해|작년|내년)(?: 해)? (?:1[0-2]|0?[1-9])$"
    r"|[가-힣](?:고|며|어|아|여|해|서|후|뒤|나|지만|다가),? (?:1[0-2]|0?[1-9])$"
)
_DAY = re.compile(r"(?:3[01]|[12]\d|0?[1-9])\.(?!\d)")
_DAY_BEFORE_TIME = re.compile(
    r"(?:3[01]|[12]\d|0?[1-9])\. (?:(?:오전|오후|새벽|아침|저녁|정오|자정|밤)(?![가-힣]{2})|\d{1,2}:\d\d|\d{1,2}시)"
)
_DAY_OR_MONTH = re.compile(r"[0-3]?\d(?!\d)")

# 습니다, 입니다, 합니까: formal endings that nothing but a full stop should follow; and quotation marks and brackets.
_FORMAL_END_OR_MARK = re.compile("([가-힣])니[다까]([ \\t]+)(?=[가-힣A-Z0-9])|([\"'“”‘’「」『』《》〈〉()\\[\\]])")
_AFTER_FORMAL = re.compile(r"이?라|고|하고|하며|하는|했|만(?![가-힣])|며|면서|는(?![가-힣])|운동|캠페인|여러분")
_PARTNERS = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈", ")": "(", "]": "["}
_SHORTEST_UNSTOPPED = 8


def is_final(text: str, place: int) -> bool:
    """Tell whether the syllable at ``place`` ends a finite verb; 까 of 합니까 does, that of 하니까 does not."""
    if text[place] not in FINAL_SYLLABLES:
        return False
    return text[place - 1 : place + 1] != "니까" or place < 2 or _has_final_bieup(text[place - 2])


def _has_final_bieup(syllable: str) -> bool:
    return "가" <= syllable <= "힣" and (ord(syllable) - 0xAC00) % 28 == 17


def closes_title(text: str, start: int, dot: int, following: int, mark: str) -> bool:
    """Tell whether a quotation that ends at ``dot`` is the title of a work within the sentence: 영화 ‘안녕?’ 시사회.

    Args:
        text: The text.
        start: Where the sentence begins.
        dot: Offset of the final punctuation in the quotation.
        following: Offset of the first code point after the mark and white space.
        mark: The mark that closes the quotation.
    """
    if _NEW_SENTENCE.match(text, following) or (text[dot] == "." and mark in _SPEECH):
        return False
    if (text[dot] == "." or mark in _SPEECH) and _NEW_TOPIC.match(text, following):
        return False
    first = max(start, dot - _LONGEST_TITLE)
    if mark in _TITLE_PARTNERS:
        return text.rfind(_TITLE_PARTNERS[mark], first, dot) > start
    if mark not in _QUOTE_PARTNERS:
        return False
    opened = text.rfind(_QUOTE_PARTNERS[mark], first, dot)
    return opened > start and _WORK.search(text[max(start, opened - 8) : opened]) is not None


def is_quotative(text: str, start: int, limit: int) -> bool:
    """Tell whether the word at ``start`` joins the quotation before it to the sentence around."""
    return _QUOTATIVE.match(text, start, limit) is not None


def is_bare_quotative(text: str, start: int, limit: int) -> bool:
    """Tell whether the word at ``start`` is quotative even where no quotation mark stands before it."""
    return _BARE_QUOTATIVE.match(text, start, limit) is not None


def is_attribution(text: str, start: int, limit: int) -> bool:
    """Tell whether a clause such as ``그가 말했다.`` stands at ``start``, which belongs to the quotation before."""
    return _ATTRIBUTION.match(text, start, min(limit, start + _ATTRIBUTION_REACH)) is not None


def joins_without_space(text: str, dot: int) -> bool:
    """Tell whether a full stop ends a sentence although a letter follows it directly: ``아꼈다.그는``."""
    return (
        dot > 1 and text[dot - 1] in FINAL_SYLLABLES and ("가" <= text[dot - 2] <= "힣" or text[dot - 2] in "\"'”’)%")
    )


def stands_in_date(text: str, start: int, dot: int, following: int, limit: int) -> bool:
    """Tell whether the full stop after a digit belongs to a date such as ``2014. 9. 9.``, before or after its end."""
    before = text[max(start, dot - 14) : dot]
    sign = text[following]
    if sign.isdigit():
        if _FULL_DATE_BEFORE.search(before) is not None:
            return True
        number = _DAY_OR_MONTH.match(text, following, limit)
        if number is None:
            return False
        if _DAY_AFTER_MONTH.match(text, following, limit) and _MONTH_BEFORE.search(before):
            return True
        if _DAY.match(text, following, limit) and _MONTH_AFTER_WORD.search(before):
            return True
        if _DAY_BEFORE_TIME.match(text, following, limit) and _MONTH_BEFORE.search(before):
            return True
        # "2014. 9." is a year and a month, "in 2014. 30 people" is not.
        return _DATE_BEFORE.search(before) is not None or (
            text[number.end() : number.end() + 1] == "." and _YEAR_BEFORE.search(before) is not None
        )
    return _DATE_BEFORE.search(before) is not None and not sign.isupper()


def unstopped_ends(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find formal endings inside a sentence whose full stop was forgotten: ``않았습니다 쓰나미는 …``.

    Returns:
        For each, the offset where the sentence ends and the offset where the next begins.
    """
    found: list[tuple[int, int]] = []
    if text.find("니다 ", start, end) < 0 and text.find("니까 ", start, end) < 0:
        return found
    quoting: set[str] = set()
    for match in _FORMAL_END_OR_MARK.finditer(text, start, end):
        before_ending, _, mark = match.groups()
        if mark:
            if mark in "\"'" and mark not in quoting:
                quoting.add(mark)
            elif mark in "\"'" or mark in _PARTNERS:
                quoting.discard(_PARTNERS.get(mark, mark))
            else:
                quoting.add(mark)
            continue
        stop, following = match.span(2)
        if (
            _has_final_bieup(before_ending)
            and not quoting
            and stop - start >= _SHORTEST_UNSTOPPED
            and end - following >= _SHORTEST_UNSTOPPED
            and not _AFTER_FORMAL.match(text, following, end)
        ):
            found.append((stop, following))
            start = following
    return found
