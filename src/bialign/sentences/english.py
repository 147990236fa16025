"""Where English sentences end: abbreviations, initials, and speech that goes on after a quotation."""

from __future__ import annotations

import re

from bialign.tables import read_rows

ABBREVIATIONS = dict(read_rows("bialign.sentences", "abbreviations.tsv"))
# Headlines shout: MR., SEPT., NO. 5. Single letters are initials then, and EST is a time zone.
ABBREVIATIONS = {word.upper(): kind for word, kind in ABBREVIATIONS.items() if len(word) > 1} | ABBREVIATIONS

_FOLLOWING_WORDS = dict(read_rows("bialign.sentences", "following-words.tsv"))
# "Vol. II", "Fig. B": numbers that are no digits. "No. I did not" has none, nor has "a fig. A plate".
_NUMERAL = re.compile(r"(?:[IVXLC]{2,}|[B-HJ-Z](?!['’.]))(?!\w|-[a-z])")
# "No. K-pop is here", "He said no. X users objected": a letter numbers after these only if what has numbers stands
# before them, as in "Case No. C-123" and "Room No. D".
_ANSWERS = frozenset({"No", "NO", "no"})
_ROMAN = re.compile(r"[IVXLC]{2,}(?!\w|-[a-z])")
_NUMBERED_THING = re.compile(
    r"\b(?:account|act|apartment|application|article|bill|block|building|bus|case|contract|decree|directive|docket|"
    r"exhibit|file|flight|gate|house|law|licen[cs]e|line|lot|model|order|ordinance|patent|permit|petition|plate|"
    r"platform|registration|regulation|resolution|room|route|serial|suite|track|train|unit|ward) No$",
    re.IGNORECASE,
)
_LONGEST_THING = 16
# C-123, CV2024, D, but neither The nor K-pop.
_CODE = re.compile(r"[A-Z]+(?![A-Za-z'’]|-[a-z])")
# "9 a.m. Seoul time", "4 p.m. New York time"; but "9 a.m. Flight time is about two hours" begins a sentence.
_TIME_OF_PLACE = re.compile(
    r"(?!(?:Air|Arrival|Boarding|Building|Charging|Closing|Cooking|Delivery|Driving|Drying|Filming|Finding|Finishing|"
    r"Flight|Flying|Game|Half|Killing|Landing|Lead|Loading|Making|Meal|Meeting|Opening|Parking|Play|Playing|"
    r"Processing|Reading|Response|Run|Running|Sailing|Saving|Screen|Screening|Serving|Setting|Show|Showing|Sleeping|"
    r"Speaking|Spending|Start|Starting|Swimming|Taking|Training|Travel|Travell?ing|Viewing|Visiting|Wait|Waiting|"
    r"Walking|Warming|Watching|Working) )"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)? [Tt]ime\b(?! (?:is|may|can|depends|varies|remains)\b)"
)
# "The U.S. North Korean Human Rights Act", "U.S. North Korea policy": no new sentence.
_COUNTRY_OF_NOUN = re.compile(
    r"(?:North|South) Korean? (?i:human rights|polic(?:y|ies)|sanctions|strategy|"
    r"(?:analyst|envoy|expert|negotiator|specialist|watcher)s?)\b"
)
# "He studies at Hanbit Univ. Seoul is large", but "Hanbit Univ. Seoul campus".
_PLACE_WITH_VERB = re.compile(r"[A-Z][a-z]+(?: Korea)? (?:is|was|has|had|will|would|can|could|may|must|said|says)\b")
_NEXT_WORD = re.compile(r"[^\w\s]{0,3}((?:North|South) Korea(?:ns?)?\b|[^\W\d_]+(?:['’][^\W\d_]+)?)")
_QUOTES = "\"'“‘«"
# "… Trade Corp. Farmers receive …": what follows a company's name within its sentence is a singular, its head.
_PLURAL_SUBJECT = re.compile(r"[A-Z][a-z]{2,}[^\Ws]s [a-z]")
# A full stop inside a word of single letters: U.S, a.m, Ph.D, M.N.
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")

