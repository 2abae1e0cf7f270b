# Two commands for everybody: `make run` and `make test`. Each sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help setup run test test-pg check bench docs screenshots fmt

PORT ?= 8000
VAR ?= $(CURDIR)/var
AS_OF ?= 2023-09-15
WORKERS ?= 2
PY := .venv/bin/python

help:
	@echo "make run          the server on sample data at http://127.0.0.1:$(PORT)/  (PORT=… VAR=… AS_OF=…)"
	@echo "make test         the whole suite on the embedded database"
	@echo "make test-pg      the whole suite on PostgreSQL, started and stopped by itself"
	@echo "make check        style, types, storeys, migrations"
	@echo "make bench        measure; make screenshots: the pictures of the README"

setup:
	@./up.sh

run: setup
	@SHISHI_DEMO=1 SHISHI_VAR="$(VAR)" exec .venv/bin/shishi demo --as-of $(AS_OF) --serve --port $(PORT)

test: setup
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

test-pg: setup
	@$(PY) -m tests.postgres -n $(WORKERS) --dist loadfile $(ARGS)

check: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@SHISHI_VAR="$${TMPDIR:-/tmp}/shishi-check" .venv/bin/shishi makemigrations --check --dry-run
	@SHISHI_VAR="$${TMPDIR:-/tmp}/shishi-check" .venv/bin/shishi check

fmt: setup
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup
	@$(PY) -m bench $(ARGS)

screenshots: setup
	@$(PY) -m bench.screenshots
