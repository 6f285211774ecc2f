# Each target makes what it needs (.venv from requirements/*.lock) and says in one line what it lacks.
# `make test ARGS="-k cursor"` hands arguments on; PYTHON=python3.12 chooses the Python of a new .venv.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve seed test test-embedded neo4j check format-check lint types static bench bench-scale robustness chaos test-neo4j-latest test-paused calibration mutants fuzz format lock wheel clean distclean
ARGS ?=
BIN := .venv/bin
RUN := $(BIN)/run.stamp
DEV := $(BIN)/dev.stamp
LOCKS := requirements/installer.lock requirements/run.lock pyproject.toml tools/environment.sh

help: ## this list
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(RUN): $(LOCKS)
	@tools/environment.sh run

$(DEV): $(LOCKS) requirements/dev.lock
	@tools/environment.sh dev

serve: $(RUN) ## environment, embedded engine, seed, service on 127.0.0.1:8000, the first question answered
	@exec $(BIN)/kalaka serve $(ARGS)

seed: $(RUN) ## load the demonstration (ARGS="--cohorts 4", ARGS="--out DIR", …)
	@exec $(BIN)/kalaka seed $(ARGS)

test: $(DEV) ## all tests: the embedded engine's and, beside them, those of a real Neo4j 5.26; then what must run alone
ifeq ($(ARGS),)
	@$(BIN)/python -m tests.everything
else
	@mkdir -p reports
	@$(BIN)/python -m pytest --junitxml=reports/tests.xml $(ARGS)
endif

test-embedded: $(DEV) ## the quick half: nothing that needs Java
	@$(BIN)/python -m pytest -m "not neo4j" $(ARGS)

neo4j: $(DEV) ## a Neo4j 5.26 of its own on 127.0.0.1:7687 until Ctrl-C (ARGS="--port P --home DIR")
	@$(BIN)/python -m tests.engines.neo4j $(or $(ARGS),--port 7687 --home .cache/neo4j-home)

check: format-check lint types static ## format, lint, types, layers, versions, repository

format-check: $(DEV) ## ruff's format, compared only
	@$(BIN)/ruff format --check .

lint: $(DEV) ## ruff's rules
	@$(BIN)/ruff check .

types: $(DEV) ## mypy, strict, on the package
	@$(BIN)/mypy

static: $(DEV) ## tests that only read the repository
	@$(BIN)/python -m pytest -q -m static

bench: $(DEV) ## times against hand-written statements and @neo4j/graphql on both engines
	@$(BIN)/python -m bench $(ARGS)

bench-scale: $(DEV) ## times as the data grows to a million nodes on Neo4j, a hundred thousand embedded (an hour)
	@$(BIN)/python -m bench.scale $(ARGS)

test-neo4j-latest: $(DEV) ## the Neo4j half of all tests on its newest line (2026.x; needs Java 21 or newer, found by itself)
	@$(BIN)/python -m tests.engines.neo4j --latest --assemble
	@mkdir -p reports
	@TESTS_NEO4J=latest $(BIN)/python -m pytest -m neo4j --junitxml=reports/neo4j-latest.xml $(ARGS)

test-paused: $(DEV) ## all tests while one process after another stands still for a moment (ARGS="--seed 7 -k sockets")
	@$(BIN)/python -m tests.paused $(ARGS) -m "not alone and not kills"

robustness: $(DEV) ## hostile documents, load, failures, access: one table of bars and figures (ARGS="--quick", ARGS="overload")
	@$(BIN)/python -m tests.robustness $(ARGS)

chaos: $(DEV) ## kill the service and the database in the middle of mutations, twenty times each (ARGS=--quick: ten), and two writers
	@$(BIN)/python -m tests.robustness $(ARGS) chaos contending

calibration: $(DEV) ## what network analysis claims against chance, in its long form: p-values, planted effects, random labels
	@$(BIN)/python -m tests.network

mutants: $(DEV) ## break the compiler in named ways; each must fail a test (ARGS=--fuzz: must be seen by drawn documents)
	@$(BIN)/python -m tests.mutants $(ARGS)

fuzz: $(DEV) ## 20,000 drawn documents embedded, 3,000 on Neo4j (KALAKA_FUZZ_FIRST=n to begin at another number)
	@KALAKA_FUZZ=$${KALAKA_FUZZ:-20000} KALAKA_FUZZ_NEO4J=$${KALAKA_FUZZ_NEO4J:-3000} \
	  $(BIN)/python -m pytest tests/test_random_documents.py $(ARGS)

format: $(DEV) ## ruff's format and its safe fixes
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(DEV) ## requirements/*.lock anew from pyproject.toml
	@tools/lock.sh

wheel: $(DEV) ## the wheel, with seed/ and schema/ inside, in dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## caches and reports; keeps .venv, the data folder and the assembled Neo4j
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis reports dist build .cache/seeded

distclean: clean ## everything that make made but the data folder .kalaka
	rm -rf .venv .cache
