# Two commands do everything: `make site` builds the sample site, `make test` proves it.
# Python 3.11 and a network are all that is needed; `make test` also installs Chromium where there is none.

PYTHON ?= python3.11
VENV   ?= .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve test torture fuzz mutants audit sbom format lint types unit gold browser bench small-bench docs wheel lock clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.site: requirements.lock pyproject.toml | $(VENV)/.made
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

site: $(VENV)/.site ## Build the sample site into output/
	$(BIN)/khulasa build

serve: $(VENV)/.site ## Build, serve at http://localhost:8000 and rebuild on change
	$(BIN)/khulasa serve

test: format lint types unit gold ## Everything: format, lint, types, tests with a real browser, gold figures

format: $(VENV)/.dev ## Is the code formatted?
	$(BIN)/ruff format --check generator tests theme

lint: $(VENV)/.dev
	$(BIN)/ruff check generator tests theme

types: $(VENV)/.dev ## Are the types right?
	$(BIN)/mypy

unit: $(VENV)/.dev browser ## All tests
	$(BIN)/pytest

torture: $(VENV)/.dev browser ## The same promises at length (an hour; VECTORS=folder of attack strings)
	KHULASA_VECTORS=$(VECTORS) $(BIN)/pytest -m torture
	KHULASA_KILLS=100 KHULASA_SEQUENCES=200 KHULASA_EXAMPLES=3000 KHULASA_SOUPS=5000 KHULASA_HEAP=1000 $(BIN)/pytest \
	  tests/test_faults.py tests/test_incremental.py tests/test_properties.py tests/test_soup.py tests/test_adding.py

$(VENV)/.night: requirements-night.lock $(VENV)/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-night.lock
	touch $@

SECONDS ?= 60
fuzz: $(VENV)/.night ## Bytes led by coverage at what reads foreign bytes (SECONDS=60 for each target)
	for name in frontmatter cleaning sources; do $(BIN)/python tests/fuzz/run.py $$name $(SECONDS) || exit 1; done

mutants: $(VENV)/.night ## Do the tests see small changes of plan, fold, fingerprints and escaping? (ten minutes)
	$(BIN)/python tests/mutants.py

audit: $(VENV)/.night ## Known faults of the locked libraries (asks PyPI), and of the workflows
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	$(BIN)/zizmor --offline .github

sbom: $(VENV)/.night ## All parts with their hashes (CycloneDX) into dist/
	mkdir -p dist
	$(BIN)/cyclonedx-py requirements --output-reproducible -o dist/khulasa.cdx.json requirements.lock

gold: $(VENV)/.dev ## Are the gold figures not below their floor?
	$(BIN)/python tests/gold_gate.py

browser: ## Chromium for the tests, installed where there is none
	@sh tests/chromium.sh

bench: $(VENV)/.dev ## Speed, as ratios measured in one run
	$(BIN)/khulasa bench convert
	$(BIN)/khulasa bench site --articles 1000 --articles 3000

small-bench: $(VENV)/.dev ## A bench small enough for CI; HISTORY=file that gets a line a run
	$(BIN)/khulasa bench site --articles 200 --rounds 1 --history $(or $(HISTORY),bench.jsonl)

docs: $(VENV)/.dev ## The handbook into docs-site/: tutorial, how-to, reference made from the code
	$(BIN)/mkdocs build --quiet --strict

wheel: $(VENV)/.dev ## Wheel and source distribution into dist/
	$(BIN)/python -m build --no-isolation

lock: $(VENV)/.made ## Pin all dependencies anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group build --group dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group build -o requirements.lock -c requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group night -o requirements-night.lock -c requirements-dev.lock pyproject.toml

clean: ## Delete what can be made again
	rm -rf output .khulasa dist docs-site .mypy_cache .ruff_cache .pytest_cache
