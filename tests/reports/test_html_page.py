"""The page in a browser: what a reader clicks, types and sees."""

import json

import attrs
import axe_core_python
import pytest
from selenium.webdriver.common.keys import Keys

from bialign import Alignment, Bead, FragmentKind
from bialign.formats import fragments_of

WIDE, PHONE = 1280, 390


def type_query(page, query):
    field = page.find("#query")
    field.clear()
    field.send_keys(query)


def beads_of(corpus):
    return [(alignment, bead) for alignment in corpus for bead in alignment]


def test_a_click_on_a_bead_type_shows_beads_of_this_type_alone(page, corpus):
    page.open()
    beads = beads_of(corpus)
    assert page.counts.startswith(f"{len(beads):,} beads in {len(corpus)} articles")
    two_to_one = [(alignment, bead) for alignment, bead in beads if bead.type == "2-1"]
    holding = {alignment.id for alignment, _ in two_to_one}

    page.click("[data-type-filter='2-1']")

    assert page.counts == f"{len(two_to_one)} of {len(beads):,} beads in {len(holding)} of {len(corpus)} articles"
    assert set(page.texts("#articles .name")) == holding
    assert page.shown_types == {"2-1"}
    shown = next(alignment for alignment in corpus if alignment.id == page.article)
    expected = {shown.source[index].text for bead in shown if bead.type == "2-1" for index in bead.source}
    assert set(page.texts("#reader .source p")) == expected

    page.click("[data-type-filter='1-2']")
    assert page.find("[data-type-filter='1-2']").get_attribute("aria-pressed") == "true"
    both = sum(bead.type in ("2-1", "1-2") for _, bead in beads)
    assert page.counts.startswith(f"{both} of ")

    page.click("#reset-filters")
    assert page.counts.startswith(f"{len(beads):,} beads in")


def test_beads_that_are_filtered_out_can_be_looked_at_in_place(page):
    page.open()
    page.click("[data-kind-filter='headline']")
    before = len(page.find_all("#reader .band"))
    page.find(".fold button").click()
    assert len(page.find_all("#reader .band")) > before


def test_kinds_and_scores_filter_together(page, corpus):
    page.open()
    page.click("[data-kind-filter='body']")
    lowest = page.find("#lowest")
    lowest.send_keys(Keys.ARROW_RIGHT * 3)
    highest = page.find("#highest")
    highest.send_keys(Keys.ARROW_LEFT * 50)
    assert page.find("#score-range").text == "0.03 – 0.50"
    low = [bead for _, bead in beads_of(corpus) if bead.kind is FragmentKind.BODY and round(bead.score, 2) <= 0.5]
    assert page.counts.startswith(f"{len(low)} of ")
    # The other facets count what a click on them would show.
    deletions = sum(bead.type == "0-1" for bead in low)
    assert page.find("[data-type-filter='0-1'] .number").text == str(deletions)
    assert {float(text) for text in page.texts("#reader .band .pill")} <= {number / 100 for number in range(51)}


@pytest.mark.parametrize("query", ["예산", "BUDGET", '"city council" 부산', "\u110b\u1168\u1109\u1161\u11ab"])
def test_search_finds_korean_and_english_and_marks_them(page, corpus, query):
    page.open()
    terms = {"예산": ["예산"], "BUDGET": ["budget"], '"city council" 부산': ["city council", "부산"]}.get(
        query, ["예산"]
    )
    matching = [
        alignment.id
        for alignment, bead in beads_of(corpus)
        if all(term in f"{alignment.source_text(bead)}\n{alignment.target_text(bead)}".lower() for term in terms)
    ]
    page.run(
        "const field = document.getElementById('query'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input'))",
        query,
    )
    page.wait_for(lambda: " of " in page.counts)
    assert page.counts.startswith(f"{len(matching)} of ")
    assert set(page.texts("#articles .name")) == set(matching)
    if matching:
        assert {mark.lower() for mark in page.texts("#reader mark")} <= set(terms)
        assert page.texts("#reader mark")


def test_a_search_without_result_says_so_and_leads_back(page):
    page.open()
    type_query(page, "xyzzy")
    page.wait_for(lambda: page.counts.startswith("0 of"))
    assert "No bead matches" in page.find("#reader").text
    page.find("#reader .empty button").click()
    assert page.counts.startswith("1,344 beads")
    assert page.find_all("#reader .band")


