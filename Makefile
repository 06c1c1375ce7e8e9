# Two commands serve a newcomer: make demo, make test. Both work first, on a machine with only
# Python 3.11, make and a C library.

PYTHON ?= python3
V := .venv/bin
export TAIZHANG_FONTS := $(CURDIR)/.fonts

.PHONY: pictures demo test check bench bench-rollups fix docs fonts lock test-pg test-long test-spark

demo: ## load the demo office, compile its yearly report
	@$(PYTHON) tools/setup.py run
	@$(V)/taizhang demo --home .demo --out .demo
	@$(V)/taizhang serve --home .demo --demo

# Long batteries in a real browser, long work that is killed, and the demo office on the second database: before an issue is closed.
LONG := $(addprefix tests/browser/test_,calendar.py editor_figures.py editor_page.py editor_saving.py item_editor_input.py pictures.py pictures_places.py printed_duties.py study.py) tests/cli/test_killed.py
DEMO := tests/processes/demo
# On a real cluster of processes; needs Java and half a gigabyte of packages.
SPARK := tests/spark

test: ## the tests: SQLite, then what touches the database again on PostgreSQL
	@$(PYTHON) tools/setup.py dev
	$(V)/python -m pytest -q -n 2 --dist worksteal $(addprefix --ignore=,$(LONG) $(SPARK))
	@$(MAKE) --no-print-directory test-pg

test-pg:
	TAIZHANG_TEST_DATABASE=postgresql $(V)/python -m pytest -q -n 2 --dist worksteal --ignore=$(DEMO) tests/units tests/journal tests/records tests/duties tests/premises tests/publication tests/processes tests/reporting tests/web

test-long: ## the batteries that `make test` leaves out
	@$(PYTHON) tools/setup.py dev
	$(V)/python -m pytest -q -n 2 --dist worksteal $(LONG)
	TAIZHANG_TEST_DATABASE=postgresql $(V)/python -m pytest -q -n 2 --dist worksteal $(DEMO)

test-spark: ## the roll-ups by Spark, on a real cluster on this machine
	@$(PYTHON) tools/setup.py spark
	$(V)/python -m pytest -q $(SPARK)

check: ## format, lint, types, walls, relations, migrations, generated docs, known vulnerabilities
	@$(PYTHON) tools/setup.py dev
	$(V)/python tools/check.py

bench: ## side by side, in one run; prints ratios
	@$(PYTHON) tools/setup.py dev
	$(V)/python -m bench

bench-rollups: ## roll-ups of a whole country, side by side; SIZE in millions of lines: make bench-rollups SIZE="1 10" SPARK_SIZE=1
	@$(PYTHON) tools/setup.py bench
	@$(if $(SPARK_SIZE),$(PYTHON) tools/setup.py spark)
	$(V)/python -m bench.rollups $(addprefix --size ,$(or $(SIZE),1)) $(addprefix --spark ,$(SPARK_SIZE))

fix: ## format, and mend what can be mended
	$(V)/ruff format src tests tools bench
	$(V)/ruff check --fix src tests tools bench

fonts: ## fetch the font files that are missing
	@$(PYTHON) tools/setup.py run
	@$(V)/python tools/fonts.py

pictures: ## take the handbook's pictures of the pages anew
	@$(PYTHON) tools/setup.py dev
	TAIZHANG_PICTURES=docs/pictures $(V)/python -m pytest -q tests/browser/test_pictures.py tests/browser/test_pictures_places.py

docs: ## write the generated pages again
	$(V)/python tools/figures_book.py
	$(V)/python tools/command_book.py

lock: ## pin every package anew, with hashes and no address
	$(V)/uv pip compile pyproject.toml --group setup --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/run.txt -q --upgrade
	$(V)/uv pip compile pyproject.toml --group setup --extra dense --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/run.txt -o requirements/dense.txt -q --upgrade
	$(V)/uv pip compile pyproject.toml --group setup --extra spark --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/run.txt -o requirements/spark.txt -q --upgrade
	$(V)/uv pip compile pyproject.toml --group setup --group dev --extra dense --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/run.txt -c requirements/dense.txt -o requirements/dev.txt -q --upgrade
	$(V)/uv pip compile pyproject.toml --group setup --group dev --group bench --extra dense --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/dev.txt -o requirements/bench.txt -q --upgrade
