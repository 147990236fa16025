"""A browser for tests of pages: Chromium without a window, with Debian's driver."""

import os
import shutil

import attrs
import pytest

from bialign.evaluation import load_corpus

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=en",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver_path = shutil.which("chromedriver")
    if not browser or not driver_path:
        missing = "Chromium and its driver are needed: apt-get install -y chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(driver_path))
    yield driver
    driver.quit()


class Page:
    """A page in the browser, and what a reader sees and does there."""

    def __init__(self, driver, path):
        self.driver = driver
        self.path = path

    def open(self, *, width=1280, height=860, dark=False, address=""):
        command = self.driver.execute_cdp_cmd
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        command("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        command("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.get("about:blank")
        self.driver.get(f"{self.path.as_uri()}{address}")
        # A page is loaded before its script has drawn it and listens.
        self.wait_for(lambda: self.run("return document.querySelector('#counts').textContent"))
        return self

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        from selenium.webdriver.common.by import By

        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        from selenium.webdriver.common.by import By

        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.find(selector).click()

    def press(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def wait_for(self, condition):
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, 60, poll_frequency=0.05).until(lambda _: condition())

    @property
    def counts(self):
        return self.find("#counts").text

    @property
    def article(self):
        return self.find("#reader h2").text

    def texts(self, selector):
        """Return the texts of elements; a lone surrogate, which no driver passes on, as U+FFFD."""
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.toWellFormed())"
        return self.run(script, selector)

    @property
    def shown_types(self):
        """The types of the beads that the open article shows."""
        return {element.text for element in self.find_all("#reader .type") if element.text}


def score(alignment):
    """Give the beads scores that depend on their texts alone, low ones to some, rather to one-sided ones."""
    beads = []
    for number, bead in enumerate(alignment):
        characters = len(alignment.source_text(bead)) * 7 + len(alignment.target_text(bead)) * 3 + number
        height = 0.3 if bead.is_deletion else 0.72
        beads.append(attrs.evolve(bead, score=round(height + (1 - height) * (characters % 97) / 97, 4)))
    return attrs.evolve(alignment, beads=beads)


@pytest.fixture(scope="session")
def corpus():
    """The gold alignments of the newsroom corpus, with scores."""
    return [score(alignment) for alignment in load_corpus("newsroom").gold]


@pytest.fixture(scope="session")
def page(chromium, corpus, tmp_path_factory):
    from bialign.reports.html import write_html

    path = tmp_path_factory.mktemp("page") / "report.html"
    write_html(corpus, path, title="Newsroom")
    return Page(chromium, path)


@pytest.fixture
def make_page(chromium, tmp_path):
    from bialign.reports.html import write_html

    def make(alignments, **options):
        path = tmp_path / "report.html"
        write_html(alignments, path, **options)
        return Page(chromium, path)

    return make
