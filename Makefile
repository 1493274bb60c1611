# Everything starts from a bare machine with Python 3.11+ and make; nothing is installed outside .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo

.PHONY: help demo test extended quick check format clean
help:
	@echo "make demo    prove the seven assignments, grade examples/class, say where to look"
	@echo "make test    the whole test suite"
	@echo "make extended  the tests that build platform images and clusters (root, network)"
	@echo "make quick   the tests that take no more than seconds"
	@echo "make check   format, lint, types and the catalogue"

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or later is needed, this is " + sys.version'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[grade,oracle,notebook,cluster,postgres,dev]'
	@touch $@

demo: $(STAMP)
	$(BIN)/autograder validate
	rm -rf $(DEMO)
	$(BIN)/autograder grade examples/class --out $(DEMO)

test: $(STAMP)
	$(BIN)/python -m pytest

extended: $(STAMP)
	$(BIN)/python -m pytest tests/cluster tests/store tests/bundle

quick: $(STAMP)
	$(BIN)/python -m pytest -m "not slow"

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
