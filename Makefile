# make demo: from nothing to answers and a map, no server.   make test: everything, on a real Neo4j and a real browser.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ORGRAPH := $(BIN)/orgraph
STAMP := $(VENV)/.installed
JAVASCRIPT := tests/javascript
DEV_STAMP := $(VENV)/.installed-dev
APT := $(shell command -v apt-get 2>/dev/null)
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo 2>/dev/null)
.DEFAULT_GOAL := help

.PHONY: help demo test check unit quick mutants bench fuzz parity crash docs visualisations browser java javascript node clean

help:
	@echo "make demo   answers and a map from the real data, without a server"
	@echo "make visualisations  the published maps and pages, from the real data"
	@echo "make test   formatting, lint, types, layers and all tests"
	@echo "make quick  the quick tests, without server and browser, in less than a minute"
	@echo "make mutants  changes the code in SAMPLE=60 places chosen by SEED=1, and names what no test noticed"
	@echo "make bench  ratios against baselines in the same run"
	@echo "make fuzz   every property with 2,500 examples: hostile organisations, damaged files and command lines"
	@echo "make parity a thousand organisations asked in Neo4j and here"
	@echo "make crash  loads cut off at random moments, by a hundred kills of the client and 25 of the server"

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	touch $@

demo: $(STAMP)
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: check unit

check: $(DEV_STAMP) javascript
	$(BIN)/ruff format --check orgraph tests benchmarks docs
	$(BIN)/ruff check orgraph tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate_cli.py --check
	$(ORGRAPH) --seed seed verify
	$(ORGRAPH) --seed seed check --strict
	$(ORGRAPH) --seed seed coverage >/dev/null

# On all processors. Each worker has a browser of its own, and a server when it is given a file of tests that need one.
unit: $(DEV_STAMP) browser java
	$(BIN)/python -m pytest tests --ignore=tests/browser --ignore=tests/neo4j --numprocesses=auto
	$(BIN)/python -m pytest tests/browser tests/neo4j --numprocesses=auto --dist=loadgroup

quick: $(DEV_STAMP)
	$(BIN)/python -m pytest tests --ignore=tests/browser --ignore=tests/neo4j -m "not slow" --numprocesses=auto

# A quarter of an hour on two processors; the tests of one module need the server
mutants: $(DEV_STAMP) java
	$(BIN)/python -m tests.mutants --sample=$(or $(SAMPLE),60) --seed=$(or $(SEED),1)

# The pages' scripts: lint, types, their own tests, and vis-slim.js built again and compared.
javascript: $(JAVASCRIPT)/node_modules/.installed
	npm --prefix $(JAVASCRIPT) test --silent

$(JAVASCRIPT)/node_modules/.installed: $(JAVASCRIPT)/package-lock.json | node
	npm --prefix $(JAVASCRIPT) ci --silent
	touch $@

node:
	@{ command -v node && command -v npm; } >/dev/null || { test -n "$(APT)" && $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq nodejs npm; } || \
		{ echo "Node.js 18.18 or newer and npm are needed for the scripts of the pages: install them, and run again"; exit 1; }

# The tests drive a real Chromium and a real Neo4j; Debian's packages bring the browser, Java and Maven.
browser:
	@{ command -v chromium && command -v pdftotext; } >/dev/null || { test -n "$(APT)" && $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium poppler-utils; } || \
		{ echo "Chromium and poppler-utils are needed for the browser tests: install them, and run again"; exit 1; }

java:
	@{ command -v java && command -v mvn && command -v openssl; } >/dev/null || { test -n "$(APT)" && $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq openjdk-17-jre-headless maven openssl; } || \
		{ echo "Java 17, Maven and openssl are needed for the Neo4j tests: install them, and run again"; exit 1; }

# The object mappers that it compares with want an older driver: they get an environment of their own.
bench: $(DEV_STAMP) java
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --editable . --group bench
	.venv-bench/bin/python -m benchmarks

# 2,500 examples of each property; one that fails is printed with the line that repeats it
fuzz: $(DEV_STAMP)
	$(BIN)/python -m pytest tests -m "hypothesis and not browser and not neo4j" --hypothesis-profile=long --numprocesses=auto

# 1,200 generated organisations and the whole seed: every question here and in Cypher, answers equal word for word
parity: $(DEV_STAMP) java
	$(BIN)/python -m pytest tests/neo4j/test_parity.py tests/neo4j/test_load.py::test_whatever_a_seed_can_hold_takes_the_place_of_what_was --hypothesis-profile=long

# 100 kills of the client and 25 of the server at random moments of a load
crash: $(DEV_STAMP) java
	$(BIN)/python -m pytest tests/neo4j/test_crash.py --hypothesis-profile=long -rP

docs: $(DEV_STAMP)
	$(BIN)/python docs/generate_cli.py

visualisations: $(STAMP)
	$(BIN)/python docs/write_examples.py

clean:
	rm -rf $(VENV) .venv-bench $(JAVASCRIPT)/node_modules .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
