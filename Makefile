# Everything starts from a bare machine with Python 3.11+ and make. Nothing is installed outside .venv, but for
# the browser and the database server that `make test` uses, where it runs as root and there are none.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BROWSER := $(VENV)/.browser
SERVICES := $(VENV)/.services
BENCH ?= small
DEMO := demo

.PHONY: help demo test extended fuzz quick bench check format clean
help:
	@echo "make demo    prove the seven assignments, grade examples/class, say where to look"
	@echo "make test    the whole test suite"
	@echo "make extended  longer versions of the tests in which machines, browsers and runs fail"
	@echo "make fuzz    a million frames and thousands of sessions against the wire's two ends (half an hour)"
	@echo "make quick   the tests that take no more than seconds"
	@echo "make bench   grading timed beside what it replaces; ten minutes on two idle cores, BENCH=full for all of it"
	@echo "make check   format, lint, types and the catalogue"

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or later is needed, this is " + sys.version'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[grade,oracle,notebook,cluster,postgres,slurm,dev]'
	@touch $@

demo: $(STAMP)
	$(BIN)/autograder validate
	rm -rf $(DEMO)
	$(BIN)/autograder grade examples/class --out $(DEMO)

$(BROWSER): $(STAMP) scripts/install-browser.sh
	sh scripts/install-browser.sh $(BIN)
	@touch $@

$(SERVICES): $(STAMP) scripts/install-services.sh
	sh scripts/install-services.sh
	@touch $@

test: $(BROWSER) $(SERVICES)
	$(BIN)/python -m pytest

extended: $(SERVICES) $(BROWSER)
	$(BIN)/python -m pytest -m "" tests/cluster tests/store
	BROWSER_WHOLE_TERM=1 $(BIN)/python -m pytest tests/browser
	AUTOGRADER_CHAOS_FAULTS=100 $(BIN)/python -m pytest tests/scale/test_chaos.py

fuzz: $(STAMP)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt atheris
	$(BIN)/python tests/hostile/fuzz/fuzz_sessions.py
	$(BIN)/python tests/hostile/fuzz/fuzz_wire.py

quick: $(STAMP)
	$(BIN)/python -m pytest -m "not slow"

bench: $(STAMP)
	$(BIN)/python -m benchmarks --size $(BENCH)

check: $(STAMP)
	$(BIN)/ruff format --check autograder tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/autograder generate --check

format: $(STAMP)
	$(BIN)/ruff format autograder tests
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
