# make demo   the dashboard on the sample articles      make test   every test      make help   the rest
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8050

.PHONY: help demo test lint eval bench constraints clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         build the timeline of seeds/articles and serve it on http://127.0.0.1:$(PORT)"
	@echo "make test         every test; the browser tests need chromium, which is looked for or installed"
	@echo "make lint         style, types and the arrows between the rooms"
	@echo "make eval         the quality figures, where the evaluation cases lie in ../shared"
	@echo "make bench        speed and accuracy beside other tools (docs/benchmarks.md)"
	@echo "make constraints  renew the pinned versions from this environment"

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/timeline build seeds/articles --db demo.db
	$(BIN)/timeline serve --db demo.db --port $(PORT)

test: $(VENV)/.test
	@.ci/browser $(BIN)/python
	$(BIN)/python -m pytest -n 2 $(TESTS)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.installed
	TIMELINE_CMD=$(BIN)/timeline $(PYTHON) ../shared/eval/run.py
	TIMELINE_CMD=$(BIN)/timeline $(PYTHON) ../shared/eval/run.py --true-dates

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

constraints: $(VENV)/.test
	{ echo "# The versions that are tested together: pip install -c constraints.txt timeline-news. Renew with: make constraints"; \
	  $(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check; } > constraints.new && mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) demo.db demo.db-wal demo.db-shm build *.egg-info
