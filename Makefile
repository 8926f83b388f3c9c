# Every target sets up what it needs in .venv from the lock files; only python3 (3.11 or newer) with
# venv, and make, have to be there. PYTHON=python3.12 make test takes another interpreter.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: demo test check format bench help clean

demo: $(VENV)/.user  ## read an example article and show its record, in the terminal and as a page
	$(BIN)/onus read examples/border-talks.txt --html border-talks.html
	$(BIN)/onus read examples/border-talks.txt

test: check  ## everything that has to hold: format, lint, types, tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(VENV)/.dev  ## formatting, lint and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev  ## score the reader on public data (DATA=folder, default ../shared/data)
	ONUS_DATA=$(abspath $(DATA)) $(BIN)/python -m benchmarks

clean:  ## remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis border-talks.html

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##/make \1 -/p' Makefile

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Onus needs Python 3.11 or newer; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.user: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock requirements-ftm.lock $(VENV)/.user
	$(PIP) -r requirements-dev.lock
	$(PIP) -r requirements-ftm.lock \
		|| echo "PyICU cannot be built here: the tests with the followthemoney library are skipped"
	@touch $@
