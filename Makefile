# Each target makes the virtual environment it needs and installs what it needs into it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test browser lint docs clean

$(VENV)/.installed: pyproject.toml src/bialign/_version.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[test,lint]'
	touch $@

# The main job on two articles of corpora/: a table of beads on the terminal, then a parallel corpus.
DEMO := 038-icy-road-crash.txt
demo: $(VENV)/.installed
	mkdir -p out
	$(BIN)/bialign align corpora/newsroom/ko/$(DEMO) corpora/newsroom/en/$(DEMO)
	$(BIN)/bialign align corpora/newsroom/ko/$(DEMO) corpora/newsroom/en/$(DEMO) -o out/demo.tmx
	$(BIN)/bialign align corpora/newsroom/ko/$(DEMO) corpora/newsroom/en/$(DEMO) -o out/demo.jsonl

test: $(VENV)/.installed browser
	$(BIN)/pytest -n auto

# Pages are tested in a browser; where we may, a missing one is installed.
browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || test "$$(id -u)" -ne 0 \
	  || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver; }

lint: $(VENV)/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The documentation site, in site/; any warning is an error.
docs: .docs-venv/.installed
	NO_MKDOCS_2_WARNING=1 .docs-venv/bin/mkdocs build --strict --quiet

.docs-venv/.installed: pyproject.toml src/bialign/_version.py
	$(PYTHON) -m venv .docs-venv
	.docs-venv/bin/pip install --quiet --editable '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache
