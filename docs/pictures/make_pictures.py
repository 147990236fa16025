"""Make the pictures of README and documentation from a real run on the newsroom corpus.

The articles are read as they were scraped, split, aligned, and shown: once as the table of the terminal (SVG), once
as the page for the browser (PNG, light and dark; a phone's too). For the latter, Chromium and its driver are needed,
with a Korean font, and Pillow: ``apt-get install -y chromium chromium-driver fonts-noto-cjk fonts-roboto-unhinted``.

    python docs/pictures/make_pictures.py
"""

from __future__ import annotations

import argparse
import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from bialign.align import Aligner
from bialign.articles import read_article
from bialign.evaluation.corpora import find_corpus
from bialign.reports.html import write_html
from bialign.reports.terminal import alignment_table
from bialign.sentences import split_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.beads import Alignment

HERE = Path(__file__).parent
LARGEST = 300_000
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
# Korean glyphs of these faces are exactly twice as wide as Latin ones.
FONTS = "D2Coding, 'Noto Sans Mono CJK KR', 'Sarasa Mono K', NanumGothicCoding, monospace"
CELL = 12.2
"""Width of a terminal cell in Rich's SVG, in pixels."""
TEXT_ELEMENT = re.compile(
    r'<text class="(\S+-r\d+)" x="([\d.]+)" (y="[\d.]+") textLength="[\d.]+" clip-path="[^"]+">([^<]*)</text>'
)
THEME = TerminalTheme(
    (28, 31, 35),
    (231, 228, 222),
    [(28, 31, 35), (242, 135, 111), (95, 201, 164), (226, 174, 82), (125, 180, 238), (185, 154, 240), (111, 194, 220),
     (200, 200, 198)],
    [(110, 116, 124), (255, 160, 140), (130, 225, 190), (245, 200, 110), (155, 200, 250), (205, 180, 250),
     (140, 215, 240), (255, 255, 255)],
)  # fmt: skip


def align_newsroom() -> list[Alignment]:
    """Read, split and align the articles of the newsroom corpus."""
    folder = find_corpus("newsroom")
    names = sorted(path.name for path in (folder / "ko").glob("*.txt"))
    pairs = [tuple(split_article(read_article(folder / side / name)) for side in ("ko", "en")) for name in names]
    return Aligner().align_many(pairs)


def draw_terminal(alignment: Alignment, path: Path) -> None:
    """Write what the terminal shows of an alignment."""
    console = Console(width=112, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(alignment_table(alignment, width=112))
    picture = console.export_svg(
        title=f"bialign align ko/{alignment.id}.txt en/{alignment.id}.txt", theme=THEME, unique_id="bialign"
    )
    # The picture is to ask for nothing from elsewhere, fonts included.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    picture = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", picture)
    picture = re.sub(r"(-matrix \{[^}]*font-size: )20px", r"\g<1>22px", picture)
    path.write_text(TEXT_ELEMENT.sub(_place_by_cells, picture), encoding="utf-8")


def _place_by_cells(match: re.Match[str]) -> str:
    """Cut a run of text where the width of its characters changes, and put each piece at its terminal cell.

    Rich takes every character for one cell wide; and fonts differ in how wide they make Hangul.
    """
    name, x, rest, escaped = match.groups()
    place = float(x)
    pieces = []
    for _, characters in groupby(html.unescape(escaped), key=lambda character: cell_len(character) > 1):
        text = "".join(characters)
        length = CELL * cell_len(text)
        attributes = (
            f'class="{name}" x="{place:.1f}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs" {rest}'
        )
        pieces.append(f"<text {attributes}>{html.escape(text, quote=False)}</text>")
        place += length
    return "".join(pieces)


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Run Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or sys.exit("Chromium is needed: apt-get install -y chromium")
    driver = shutil.which("chromedriver") or sys.exit("Its driver is needed: apt-get install -y chromium-driver")
    # Without one, Hangul would be drawn as boxes.
    fonts = shutil.which("fc-list") or sys.exit(
        "A Korean font is needed: apt-get install -y fontconfig fonts-noto-cjk"
    )
    if not subprocess.run([fonts, ":lang=ko"], check=True, capture_output=True).stdout:  # noqa: S603 - fixed
        sys.exit("A Korean font is needed: apt-get install -y fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        chrome = webdriver.Chrome(options=options, service=Service(driver))
        try:
            yield chrome
        finally:
            chrome.quit()


def draw_page(page: Path, address: str, path: Path, *, width: int, height: int, scale: float, dark: bool) -> None:
    """Write what the browser shows of a page."""
    with browser() as chrome:
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 500}
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        chrome.get(page.as_uri() + address)
        WebDriverWait(chrome, 20).until(
            lambda shown: shown.find_element(By.CSS_SELECTOR, "#reader h2").is_displayed()
        )
        chrome.execute_script("document.activeElement.blur()")
        picture = Image.open(io.BytesIO(chrome.get_screenshot_as_png())).convert("RGB")
        # Type and flat colours: a palette loses nothing that one sees, and two thirds of the size.
        picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Make all pictures and say how large they are."""
    parser = argparse.ArgumentParser(description="Make the pictures of README and documentation.")
    parser.add_argument("--output", type=Path, default=HERE, help="where they go (default: beside this script)")
    parser.add_argument("--article", default="014-walking-study", help="the article of the terminal's picture")
    parser.add_argument("--page-article", default="001-city-budget", help="the article of the page's pictures")
    options = parser.parse_args()
    alignments = align_newsroom()
    places = {alignment.id: place for place, alignment in enumerate(alignments)}
    output = options.output.resolve()
    draw_terminal(alignments[places[options.article]], output / "terminal.svg")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        write_html(alignments, page, title="Newsroom corpus")
        address = f"#{places[options.page_article] + 1}"
        wide = {"width": 1280, "height": 860, "scale": 1.5}
        draw_page(page, address, output / "page.png", **wide, dark=False)
        draw_page(page, address, output / "page-dark.png", **wide, dark=True)
        draw_page(page, address, output / "page-phone.png", width=390, height=780, scale=2, dark=False)
    for path in sorted([*output.glob("terminal.svg"), *output.glob("page*.png")]):
        size = path.stat().st_size
        print(f"{path.name}: {size / 1000:.0f} kB")  # noqa: T201 - a script says what it did
        if size > LARGEST:
            sys.exit(f"{path} is larger than {LARGEST / 1000:.0f} kB.")


if __name__ == "__main__":
    main()