def test_beads_come_lowest_score_first_and_open_in_their_article(page, corpus):
    page.open()
    page.click("[data-view-button='beads']")
    scores = [float(text) for text in page.texts("#reader .pill")]
    assert scores == sorted(scores)
    assert scores[0] == round(min(bead.score for _, bead in beads_of(corpus)), 2)
    name, number = page.find("#reader .card .name").text.split(" · ")
    text = page.find("#reader .card .side p.bead").text
    page.find("#reader .card button").click()
    assert page.article == name
    assert text in page.texts("#reader .selected")
    assert page.driver.switch_to.active_element.accessible_name.startswith(f"Bead {number},")


def test_articles_come_lowest_mean_first_or_as_in_the_corpus(page, corpus):
    page.open()
    means = {a.id: sum(bead.score for bead in a) / len(a) for a in corpus}
    assert page.texts("#articles .name") == sorted(means, key=means.get)
    page.run("const s = document.getElementById('order'); s.value = 'corpus'; s.dispatchEvent(new Event('change'))")
    assert page.texts("#articles .name") == [alignment.id for alignment in corpus]


def test_all_beads_can_be_reached_by_scrolling(page, corpus):
    page.open()
    page.click("[data-view-button='beads']")
    total = len(beads_of(corpus))

    def scrolled_to_the_end():
        page.run("const r = document.getElementById('reader'); r.scrollTop = r.scrollHeight")
        return page.run("return document.querySelectorAll('#reader .card').length") == total

    page.wait_for(scrolled_to_the_end)
    assert not page.find_all("#reader .more")


def test_texts_stand_in_reading_order_though_beads_cross(page, corpus):
    crossing = next(alignment for alignment in corpus if not alignment.is_monotone)
    number = corpus.index(crossing) + 1
    page.open(address=f"#{number}")
    assert page.article == crossing.id
    assert page.texts("#reader .source p") == [fragment.text for fragment in crossing.source]
    assert page.texts("#reader .target p") == [fragment.text for fragment in crossing.target]
    linked = {bead for bead in crossing if not bead.is_deletion}
    ribbons = page.find_all("#reader svg path")
    assert len({ribbon.get_attribute("data-ribbon") for ribbon in ribbons}) == len(linked)


def test_ribbons_end_at_the_texts_that_they_link(page):
    page.open()
    gaps = page.run("""
        return [...document.querySelectorAll('#reader svg path')].map((path) => {
          const box = path.getBoundingClientRect();
          const texts = [...document.querySelectorAll(`#reader [data-bead="${path.dataset.ribbon}"]`)];
          const boxes = texts.map((text) => text.getBoundingClientRect());
          return [box.top - Math.min(...boxes.map((b) => b.top)), box.bottom - Math.max(...boxes.map((b) => b.bottom)),
            box.left - Math.min(...boxes.map((b) => b.right))];
        })""")
    assert gaps
    assert all(abs(distance) < 2 for gap in gaps for distance in gap)


def test_ribbons_are_coloured_by_score_or_by_kind(page):
    page.open()

    def colours():
        return page.run(
            "return [...document.querySelectorAll('#reader svg path')].map((p) => getComputedStyle(p).fill)"
        )

    by_score = colours()
    page.click("[data-colours-button='kind']")
    by_kind = colours()
    assert by_score != by_kind
    kinds = page.run("return [...document.querySelectorAll('#reader svg path')].map((p) => p.getAttribute('class'))")
    kinds = [name.split("kind-")[1] for name in kinds]
    assert len(set(zip(kinds, by_kind, strict=True))) == len(set(kinds)) == len(set(by_kind))


def test_the_keyboard_does_it_all(page):
    page.open()
    page.find("body").send_keys("j")
    first = page.driver.switch_to.active_element
    assert first.accessible_name.startswith("Bead ")
    page.press("j", Keys.ARROW_DOWN)
    assert page.driver.switch_to.active_element.accessible_name != first.accessible_name
    page.press("k", Keys.ARROW_UP)
    assert page.driver.switch_to.active_element == first
    article = page.article
    page.press("n")
    assert page.article != article
    page.press("p")
    assert page.article == article
    page.press("/")
    assert page.driver.switch_to.active_element == page.find("#query")
    page.press("n")  # a letter of the query, not a command
    assert page.article == article
    page.wait_for(lambda: " of " in page.counts)
    page.press(Keys.ESCAPE, "0")
    page.press(Keys.ESCAPE, "b")
    assert page.find("[data-view-button='beads']").get_attribute("aria-pressed") == "true"
    page.press("j", "j", Keys.ENTER)
    assert page.find("[data-view-button='articles']").get_attribute("aria-pressed") == "true"
    assert len(page.find_all("#reader [aria-current]")) == 1
    page.press("?")
    assert page.find("#help").is_displayed()
    page.press(Keys.ESCAPE)
    assert not page.find("#help").is_displayed()


