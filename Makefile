# Each target makes the virtual environment it needs and installs what it needs into it. What is imported is kept as
# byte code from then on; the rest need not be compiled to it.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILT_FROM := pyproject.toml hatch_build.py src/bialign/_version.py $(wildcard src/bialign/compiled/*.[ch])

.PHONY: demo test browser lint docs clean

$(VENV)/.installed: $(BUILT_FROM)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-compile --editable '.[test,lint]'
	touch $@

# The main job on two articles of corpora/: a table of beads on the terminal, then a parallel corpus.
PAIR := corpora/newsroom/ko/014-walking-study.txt corpora/newsroom/en/014-walking-study.txt
demo: .demo-venv/.installed
	mkdir -p out
	.demo-venv/bin/bialign align $(PAIR)
	.demo-venv/bin/bialign align $(PAIR) -o out/demo.tmx
	.demo-venv/bin/bialign align $(PAIR) -o out/demo.jsonl

.demo-venv/.installed: $(BUILT_FROM)
	$(PYTHON) -m venv .demo-venv
	.demo-venv/bin/pip install --quiet --no-compile --editable .
	touch $@

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

.docs-venv/.installed: $(BUILT_FROM)
	$(PYTHON) -m venv .docs-venv
	.docs-venv/bin/pip install --quiet --no-compile --editable '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) .demo-venv .docs-venv site out .pytest_cache .mypy_cache .ruff_cache
