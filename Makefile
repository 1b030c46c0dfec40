# One entry for everything; each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install check test test-sqlite test-postgres test-spark spark ocr demo bench locks messages clean

$(VENV)/base.stamp: requirements/base.txt pyproject.toml
	$(PYTHON) tools/make_venv.py $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python tools/link_package.py
	touch $@

$(VENV)/test.stamp: $(VENV)/base.stamp requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

$(VENV)/spark.stamp: $(VENV)/base.stamp requirements/spark.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	touch $@

$(VENV)/ocr.stamp: $(VENV)/base.stamp requirements/ocr.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ocr.txt
	touch $@

$(VENV)/bench.stamp: $(VENV)/test.stamp requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

# The program, its messages and the built assets: afterwards .venv/bin/xingzhi runs.
install: $(VENV)/base.stamp
	$(BIN)/python tools/compile_messages.py
	$(BIN)/python frontend/build.py
	$(BIN)/python tools/warm_kernels.py

# What --engine spark needs beside Java 17; nothing else does.
spark: install $(VENV)/spark.stamp

# What reads scanned notices; without it a scan is told as one.
ocr: install $(VENV)/ocr.stamp

# Style, types, layers, migrations, packs, messages.
check: install $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings xingzhi.settings
	$(BIN)/xingzhi packs check

# Everything, on SQLite and PostgreSQL, browser and a short part on Spark included; installs what the system lacks where
# it may.
test: check $(VENV)/spark.stamp
	$(BIN)/python tools/run_tests.py

test-sqlite: install $(VENV)/test.stamp $(VENV)/spark.stamp
	$(BIN)/python tools/run_tests.py sqlite

test-postgres: install $(VENV)/test.stamp $(VENV)/spark.stamp
	$(BIN)/python tools/run_tests.py postgresql

# The screenings on Spark at length: two executor processes on this machine, several minutes.
test-spark: install $(VENV)/test.stamp $(VENV)/spark.stamp
	$(BIN)/python tools/run_tests.py spark

# A sample office: files read, registers filled, look-alikes found, figures computed, the site served.
demo: install
	PYTHONUNBUFFERED=1 $(BIN)/xingzhi demo

bench: install $(VENV)/bench.stamp $(VENV)/spark.stamp
	$(BIN)/python -m bench

locks:
	cd requirements && for name in base test bench assets spark ocr; do \
	  uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q $$name.in -o $$name.txt; done

messages: $(VENV)/base.stamp
	$(BIN)/python tools/extract_messages.py

clean:
	rm -rf $(VENV) frontend/node_modules frontend/.venv src/xingzhi/web/static/build var