_SAYING = (
    "added|admitted|agreed|announced|answered|argued|asked|asks|begged|bellowed|called|chanted|chimed in|commented|"
    "complained|concluded|confided|continued|cried|declared|demanded|exclaimed|explained|exulted|gasped|groaned|"
    "hollered|inquired|insisted|interjected|joked|mumbled|murmured|mused|muttered|noted|"
    "pleaded|posted|proclaimed|quipped|recalled|remarked|repeated|replied|responded|retorted|said|says|screamed|"
    "shouted|shrieked|snapped|sobbed|"
    "told|tweeted|urged|warned|went on|whispered|wondered|wondered aloud|writes|wrote|yelled"
)
# These govern more than they quote: "Park thought of taxes", "Lawmakers objected to the bill".
_THINKING = "objected|thought|vowed|worried"
# But "I thought to myself", "Kim thought as he sat", "Kim thought, and left" lack an object but for the quotation.
_THOUGHT = (
    r"thought(?: to (?:my|him|her|our|them)sel(?:f|ves)(?! that)| (?:as|when|while)(?! (?:follows|much|so))|"
    r", (?:and|as|but|when|while|[a-z]+ing))\b"
)
# "Hammel added." or "the coach of the team asked on Monday": a speaker, a verb of saying, and nothing that
# the verb could govern, neither a that-clause nor another quotation. "Kim, the coach, asked." has an apposition.
_ATTRIBUTION = re.compile(
    r"[A-Z](?:[^\W\d_]|[.'’-])*(?: (?!(?:" + _SAYING + r")\b)(?:[^\W\d_]|[.'’-])+){0,5}"
    r"(?:, [^,.!?\"“”]{1,40},)? (?:(?:" + _THINKING + r")(?=[.;!?]|$)|" + _THOUGHT + r"|(?:" + _SAYING + r")\b"
    r"(?=[.;!?]|,(?! ?[\"“‘'])|$| (?:about|after|afterwards?|against|and|as|at|before|by|during|from|in|last|later|"
    r"of|on|over|through|to|via|when|while|with|yesterday|him|her|them|us|me|reporters|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b))"
)
_ATTRIBUTION_REACH = 100


def word_before(text: str, start: int, dot: int) -> str:
    """Return the word that ends at ``dot``, with inner full stops, from at most 24 code points back."""
    chunk = text[max(start, dot - 24) : dot]
    word = chunk.rsplit(None, 1)[-1] if chunk and not chunk.isspace() else ""
    if word.isalpha():
        return word
    for sign in "-–—/":
        if sign in word:
            word = word.rpartition(sign)[2]
    return word.lstrip("\"'“‘«([{<")


def ends_after_word(text: str, word: str, dot: int, following: int, limit: int) -> bool:
    """Tell whether a full stop after a Latin word ends the sentence.

    Args:
        text: The text.
        word: The word before the full stop.
        dot: Offset of the full stop.
        following: Offset of the first code point after the full stop, closing marks and white space.
        limit: Where the line ends.
    """
    sign = text[following]
    kind = ABBREVIATIONS.get(word)
    if kind is None:
        if len(word) == 1 and word.isupper():
            return _FOLLOWING_WORDS.get(_next_word(text, following, limit)) == "starter"
        if "." not in word or not _DOTTED.match(word):
            return True
        kind = "ordinary"
    if kind in ("title", "inner"):
        return False
    if sign.isdigit():
        return kind == "final"
    if kind == "numbered":
        number = _NUMERAL
        if word in _ANSWERS:
            is_led = _NUMBERED_THING.search(text, max(0, dot - _LONGEST_THING), dot) is not None
            number = _CODE if is_led else _ROMAN
        return sign not in "#ⅠⅡⅢ" and number.match(text, following, limit) is None
    if "가" <= sign <= "힣":
        return False
    following_word = _next_word(text, following, limit)
    role = _FOLLOWING_WORDS.get(following_word)
    if kind == "company" and _PLURAL_SUBJECT.match(text, following, limit):
        return True
    if kind in ("final", "measure"):
        return role != "time" and (
            role in ("starter", "ambiguous") or _TIME_OF_PLACE.match(text, following, limit) is None
        )
    if role == "place":
        if word in ("Univ", "UNIV"):
            return _PLACE_WITH_VERB.match(text, following, limit) is not None
        # "Hanyang Univ. Seoul campus" goes on, "in the U.S. Seoul said" does not.
        return kind == "ordinary" and "." in word and _COUNTRY_OF_NOUN.match(text, following, limit) is None
    return role in ("starter", "ambiguous") or (sign in _QUOTES and following_word[:1].isupper())


def is_stammered(text: str, word: str, following: int, limit: int) -> bool:
    """Tell whether a sentence begins again after dots, with the word before them: ``I... I don't know``."""
    again = following + len(word)
    return word in _FOLLOWING_WORDS and text.startswith(word, following, limit) and text[again : again + 1] in " '’.…"


def _next_word(text: str, start: int, limit: int) -> str:
    match = _NEXT_WORD.match(text, start, limit)
    return match[1] if match else ""


def is_attribution(text: str, start: int, limit: int) -> bool:
    """Tell whether a speaker and a verb of saying stand at ``start``, which belong to the quotation before."""
    return _ATTRIBUTION.match(text, start, min(limit, start + _ATTRIBUTION_REACH)) is not None
