# Everything a fresh clone needs is Python 3.11 or newer; the targets below set up the rest in .venv.

VENV    := .venv
PY      := $(VENV)/bin/python
PYTHON  ?=
UV      ?= uv
WORKERS ?= 2
PERSONS ?= 2000
SEEDS   ?= 20

LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

.PHONY: help run test check bench validate lock clean
.DELETE_ON_ERROR:

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp ## report on the two example diaries, as HTML in out/; then open the practice app on a demo practice
	@mkdir -p out
	$(VENV)/bin/unknot report examples/simulated/responses.csv examples/simulated/doses.csv --html out/simulated.html
	$(VENV)/bin/unknot report examples/real/responses.csv --html out/real.html
	@echo "The reports lie in $(CURDIR)/out/simulated.html and $(CURDIR)/out/real.html; open them in a browser."
	$(VENV)/bin/unknot serve --demo $(if $(CI),--check --port 0,$(shell test -t 1 || echo --check --port 0))

# A browser's loop and Django's database do not share a process.
test: $(VENV)/dev.stamp ## run the quick tests, then the slow ones, then those in a browser
	$(VENV)/bin/pytest -m "not slow" -n $(WORKERS)
	$(VENV)/bin/pytest -m slow -n $(WORKERS) --ignore=tests/browser
	$(VENV)/bin/pytest -m slow tests/browser

check: $(VENV)/dev.stamp ## check format, lint, types and the order of the floors
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/basedpyright --pythonpath $(PY)
	$(VENV)/bin/lint-imports

bench: $(VENV)/dev.stamp ## run every script in benchmarks/
	@for script in benchmarks/*.py; do echo "== $$script"; $(PY) "$$script" || exit 1; done

validate: $(VENV)/run.stamp ## run every published experiment at full size and write docs/validation.md (takes long)
	@mkdir -p out
	$(VENV)/bin/unknot validate --json --persons $(PERSONS) --seeds $(SEEDS) > out/validation.json
	$(PY) -m unknot.report.scorecard_markdown out/validation.json docs/validation.md \
	  "$(PERSONS) virtual people under each of $(SEEDS) seeds"

lock: ## choose the newest versions that fit and write requirements/*.lock (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv. Install it, or say where it is: make lock UV=/path/to/uv" >&2; exit 1; }
	$(UV) pip compile $(LOCKING) --upgrade --extra practice pyproject.toml requirements/build.in --output-file requirements/run.lock
	$(UV) pip compile $(LOCKING) --upgrade --extra dev --constraint requirements/run.lock \
	  pyproject.toml requirements/build.in --output-file requirements/dev.lock

clean: ## remove .venv, out/ and every cache
	rm -rf $(VENV) out build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find unknot tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# The environment. The stamps say what is installed, so that nothing is done twice.

$(VENV)/made.stamp:
	@found=; for name in $(or $(PYTHON),python3.11 python3 python3.12 python3.13 python); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Unknot needs Python 3.11 or newer. Given: $$("$(or $(PYTHON),python3)" --version 2>&1 || true)." >&2; \
	  echo "Install it, or say where it is: make run PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	echo "$$found -m venv $(VENV)"; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/run.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.lock pyproject.toml $(VENV)/made.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
