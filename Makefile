# Two commands: `make demo` and `make test`. Both install what is missing and are quick the second time.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# What needs no daemon and runs on all cores at once; everything else is run one after the other.
QUICK := tests/unit tests/architecture tests/flows tests/ui
# A terminal that finds it does not read the service files one by one at each start.
CATALOGUE := flows/services/services.catalogue

.PHONY: setup demo test check lint unit docs bench screens torture requirements clean

setup: .venv/.stamp $(CATALOGUE)

.venv/.stamp: requirements/build.txt requirements/dev.txt packaging/setup.sh pyproject.toml
	@PYTHON=$(PYTHON) bash packaging/setup.sh
	@touch $@

$(CATALOGUE): .venv/.stamp $(shell find flows -name '*.py' -o -name '*.yaml' -o -name '*.typ' -o -path '*/reference/*')
	@$(BIN)/kioskctl flows compile flows/services

demo: setup
	$(BIN)/python -m demo

# Lint runs beside the tests: mypy and the QML linter keep one core each busy for long.
check: setup
	@$(MAKE) --no-print-directory -j2 lint unit

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	bash packaging/qmllint.sh

unit: setup
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=check $(BIN)/python -m pytest -q -n auto $(QUICK)

test: setup
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=ci $(BIN)/python -m pytest -q -n auto $(QUICK)
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=ci $(BIN)/python -m pytest -q tests $(QUICK:%=--ignore=%)

torture: setup
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest -q -s -m torture --timeout 7200 tests

bench: setup
	$(BIN)/python -m bench

screens: setup
	$(BIN)/python -m tests.support.gallery --out gallery-out

docs: setup
	$(BIN)/python -m tools.generate_docs

# Needs uv. Writes no index host into the files.
requirements:
	bash requirements/compile.sh

clean:
	rm -rf $(CATALOGUE) gallery-out .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis demo-out demo-out.[0-9]*
