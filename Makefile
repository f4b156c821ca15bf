# `make run` and `make test` do everything on a fresh machine: environment, pinned install, browser.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: run test lint format bench fuzz kill sample clean

run: .venv/installed
	$(BIN)/python -m indicators serve --port $(PORT)

test: .venv/installed-dev browser
	$(BIN)/python -m pytest

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.imports --pandas

# damaged files against the reader; killed writers against the store
fuzz: .venv/installed-dev
	$(BIN)/python -m tests.fuzz

kill: .venv/installed-dev
	$(BIN)/python -m tests.kill

sample: .venv/installed
	$(BIN)/python data/sample/build.py

.venv/installed: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# the tests drive a real browser with a Chinese font; both come from the system's packages
.PHONY: browser
browser:
	@command -v chromium >/dev/null && fc-list :lang=zh | grep -q . || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk; } || \
	  { echo "The tests need Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk (as root)."; exit 1; }

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis data/store
