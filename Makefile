# make demo   set up, then check a sample article and read what is wrong with it
# make test   set up, then run the tests (WHEEL=1: the wheel in an empty environment too; ARGS: more for pytest)
# make lint   style, types, the direction of imports, and the rules
# make mutate the rules with a holder dropped, a date shifted, an amount changed: do their examples notice?
# make gains  what is found otherwise than in the accepted state (ARGS="--against REV": than by that revision)
# make bench  times, memory and throughput
# make lock   compile the versions and hashes of everything that is installed (needs uv)

PYTHON ?= $(firstword $(foreach name,python3.11 python3,$(shell command -v $(name) 2>/dev/null)) python3)
VENV   ?= .venv
BIN    := $(VENV)/bin
UV     ?= $(firstword $(wildcard $(BIN)/uv) uv)
STAMP  := $(VENV)/.vires-installed
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint mutate gains format bench lock clean
.DEFAULT_GOAL := demo

# Everything is installed by hash, the project itself in place and without a download of its own.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("vires needs Python 3.11 or newer: make PYTHON=...")'
	@test -x $(BIN)/python || { echo "Setting up $(VENV), once; this takes a minute ..."; $(PYTHON) -m venv $(VENV); }
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-index --no-build-isolation -e .
	@touch $@

# Findings are what the demo is for: only a status above 1 is a failure.
demo: $(STAMP)
	@$(BIN)/vires check docs/demo/article.md || test $$? -eq 1

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto --dist worksteal $(if $(WHEEL),,-m "not wheel") $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vires rules lint

mutate: $(STAMP)
	@$(BIN)/vires rules mutate --way holder --way date --way amount --at-most 5 $(ARGS)

gains: $(STAMP)
	@$(BIN)/python -m benchmarks.gains $(ARGS)

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)
	@$(BIN)/python benchmarks/run.py $(ARGS)

# No address of a package index stands in the lock: pip takes the one that it is set up with.
lock:
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
