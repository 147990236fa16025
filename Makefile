# Each target makes the virtual environment it needs and installs what it needs into it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint docs clean

$(VENV)/.installed: pyproject.toml src/bialign/_version.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[test,lint]'
	touch $@

# The main job on two articles of corpora/: a table of beads on the terminal, then a parallel corpus.
demo: $(VENV)/.installed
	$(BIN)/bialign --version

test: $(VENV)/.installed
	$(BIN)/pytest -n auto

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