def test_single_letter_keys_can_be_turned_off(page):
    page.open()
    page.click("#help-button")
    page.click("#shortcuts")
    page.press(Keys.ESCAPE)
    page.find("body").send_keys("b")
    assert page.find("[data-view-button='articles']").get_attribute("aria-pressed") == "true"
    page.run("localStorage.clear()")


def test_one_bead_of_a_list_is_a_tabulator_stop(page):
    page.open()
    assert len(page.find_all("#reader [data-select][tabindex='0']")) == 1


@pytest.fixture(scope="session")
def axe():
    from pathlib import Path

    return (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


# Contrast is measured by the test after this one: axe 4.4 cannot read colours of the form color(srgb ...).
@pytest.mark.parametrize(
    ("width", "action"),
    [
        (WIDE, ""),
        (WIDE, "document.querySelector('[data-view-button=beads]').click()"),
        (WIDE, "document.querySelector('[data-type-filter=\"2-1\"]').click()"),
        (WIDE, "document.getElementById('help-button').click()"),
        (PHONE, ""),
        (PHONE, "document.querySelector('[data-article]').click()"),
    ],
)
def test_no_rule_of_accessibility_is_broken(page, axe, width, action):
    page.open(width=width)
    page.run(action)
    page.run(axe)
    script = """
        const done = arguments[0];
        axe.run({rules: {'color-contrast': {enabled: false}}}).then((found) => done(JSON.stringify(found.violations)))"""
    assert json.loads(page.driver.execute_async_script(script)) == []


CONTRASTS = """
const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
const context = canvas.getContext('2d', {willReadFrequently: true});
const over = (colours) => {
  context.clearRect(0, 0, 1, 1);
  for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
  return [...context.getImageData(0, 0, 1, 1).data];
};
const light = ([r, g, b]) => {
  const line = (v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  return .2126 * line(r) + .7152 * line(g) + .0722 * line(b);
};
const found = [];
for (const element of document.querySelectorAll('body *')) {
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!words || !element.checkVisibility() || element.closest('script, style, .unseen, .skip, dialog')) continue;
  const backgrounds = [];
  for (let e = element; e; e = e.parentElement) backgrounds.unshift(getComputedStyle(e).backgroundColor);
  const [a, b] = [light(over([...backgrounds, getComputedStyle(element).color])), light(over(backgrounds))];
  found.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), element.outerHTML.slice(0, 120)]);
}
return found;
"""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", ["articles", "beads"])
def test_text_stands_out_from_its_ground(page, dark, view):
    page.open(dark=dark)
    page.click(f"[data-view-button='{view}']")
    page.find("body").send_keys("j")
    page.click("[data-kind-filter='body']")
    page.click("[data-kind-filter='byline']")
    found = page.run(CONTRASTS)
    assert len(found) > 100
    assert [pair for pair in found if pair[0] < 4.5] == []


def test_dark_and_light_follow_the_system_or_the_button(page):
    def darkness():
        return page.run("return getComputedStyle(document.body).backgroundColor")

    page.open(dark=False)
    page.run("localStorage.clear()")
    light = darkness()
    page.open(dark=True)
    dark = darkness()
    assert light != dark
    button = page.find("#theme")
    assert button.text == "Theme: Auto"
    button.click()
    assert (button.text, darkness()) == ("Theme: Light", light)
    page.open(dark=True)
    assert darkness() == light  # it is remembered
    page.find("#theme").click()
    assert (page.find("#theme").text, darkness()) == ("Theme: Dark", dark)
    page.find("#theme").click()
    page.run("localStorage.clear()")


def test_on_a_phone_an_article_opens_in_place_of_the_list(page):
    page.open(width=PHONE, height=844)
    assert not page.find("#reader").is_displayed()
    page.find_all("#articles button")[1].click()
    assert not page.find("#list").is_displayed()
    assert page.find("#reader .card").is_displayed()
    page.driver.back()
    page.wait_for(lambda: page.find("#list").is_displayed())
    page.find_all("#articles button")[2].click()
    page.find("[data-go='next']").click()
    page.find("[data-go='list']").click()
    page.wait_for(lambda: page.find("#list").is_displayed())


@pytest.mark.parametrize("width", [320, PHONE, 700, 820, 1024, WIDE, 1920])
def test_nothing_runs_out_of_the_page_at_any_width(page, width):
    page.open(width=width, address="#1")
    for view in ("articles", "beads"):
        page.run(f"document.querySelector('[data-view-button={view}]').click()")
        assert page.run("return document.documentElement.scrollWidth") <= width
        assert page.run("const r = document.getElementById('reader'); return r.scrollWidth - r.clientWidth") <= 0


def test_an_address_names_an_article_and_a_bead(page, corpus):
    page.open(address="#3.5")
    alignment, bead = corpus[2], corpus[2][4]
    assert page.article == alignment.id
    texts = [alignment.source[i].text for i in bead.source] + [alignment.target[i].text for i in bead.target]
    assert page.texts("#reader p.selected") == texts
    page.run("document.querySelectorAll('[data-article]')[5].click()")
    address = page.run("return location.hash")
    name = page.article
    page.open(address=address)
    assert page.article == name


def test_the_page_asks_for_nothing_and_complains_of_nothing(page):
    page.driver.get_log("performance")
    page.driver.get_log("browser")
    page.open()
    page.click("[data-view-button='beads']")
    page.click("[data-type-filter='1-1']")
    events = [json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance")]
    addresses = {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}
    assert {address for address in addresses if address != "about:blank"} == {page.path.as_uri()}
    assert page.driver.get_log("browser") == []


HOSTILE = (
    "</script><script>window.broken = 1</script>",
    "<!--<script>",
    "<img src=x onerror='window.broken = 1'>",
    "&amp; &lt; \u2028 \x00 \ud800 ]]> ${alert(1)} $title",
    '"quoted" \\u003c \\',
)


def test_texts_are_shown_letter_by_letter_whatever_they_hold(make_page):
    alignment = Alignment(
        fragments_of(HOSTILE),
        fragments_of(HOSTILE),
        [Bead([i], [i], score=0.5) for i in range(len(HOSTILE))],
        "ko",
        "en",
        id=HOSTILE[0],
        signature=HOSTILE[2],
        metadata={HOSTILE[1]: HOSTILE[2]},
    )
    page = make_page(alignment, title=HOSTILE[0], note=HOSTILE[2]).open()
    shown = [text.replace("\ud800", "\ufffd") for text in HOSTILE]
    assert page.texts("#reader .source p") == shown
    assert page.find("h1").text == HOSTILE[0]
    assert HOSTILE[2] in page.counts
    assert page.run("return window.broken") is None
    type_query(page, "</script>")
    page.wait_for(lambda: page.counts.startswith("1 of 5"))


def test_an_empty_corpus_and_one_without_scores(make_page, corpus):
    page = make_page([]).open()
    assert "There is no alignment" in page.find("#reader").text
    bare = [attrs.evolve(a, beads=[attrs.evolve(b, score=None) for b in a]) for a in corpus[:3]]
    page = make_page(bare).open()
    assert not page.find("#score-filter").is_displayed()
    assert page.find("[data-colours-button='kind']").get_attribute("aria-pressed") == "true"
    assert page.texts("#articles .name") == [alignment.id for alignment in bare]


def test_two_thousand_articles_are_drawn_as_they_are_looked_at(make_page, corpus):
    many = [attrs.evolve(a, id=f"{a.id}-{copy}") for copy in range(50) for a in corpus]
    page = make_page(many).open()
    assert page.counts.startswith("67,200 beads in 2,000 articles")
    page.click("[data-view-button='beads']")
    page.click("[data-type-filter='1-0']")
    assert page.shown_types == {"1-0"}
    page.click("[data-view-button='articles']")
    assert page.run("return document.querySelectorAll('*').length") < 10_000


def test_a_long_alignment_is_drawn_as_far_as_it_is_read(make_page):
    texts = [f"문장 {number}." for number in range(3000)]
    alignment = Alignment(
        fragments_of(texts), fragments_of(texts), [Bead([i], [i], score=0.9) for i in range(3000)], "ko", "en"
    )
    page = make_page(alignment).open(address="#1.2500")
    assert page.texts("#reader p.selected") == ["문장 2499.", "문장 2499."]
    page = make_page(alignment).open()
    assert len(page.find_all("#reader .band")) < 1000
