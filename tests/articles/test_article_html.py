"""News pages are read offline: metadata, captions and running text, in many a markup."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.articles import read_article
from bialign.articles.html import parse_html
from bialign.errors import ArticleError, DecodingError, MissingExtraError

PAGES = Path(__file__).with_name("pages")
EXPECTED = {
    "ko-portal": [
        ("headline", "한빛시, 버스 요금 1700원으로 인상"),
        ("timestamp", "2027-02-01 13:20:11"),
        ("timestamp", "2027-02-01 15:02:40"),
        ("subheadline", "3월부터 200원 올라"),
        ("subheadline", '"3년 적자 800억원"'),
        ("caption", "한빛시 시내버스. [한빛시 제공. 재판매 및 DB 금지]"),
        ("dateline", "(한빛=연합뉴스)"),
        ("byline", "창민서 기자 ="),
        ("body", "한빛시가 3월부터 시내버스 요금을 1500원에서 1700원으로 올린다."),
        ("body", '시는 "3년간 쌓인 적자가 800억원에 이른다"고 설명했다.'),
        ("body", "청소년 요금은 그대로다."),
        ("boilerplate", "cms@yna.example"),
    ],
    "ko-agency": [
        ("headline", "원주서 산불 2시간 만에 진화"),
        ("editor-tag", "(종합)"),
        ("subheadline", "산림 1.2㏊ 소실…인명 피해 없어"),
        ("subheadline", "헬기 6대·인력 180명 투입"),
        ("byline", "표은성"),
        ("timestamp", "2027-04-03T17:42:11+09:00"),
        ("timestamp", "2027-04-03T18:05:00+09:00"),
        ("caption", "산불 진화하는 헬기 [강원도소방본부 제공. 재판매 및 DB 금지]"),
        ("dateline", "(원주=가람통신)"),
        ("byline", "표은성 기자 ="),
        ("body", "3일 오후 2시 20분께 강원 원주시 소초면의 한 야산에서 불이 나 2시간 만에 꺼졌다."),
        ("body", "산림 당국은 헬기 6대와 인력 180명을 투입해 오후 4시 25분께 큰 불길을 잡았다. 다친 사람은 없는 것으로 파악됐다."),
        ("body", '당국은 "밭두렁을 태우다 불씨가 번진 것으로 보인다"며 정확한 원인과 피해 면적을 조사하고 있다.'),
        ("boilerplate", "pes@garam.example"),
        ("boilerplate", "<저작권자(c) 가람통신, 무단 전재-재배포, AI 학습 및 활용 금지> 2027/04/03 17:42 송고"),
    ],
    "ko-daily": [
        ("headline", "붕어빵 3마리에 3000원…골목 간식도 '금값'"),
        ("timestamp", "2026-12-02T05:00:00+09:00"),
        ("caption", "1일 서울 마포구의 한 노점에서 시민들이 붕어빵을 사고 있다. /장하늬 기자"),
        ("body", "겨울 대표 간식인 붕어빵이 ‘귀한 몸’이 됐다. 서울 도심에선 3마리에 3000원을 받는 노점이 흔하다."),
        ("subheadline", "팥값 2년 새 두 배"),
        ("body", "한국농수산식품유통공사에 따르면 수입 팥 도매가격은 40㎏에 31만원으로 2년 전의 두 배 수준이다."),
        ("body", "마포구에서 15년째 붕어빵을 굽는 상인은 “값을 올리면 손님이 줄고, 안 올리면 남는 게 없다”고 말했다."),
        ("byline", "편소담 기자 pyeon@saebyeok.example"),
    ],
    "ko-old": [
        ("headline", "똠방각하 연극 30년 만에 다시 무대에"),
        ("section", "홈"),
        ("section", "문화"),
        ("byline", "[한빛신문 독고윤 기자]"),
        ("body", "연극 ‘똠방각하’가 30년 만에 다시 무대에 오른다. 극단 펲시는 다음 달 3일부터 한빛소극장에서 공연한다고 12일 밝혔다."),
        ("body", "연출을 맡은 설화영 씨는 “웃다가 문득 멈추게 되는 작품”이라고 말했다."),
        ("body", "공연은 다음 달 28일까지 이어진다. 입장료는 3만원이다."),
        ("boilerplate", "ⓒ 한빛신문, 무단 전재 및 재배포 금지"),
    ],
    "ko-broken": [
        ("headline", "첫눈 내린 한빛산, 등산객 북적"),
        ("body", "한빛산에 올해 첫눈이 내렸다. 등산객 3천여 명이 새벽부터 산을 찾았다."),
        ("body", "기상청은 이번 눈이 오후에 그칠 것으로 내다봤다."),
        ("body", '국립공원사무소는 "얼어붙은 구간이 많다"며 아이젠을 챙겨 달라고 당부했다.'),
    ],
    "en-daily": [
        ("headline", "Opposition splits over pension reform bill"),
        ("subheadline", "Younger lawmakers demand guarantee for those in their 20s"),
        ("byline", "Nam Geung-min, Im Se-jun"),
        ("timestamp", "2027-02-03T15:26:00+09:00"),
        ("timestamp", "2027-02-03T19:05:00+09:00"),
        ("caption", "Lawmakers argue during a plenary session at the National Assembly in Seoul on Wednesday. (Yonhap)"),
        ("body", "The main opposition party failed to unite behind a pension reform bill Wednesday, with younger members threatening to vote it down."),
        ("body", '"We cannot ask our generation to pay more and hope," Rep. Hong Da-in said.'),
        ("subheadline", "What the bill says"),
        ("body", "The bill would raise the contribution rate to 13 percent over eight years."),
        ("boilerplate", "geungmin@hangangherald.example"),
    ],
    "en-broadcaster": [
        ("headline", "Bridge closed for third time in a year"),
        ("byline", "Rhiannon Pugh"),
        ("timestamp", "2026-10-14T08:30:00.000Z"),
        ("caption", "Image caption, The bridge has carried traffic since 1934"),
        ("body", "A bridge that carries 20,000 vehicles a day has been closed again after engineers found new cracks."),
        ("body", 'The council said it would reopen "as soon as it is safe to do so".'),
        ("subheadline", "'Twice as long'"),
        ("body", "Bus driver Owen Parry said his route now took twice as long."),
        ("body", "Repairs are expected to take six weeks and cost about £2m, according to a report seen by councillors."),
    ],
}  # fmt: skip


def pairs(article):
    return [(fragment.kind.value, fragment.text) for fragment in article]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_is_read_into_the_kinds_of_plain_text(name):
    article = read_article(PAGES / f"{name}.html")
    assert pairs(article) == EXPECTED[name]
    assert (article.id, article.language) == (name, name[:2])


# Of these pages, the fragments stand beside them, "kind | text" a line.
LISTED = sorted(PAGES.glob("*.txt"))


@pytest.mark.parametrize("path", LISTED, ids=lambda path: path.stem)
def test_a_page_in_the_markup_of_a_newsroom_is_read_whole(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert pairs(read_article(path.with_suffix(".html"))) == [tuple(line.split(" | ", 1)) for line in lines]


@pytest.mark.parametrize("path", LISTED, ids=lambda path: path.stem)
def test_the_headline_and_story_of_a_page_are_found_without_its_metadata(path):
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    bare = re.sub(r"(?s)<meta (?:property|name)=[^>]*>|<title>.*?</title>|<script.*?</script>", "", page)
    whole, article = parse_html(page), parse_html(bare)
    assert article.headline == whole.headline
    assert article.of_kind("body")
    assert [fragment.text for fragment in article.of_kind("body")] == [
        fragment.text for fragment in whole.of_kind("body")
    ]


def test_every_page_is_checked():
    assert {path.stem for path in PAGES.glob("*.html")} == {*EXPECTED, *(path.stem for path in LISTED)}


def test_what_a_page_says_of_itself_is_kept_as_metadata():
    assert dict(read_article(PAGES / "en-daily.html").metadata) == {
        "author": "Nam Geung-min, Im Se-jun",
        "modified": "2027-02-03T19:05:00+09:00",
        "outlet": "The Hangang Herald",
        "published": "2027-02-03T15:26:00+09:00",
        "section": "Politics",
        "url": "https://www.hangangherald.example/article/10001",
    }


@pytest.mark.parametrize("encoding", ["euc-kr", "cp949", "utf-8"])
def test_the_charset_that_a_page_declares_is_read_as_browsers_do(tmp_path, encoding):
    text = (PAGES / "ko-old.html").read_text(encoding="utf-8")
    if encoding == "euc-kr":  # without the syllables that only its superset has
        text = text.replace("똠방각하", "춘향전").replace("펲시", "한마당")
    path = tmp_path / "page.htm"
    path.write_bytes(text.encode(encoding))
    article = read_article(path)
    assert ("춘향전" if encoding == "euc-kr" else "똠방각하") in article.headline
    assert len(article.of_kind("body")) == 3


def test_a_stray_byte_does_not_cost_the_page():
    page = (PAGES / "ko-old.html").read_text(encoding="utf-8").encode("cp949")
    article = parse_html(page.replace("3만원이다".encode("cp949"), b"3\xff\xff"))
    assert "\ufffd" in article.of_kind("body")[-1].text
    assert "공연한다고 12일 밝혔다" in article.of_kind("body")[0].text


def test_an_encoding_may_be_named():
    page = "<html><body><h1>한빛시 버스 요금 인상</h1><p>한빛시가 요금을 올린다고 1일 밝혔다.</p></body></html>"
    assert parse_html(page.encode("johab"), encoding="johab").headline == "한빛시 버스 요금 인상"
    with pytest.raises(DecodingError, match=r"old\.html is not valid utf-8"):
        parse_html(page.encode("cp949"), encoding="utf-8", name="old.html")


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (b"", "empty.html is empty: there is no article to read."),
        (b"  \n", "empty.html is empty: there is no article to read."),
        (b"<!doctype html>", "empty.html is empty|empty.html holds no article"),
        (
            b"<html><head><title>404</title></head><body></body></html>",
            "empty.html holds no article: no running text",
        ),
        (b"<html><body><script>var a = 1;</script></body></html>", "empty.html holds no article: no running text"),
    ],
)
def test_a_page_without_an_article_is_refused_in_one_sentence(tmp_path, page, sentence):
    path = tmp_path / "empty.html"
    path.write_bytes(page)
    with pytest.raises(ArticleError, match=sentence):
        read_article(path)


def test_json_ld_is_preferred_to_opengraph_and_both_to_what_is_seen():
    page = """<html><head><title>t</title>
    <meta property="og:title" content="From OpenGraph"><meta property="article:published_time" content="2026-01-02">
    {}</head><body><h1>Seen on the page</h1><p>The council said on Monday that it would reopen the bridge.</p></body></html>"""
    linked = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"From &quot;JSON-LD&quot;","datePublished":"2026-01-01"}</script>'
    assert pairs(parse_html(page.format(linked)))[:2] == [("headline", 'From "JSON-LD"'), ("timestamp", "2026-01-01")]
    assert pairs(parse_html(page.format("")))[:2] == [("headline", "From OpenGraph"), ("timestamp", "2026-01-02")]
    seen = re.sub(r"<meta[^>]*>", "", page.format(""))
    assert pairs(parse_html(seen))[0] == ("headline", "Seen on the page")


def test_the_outlet_is_taken_off_the_title():
    page = "<html><head><title>{}</title>{}</head><body><p>The council said on Monday that it would reopen the bridge.</p></body></html>"
    site = '<meta property="og:site_name" content="Severn News">'
    for title, meta in [
        ("Bridge - to nowhere - Severn News", site),
        ("Severn News | Bridge - to nowhere", site),
        ("Bridge - to nowhere | The Hangang Herald", ""),
    ]:
        assert parse_html(page.format(title, meta)).headline == "Bridge - to nowhere"


def test_without_the_extra_there_is_one_clear_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(
        MissingExtraError, match=r"Reading HTML needs the package 'trafilatura': pip install 'bialign\[html\]'"
    ):
        read_article(PAGES / "en-daily.html")


def test_plain_text_needs_no_html_library():
    code = (
        "import sys; from bialign.articles import read_article; read_article('A headline\\nThe story is told here.');"
        "print([name for name in ('lxml', 'trafilatura', 'numpy') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class='caption'>", "</div>", "<figure>", "<figcaption>", "</figure>", "<br>", "<h1>", "</h1>", "<h3>",
     "<ul><li>", "<table><tr><td>", "<time datetime='2026-01-01'>", "<meta property='og:title' content='x'>", "<!--", "-->",
     "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"", "</script>", "&nbsp;", "&#xd800;", "<", "\x00", "<![CDATA["]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(TAGS, st.text(max_size=60), st.just("정부는 5일 예산안을 확정했다고 밝혔다. ")), max_size=25)
)
def test_any_markup_gives_an_article_that_tiles_or_a_clear_error(parts):
    try:
        article = parse_html("<html><body>" + "".join(parts))
    except ArticleError:
        return
    assert len(article) > 0


LEAD = "The council said on Monday that it would reopen the bridge."
SECOND = "Repairs took three years and cost 40 million pounds."
LAST = "Buses will cross it again from Friday."


@pytest.mark.parametrize(
    "markup",
    [
        f"<span>{LEAD}</span><br><br><span>{SECOND}</span><br><br><span>{LAST}</span>",
        f'<p class="img_desc">The bridge in May.</p>{LEAD}<br><br>{SECOND}<p>{LAST}</p>',
        f"<h2>Reopening</h2>{LEAD}<br><br>{SECOND}<h2>Buses</h2>{LAST}",
        f"<p>{LEAD}</p>{SECOND}<ul><li>Buses</li></ul>{LAST}",
        f"<h2>Reopening</h2>{LEAD} <br>{SECOND}<br><h3>Buses</h3>Buses <b>will</b> cross it again from Friday.",
        f"<div>{LEAD}<p>{SECOND}<p>{LAST}</div>",
        f"<div>The <b>council</b> said on Monday that it would reopen the bridge.<p>{SECOND}<p>{LAST}</div>",
        f"<p>{LEAD}</p><!-- text --><b>{SECOND}</b><p>{LAST}</p>",
    ],
)
def test_text_that_stands_bare_between_blocks_is_kept(markup):
    page = f"<html><head><title>Bridge reopens</title></head><body><article>{markup}</article></body></html>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")] == [LEAD, SECOND, LAST]


def test_a_block_without_a_stop_is_kept_beside_lines_of_the_story():
    rate = "(1 pound = 1,850 won)"
    page = f"<h1>Bridge reopens</h1><div>{LEAD}<br>{SECOND}<br><div>{rate}</div>{LAST}<br></div>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")] == [LEAD, SECOND, rate, LAST]


def test_a_page_with_nothing_but_its_headline_is_refused():
    page = "<html><head><title>Bridge reopens</title></head><body><article><h1>Bridge reopens</h1></article></body></html>"
    with pytest.raises(ArticleError, match="no running text"):
        parse_html(page)


@pytest.mark.parametrize(
    "suffix", [" :: 공감언론 뉴시스 ::", " ‹ 경제 ‹ 기사본문", "-가람일보", "|가람일보", " | YTN", " | KBS 뉴스", " : 네이버 뉴스", " - HANGANG DAILY"]
)  # fmt: skip
def test_what_newsrooms_put_behind_a_page_title_is_taken_off(suffix):
    page = f"<html><head><title>다리 3년 만에 다시 열린다{suffix}</title></head><body><article><p>시는 다리를 다시 연다고 5일 밝혔다.</p><p>공사에는 3년이 걸렸다.</p></article></body></html>"
    assert parse_html(page).headline == "다리 3년 만에 다시 열린다"


def test_a_page_title_that_only_names_the_site_is_no_headline():
    page = f"<html><head><title>가람일보</title></head><body><article><p>{LEAD}</p><p>{SECOND}</p></article></body></html>"
    assert parse_html(page).headline == ""


@pytest.mark.parametrize("charset", ["undefined", "idna", "hex", "zip"])
def test_a_charset_that_is_no_encoding_of_text_is_passed_over(charset):
    body = "".join(f"<p>{sentence}</p>" for sentence in (LEAD, SECOND, LAST))
    page = f'<html><head><meta charset="{charset}"><title>Bridge</title></head><body><article>{body}</article></body></html>'
    with pytest.raises(DecodingError):
        parse_html(page.encode() + b"\xff")


@pytest.mark.parametrize(
    "nobody",
    ['"https://example.com/chang"', '"news@example.com"', '"admin"', '"editor"', '"기자"', '"The Hangang Herald"'],
)
@pytest.mark.parametrize(
    "named", ['<meta name="author" content="Chang Min-seo">', '<p class="byline">Chang Min-seo</p>']
)
def test_the_first_source_that_names_anybody_tells_the_author(nobody, named):
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {nobody}}}</script>'
    page = (
        f"<html><head><title>Bridge reopens</title>{script}</head>"
        f"<body>{named}<article><p>{LEAD}</p><p>{SECOND}</p><p>{LAST}</p></article></body></html>"
    )
    article = parse_html(page)
    assert article.metadata["author"] == "Chang Min-seo"
    assert [fragment.text for fragment in article.of_kind("byline")] == ["Chang Min-seo"]


@pytest.mark.parametrize(
    ("outlet", "headline"),
    [
        ("MBC", "MBC 사장 해임안 가결"),
        ("Reuters", "Two Reuters reporters freed"),
        ("Time", "Time runs out for ferries"),
    ],
)
@pytest.mark.parametrize("heading", ["<h1>{}</h1>", '<h3 class="headline">{}</h3>'])
def test_a_headline_may_name_the_outlet(outlet, headline, heading):
    site = f'<meta property="og:site_name" content="{outlet}">'
    page = f"<html><head>{site}</head><body>{heading.format(headline)}<article>{STORY}</article></body></html>"
    assert parse_html(page).headline == headline


@pytest.mark.parametrize("name", ["Severn News", "SEVERN NEWS", "The Severn"])
def test_a_heading_that_only_names_the_outlet_is_no_headline(name):
    site = '<meta property="og:site_name" content="The Severn News">'
    page = f"<head>{site}</head><body><h1>{name}</h1><p class='heading'>Bridge reopens</p><article>{STORY}</article>"
    assert parse_html(page).headline == "Bridge reopens"


def test_a_wide_bar_parts_the_outlet_from_the_title():
    page = f"<title>다리 다시 열린다｜한빛일보</title><article><p>{LEAD}</p><p>{SECOND}</p></article>"
    assert parse_html(page).headline == "다리 다시 열린다"


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><img></div><span>{LEAD}</span><br><br><span>{SECOND}</span><br><br><span>{LAST}</span>",
        f"{LEAD}<br>Repairs took three years <img class='icon'> and cost 40 million pounds.<br>{LAST}",
        f"<div><img></div><font>{LEAD}<br>{SECOND}</font><br><font>{LAST}<br></font>",
        f"<pre>{LEAD}\n\n{SECOND}\n\nBuses <b>will</b> cross it again from Friday.\n</pre>",
        f"<pre>{LEAD}\n\n<b>Repairs</b> took three years and cost 40 million pounds.\n{LAST}</pre>",
        f"<p style='white-space: pre-line'>{LEAD}\n\n{SECOND}<b></b>\n{LAST}</p>",
        f"<story-body><text-block>{LEAD}</text-block><text-block>{SECOND}</text-block><text-block>{LAST}</text-block></story-body>",
        "".join(f"<span style='display:block'>{text}</span>" for text in (LEAD, SECOND, LAST)),
        f"<div class='article caption_none'><p>{LEAD}</p><p>{SECOND}</p><p>{LAST}</p></div>",
        f"<p>{LEAD}</p><p>Repairs took three years <!-- advert -->and cost 40 million pounds.</p><p>{LAST}</p>",
    ],
)
def test_each_line_of_bare_text_is_a_paragraph_of_its_own_and_whole(markup):
    page = f"<html><body><h1>Bridge reopens</h1><div class='view'>{markup}</div></body></html>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")] == [LEAD, SECOND, LAST]


STORY = f"<p>{LEAD}</p><p>{SECOND}</p><p>{LAST}</p>"


@pytest.mark.parametrize(
    "heading",
    [
        '<h2 class="media_end_head_headline" id="title_area"><span>{}</span></h2>',
        '<h3 class="ArticleDetailView_title__9kRU_">{}</h3>',
        '<h3 class="tit_view">{}</h3>',
        '<h4 class="headline-title">{}</h4>',
        '<div class="view_headline HD">{}</div>',
        '<div class="newsTitle">{}</div>',
        '<strong class="subject">{}</strong>',
        '<h1>Hangang Daily</h1><p class="heading">{}</p>',
    ],
)
@pytest.mark.parametrize(
    "title", ["", "<title>Bridge reopens - Bridgeport.net</title>", "<title>Hangang Daily</title>"]
)
def test_a_headline_is_found_by_its_class_where_there_is_no_first_level_heading(heading, title):
    related = '<aside><strong class="tit">Fares will rise</strong></aside><div class="list_title">Most read</div>'
    page = f"<html><head>{title}</head><body>{related}{heading.format('Bridge reopens')}<article>{STORY}</article></body></html>"
    article = parse_html(page)
    assert pairs(article)[0] == ("headline", "Bridge reopens")
    assert [fragment.text for fragment in article.of_kind("body")] == [LEAD, SECOND, LAST]
    assert len(article) == 4


def test_a_headline_that_a_line_break_parts_is_not_repeated():
    page = (
        '<meta property="og:title" content="The bridge reopens, and the ferry stops">'
        f"<article><h1>The bridge reopens,<br>and the ferry stops</h1>{STORY}</article>"
    )
    assert [fragment.kind.value for fragment in parse_html(page)] == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(
    "deck", ['<div data-gu-name="standfirst"><p>{}</p></div>', '<p class="Page-subHeadline">{}</p>']
)
def test_decks_are_marked_by_class_or_name(deck):
    page = f"<h1>Bridge reopens</h1>{deck.format('Three years late')}<article>{STORY}</article>"
    assert pairs(parse_html(page))[1] == ("subheadline", "Three years late")


@pytest.mark.parametrize(
    "head",
    [
        '<h1>Bridge reopens</h1><h2 class="sub">{}</h2>',
        '<h1>Bridge reopens</h1><h2 class="news_title_sub">{}</h2>',
        '<h3 class="ArticleView_title__fD">Bridge reopens</h3><h4 class="ArticleView_sub">{}</h4>',
        '<h1>Bridge reopens</h1><p class="sub">{}</p>',
        '<h1>Bridge reopens</h1>\n<div class="title-sub">{}</div>',
    ],
)
def test_what_stands_right_below_the_headline_is_a_deck_where_its_class_says_so(head):
    title = '<meta property="og:title" content="Bridge reopens">'
    page = f"{title}<div>{head.format('Three years late<br>Fares to rise')}</div><article>{STORY}</article>"
    assert pairs(parse_html(page))[:3] == [
        ("headline", "Bridge reopens"),
        ("subheadline", "Three years late"),
        ("subheadline", "Fares to rise"),
    ]


@pytest.mark.parametrize(
    "block",
    [
        '<p class="sub">By Jane Doe | Published March 4, 2027 18:00</p>',
        '<div class="sub">표은성 기자</div>',
        '<div class="sub">2027.03.04</div>',
        '<div><p class="sub">Most read</p></div>',
        '<p>The bridge</p><p class="sub">Most read</p>',
    ],
)
def test_a_signature_below_the_headline_is_no_deck_whatever_its_class(block):
    page = f"<h1>Bridge reopens</h1>{block}<article>{STORY}</article>"
    assert parse_html(page).of_kind("subheadline") == ()


@pytest.mark.parametrize("paragraph", ["<p>{}</p>", "{}<br><br>"])
def test_the_story_right_below_the_headline_is_no_deck_whatever_the_class_of_its_block(paragraph):
    told = [
        "The bridge over the river reopened on Tuesday after three years of repairs, a year later than planned.",
        "Buses run again from Monday, and the ferry stops for good, the governor said at the opening.",
        "Fares will rise.",
    ]
    story = "".join(map(paragraph.format, told))
    article = parse_html(f'<h1>Bridge reopens</h1><div class="sub-content">{story}</div>')
    assert [(fragment.kind, fragment.text) for fragment in article.fragments[1:]] == [("body", line) for line in told]


def test_the_heading_of_a_list_is_no_deck_whatever_its_class():
    aside = '<div><h3>Weather</h3><h3 class="sub">Most read</h3></div>'
    page = f"<h1>Bridge reopens</h1>{aside}<article>{STORY}</article>"
    assert parse_html(page).of_kind("subheadline") == ()


@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "h5"])
def test_headings_amid_the_story_are_kept_where_nothing_frames_it(tag):
    page = (
        f'<div class="end-top"><h1>Bridge reopens</h1></div><div class="end"><div class="col"><p>{LEAD}</p><p>{SECOND}</p>'
        f"<{tag}>Buses, too</{tag}><p>{LAST}</p></div></div>"
    )
    assert pairs(parse_html(page)) == [
        ("headline", "Bridge reopens"),
        ("body", LEAD),
        ("body", SECOND),
        ("subheadline", "Buses, too"),
        ("body", LAST),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "<style>.a{font-size:20px;}</style>Buses, too",
        "Buses, too<script>var a = 1;</script>",
        "Buses, too<button>Copy link</button>",
        "<svg><title>icon</title></svg>Buses, too",
    ],
)
def test_headings_amid_the_story_are_kept_without_styles_and_buttons(heading):
    page = f"<div><h1>Bridge reopens</h1></div><div><p>{LEAD}</p><p>{SECOND}</p><h3>{heading}</h3><p>{LAST}</p></div>"
    assert [fragment.text for fragment in parse_html(page).of_kind("subheadline")] == ["Buses, too"]


def test_a_subheadline_within_the_story_is_no_deck():
    page = (
        f"<article><h1>Bridge reopens</h1><p>{LEAD}</p><p>{SECOND}</p>"
        f'<div class="ab_subtitle"><p>Buses, too</p></div><p>{LAST}</p></article>'
    )
    assert [fragment.kind.value for fragment in parse_html(page)] == [
        "headline",
        "body",
        "body",
        "subheadline",
        "body",
    ]


def test_the_text_of_a_picture_is_a_caption_though_nothing_marks_it_as_one():
    figure = (
        '<figure><img><div class="CarouselSlide-info"><p>The bridge in May. (AP Photo/Jane Doe)</p></div></figure>'
    )
    page = f"<h1>Bridge reopens</h1><div>{figure}</div><article><p>{LEAD}</p>{figure}<p>{SECOND}</p><p>{LAST}</p></article>"
    assert ("caption", "The bridge in May. (AP Photo/Jane Doe)") in pairs(parse_html(page))
    table = "<figure><table><tr><td>Buses</td><td>40</td></tr></table></figure>"
    page = f"<h1>Bridge reopens</h1><article><p>{LEAD}</p>{table}<p>{SECOND}</p><p>{LAST}</p></article>"
    assert parse_html(page).of_kind("caption") == ()


def test_the_text_of_a_table_around_a_picture_is_a_caption():
    table = "<table class='img'><tr><td><img src='a.jpg'></td></tr><tr><td>{}</td></tr></table>"
    page = f"<h1>Bridge reopens</h1><article>{table.format('The bridge in May (Hanbit Bridges)')}<p>{LEAD}</p><p>{SECOND}</p><p>{LAST}</p></article>"
    assert ("caption", "The bridge in May (Hanbit Bridges)") in pairs(parse_html(page))
    story = table.format(f"{LEAD}<br>{SECOND}<br>{LAST}")
    page = f"<h1>Bridge reopens</h1>{story}<p>All stories are free. Copyright Hanbit.</p>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")][:3] == [LEAD, SECOND, LAST]


@pytest.mark.parametrize("name", ["pic", "photo_box", "news img-wrap"])
def test_the_text_beside_a_picture_in_a_block_for_it_is_a_caption(name):
    frame = f'<div class="{name}"><img><span class="desc">{{}}</span></div>'
    page = f"<h1>Bridge reopens</h1><article>{frame.format('The bridge in May.')}<p>{LEAD}</p><p>{SECOND}</p><p>{LAST}</p></article>"
    assert ("caption", "The bridge in May.") in pairs(parse_html(page))
    story = f'<div class="{name}"><img><p>{LEAD}</p><p>{SECOND}</p><p>{LAST}</p></div>'
    page = f"<h1>Bridge reopens</h1><article>{story}</article>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")] == [LEAD, SECOND, LAST]


@pytest.mark.parametrize(
    "story",
    [
        f"<div class='photo'><img><p>{LEAD} {SECOND}</p><p>{LAST}</p></div>",
        f"<div class='photo_view'><img><div>{LEAD}</div><div>{SECOND}</div><div>{LAST}</div></div>",
    ],
)
def test_a_story_in_a_block_for_a_picture_is_no_caption(story):
    article = parse_html(f"<article><h1>Bridge reopens</h1>{story}</article>")
    assert " ".join(fragment.text for fragment in article.of_kind("body")) == f"{LEAD} {SECOND} {LAST}"


@pytest.mark.parametrize("line", ["<p>By Friday it was over</p>", "<div>By Region</div>", "<p>By Land</p>"])
def test_a_line_that_begins_with_by_names_no_author(line):
    page = f"<h1>Bridge reopens</h1>{line}<article>{STORY}</article>"
    assert "author" not in parse_html(page).metadata


def test_spans_in_spans_take_no_longer_than_others():
    # The first reading of all compiles patterns.
    _, shallow, deep = (_steps(depth) for depth in (1, 50, 200))
    assert deep < 8 * shallow


def _steps(depth):
    """Count the calls that reading spans so deep in each other takes."""
    page = (
        f"<h1>Bridge reopens</h1><article><p>{'<span>' * depth}{LEAD}{'</span>' * depth}</p><p>{SECOND}</p></article>"
    )
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        parse_html(page)
    finally:
        sys.setprofile(None)
    return calls


def test_what_only_screen_readers_hear_is_no_story():
    link = '(123450.KS)<span class="visually-hidden">, opens new tab</span>'
    page = f"<h1>Bridge reopens</h1><article><p>{LEAD}</p><p>Shares of Hanbit Lines {link} fell by 4 percent.</p><p>{LAST}</p></article>"
    assert "Shares of Hanbit Lines (123450.KS) fell by 4 percent." in [text for _, text in pairs(parse_html(page))]


@pytest.mark.parametrize(
    "button",
    [
        "<button>구독</button>",
        "<a>구독하기</a>",
        " <span>구독중</span>",
        "<a>+ Follow</a>",
        "<a>다른기사 보기</a>",
        "<a>pyo@example.com</a> <a>기자의 다른기사</a>",
        "<a>기자 페이지</a>",
    ],
)
def test_the_name_of_the_author_is_taken_without_the_button_beside_it(button):
    page = f'<h1>Bridge reopens</h1><p class="byline"><a>표은성 기자</a>{button}</p><article>{STORY}</article>'
    assert parse_html(page).metadata["author"] == "표은성 기자"


def test_the_name_of_the_author_is_taken_without_by_and_without_the_time_beside_it():
    byline = '<div class="Page-byline"><div class="Page-authors">By <a>Jane Doe</a></div><div>Updated 7:18 PM, March 4, 2027</div></div>'
    page = f"<h1>Bridge reopens</h1>{byline}<article>{STORY}</article>"
    assert parse_html(page).metadata["author"] == "Jane Doe"


def test_byline_and_times_are_found_by_what_they_say_where_classes_are_made_by_machines():
    shown = "Published : Aug. 25, 2027 - 15:20", "Updated : Aug. 25, 2027 - 16:02"
    head = f'<div class="css-1x"><span>By</span> <a>Chang Min-seo</a></div><div><span>{shown[0]}</span><span>{shown[1]}</span></div>'
    page = f'<h1 class="css-2y">Bridge reopens</h1>{head}<div class="css-3z">{STORY}</div>'
    assert pairs(parse_html(page))[:4] == [
        ("headline", "Bridge reopens"),
        ("byline", "Chang Min-seo"),
        ("timestamp", "Aug. 25, 2027 - 15:20"),
        ("timestamp", "Aug. 25, 2027 - 16:02"),
    ]


@pytest.mark.parametrize("name", ["Daum | 한빛일보", "한빛일보 | 네이버"])
def test_the_portal_that_gives_the_news_on_is_not_the_outlet(name):
    page = f'<meta property="og:site_name" content="{name}"><h1>다리 다시 열린다</h1><article>{STORY}</article>'
    assert parse_html(page).metadata["outlet"] == "한빛일보"


SENTENCES = [LEAD, SECOND, "Owen Parry said, “A bridge is a road.”", "It is paid for.", "The <b>council</b> voted on May 4.", "(1 pound = 1,850 won)", LAST]  # fmt: skip
FRAMES = ["<div>{}</div>", "<article>{}</article>", "<div itemprop='articleBody'>{}</div>", "<section><div class='inner'>{}</div></section>",
          "<table><tr><td>{}</td></tr></table>", "<span>{}</span>", "<main>{}</main>"]  # fmt: skip
PARTS = ["<p>{}</p>", "{}<br>", "{}<br/><br/>", "<div>{}</div>", "<div><p>{}</p></div>", "<p><span>{}</span></p>", "&nbsp;{}<br>&nbsp;<br>"]  # fmt: skip
BETWEEN = ["", "<div class='ad'><script>x()</script></div>", "<figure><img src='a'><figcaption>The bridge. (Yonhap)</figcaption></figure>",
           "<!-- ad -->", "<iframe src='x'></iframe>", "<hr>", "<a name='x'></a>", "<ins class='ads'></ins>", "<aside><a>Share</a></aside>"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(FRAMES),
    st.one_of(
        st.sampled_from(PARTS).map(lambda part: [part] * len(SENTENCES)),
        st.lists(st.sampled_from(PARTS[:5]), min_size=len(SENTENCES), max_size=len(SENTENCES)),
    ),
    st.lists(st.sampled_from(BETWEEN), min_size=len(SENTENCES), max_size=len(SENTENCES)),
)
def test_whatever_markup_parts_the_sentences_of_a_story_each_is_read_alone_and_whole(frame, parts, between):
    story = "".join(part.format(text) + gap for part, text, gap in zip(parts, SENTENCES, between, strict=True))
    page = f"<html><body><div><a>Home</a></div><h1>Bridge reopens</h1>{frame.format(story)}</body></html>"
    body = [fragment.text for fragment in parse_html(page).of_kind("body")]
    assert [text for text in body if text != "Home"] == [re.sub("</?b>", "", text) for text in SENTENCES]


@pytest.mark.parametrize(
    ("markup", "published", "modified"),
    [
        ('<em class="input-date">입력 2027.01.12 (21:08)</em><em class="update-date">수정 2027.01.12 (21:55)</em>', "2027.01.12 (21:08)", "2027.01.12 (21:55)"),
        ('<p class="news_date">Published : Nov. 28, 2027 - 15:40:11</p>', "Nov. 28, 2027 - 15:40:11", ""),
        ("<p><span>Posted on : Mar.4,2027 15:40 KST</span> <span>Modified on : Mar.4,2027 16:02 KST</span></p>", "Mar.4,2027 15:40 KST", "Mar.4,2027 16:02 KST"),
        ('<div class="Page-dateModified">Updated 7:18 PM GMT+9, March 4, 2027</div>', "", "7:18 PM GMT+9, March 4, 2027"),
        ('<p class="date">기사입력 <em>2027-04-02 18:20</em> <i>ㅣ</i> 최종수정 <em>2027-04-02 18:41</em></p>', "2027-04-02 18:20", "2027-04-02 18:41"),
        ('<div class="info">입력 2027.04.02 18:20 | 수정 2027.04.02 18:41</div>', "2027.04.02 18:20", "2027.04.02 18:41"),
        ('<p class="date">Published Apr. 2, 2027 18:20 Updated Apr. 2, 2027 18:41</p>', "Apr. 2, 2027 18:20", "Apr. 2, 2027 18:41"),
        ('<div class="today_date">2027년 3월 4일 목요일</div>', "", ""),
        ('<div class="dt"><span>송고 2027-03-04 14:02</span> <span>편소담</span></div>', "2027-03-04 14:02", ""),
    ],
)  # fmt: skip
def test_the_time_is_taken_from_what_the_page_shows_where_its_metadata_give_none(markup, published, modified):
    metadata = parse_html(f"<h1>Bridge reopens</h1>{markup}<article>{STORY}</article>").metadata
    assert (metadata.get("published", ""), metadata.get("modified", "")) == (published, modified)
    stated = '<meta property="article:published_time" content="2027-01-01">'
    metadata = parse_html(f"{stated}<h1>Bridge reopens</h1>{markup}<article>{STORY}</article>").metadata
    assert (metadata["published"], metadata.get("modified", "")) == ("2027-01-01", modified)


@pytest.mark.parametrize("frame", ["{}", '<div id="wrap">{}</div>', "<div><div>{}</div></div>"])
@pytest.mark.parametrize("view", [STORY, STORY.replace("p>", "div>"), f"{LEAD}<br><br>{SECOND}<br><br>{LAST}"])
def test_the_name_and_address_of_the_site_beside_the_story_are_none_of_it(frame, view):
    slogan = "<div class='top'>The paper that knows the river</div>"
    address = "<div class='about'>Severn News | 1 Bridge Street, Bridgeport | Registered 123-45-67890</div>"
    owner = "<div class='copyright'>Severn News owns all that it writes.</div>"
    page = frame.format(f"{slogan}<h1>Bridge reopens</h1><div class='view'>{view}</div>{address}{owner}")
    found = pairs(parse_html(f"<html><body>{page}</body></html>"))
    assert found == [("headline", "Bridge reopens"), ("body", LEAD), ("body", SECOND), ("body", LAST)]


@pytest.mark.parametrize(
    "heading", ["<h3><a href='/2'>Fares will rise</a></h3>", "<a href='/2'><h3>Fares will rise</h3></a>", "<h3>Fares will rise</h3>"]
)  # fmt: skip
def test_teasers_in_the_markup_of_the_story_are_no_part_of_it(heading):
    teaser = f"<div class='post'>{heading}<p>Passengers will pay two pounds more from May.</p></div>"
    page = f"<html><body><h1>Bridge reopens</h1><div class='post'>{STORY}</div>{teaser * 2}</body></html>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")] == [LEAD, SECOND, LAST]


def test_the_parts_of_a_story_are_joined_whether_or_not_they_have_headings():
    parts = f"<div class='text'><p>{LEAD}</p></div><div class='text'><h3>The cost</h3><p>{SECOND}</p></div>"
    page = f"<html><body><h1>Bridge reopens</h1>{parts}<div class='text'><p>{LAST}</p></div></body></html>"
    assert [fragment.text for fragment in parse_html(page).of_kind("body")] == [LEAD, SECOND, LAST]


def test_elements_that_are_left_open_hide_nothing_of_a_page():
    page = "<html><body><h1>A long evening</h1>\n" + "<font>It rained all day in the port city.\n" * 400
    assert parse_html(page).text.count("It rained all day") == 400


def test_a_page_whose_elements_stand_too_deep_to_be_read_is_told_and_not_cut_off():
    page = "<html><body><h1>A long evening</h1>\n" + "<font>It rained all day in the port city.\n" * 2100
    with pytest.raises(ArticleError, match=r"^old\.html:204\d: too many elements stand within each other"):
        parse_html(page.encode(), name="old.html")
