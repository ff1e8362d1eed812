# make run opens the window; make test checks everything. Both set up what they need first.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
TRANSLATIONS := resources/translations
SOURCES = $(shell find incubator_gui -name '*.py')
PO := $(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/incubator_gui.po)
MO := $(PO:.po=.mo)

# Without compiled files every start takes three times as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup test test-long bench tour catalogues bundle lock clean
.DELETE_ON_ERROR:

run: setup
	@.ci/window

setup: $(VENV)/.installed $(MO)
	@.ci/packages qt

test: setup $(VENV)/.tests-installed
	@.ci/packages screen test
	@.ci/tests all $(ARGS)

test-long: setup $(VENV)/.tests-installed
	@.ci/packages screen test
	@.ci/tests long $(ARGS)

bench: setup $(VENV)/.tests-installed
	@.ci/packages screen test
	@.ci/tests bench $(ARGS)

tour: setup
	@.ci/window tour

# The sentences of the code into the catalogues; translations stay, new ones are left empty.
catalogues: $(VENV)/.installed
	@$(BIN)/python -m tests.support.catalogues $(TRANSLATIONS)

bundle: setup $(VENV)/.build-installed
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

# The lock files anew from pyproject.toml; make lock ARGS=--upgrade takes the newest versions.
lock: $(VENV)/.installed
	$(PIP) install --quiet pip-tools
	.ci/lock $(BIN)/python $(ARGS)

clean:
	rm -rf $(VENV) build dist tour *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find incubator_gui tests -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(MO)

$(VENV)/.made:
	@.ci/venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what the program needs into $(VENV)"
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests-installed: requirements-test.txt $(VENV)/.installed
	@echo "Installing what the tests need into $(VENV)"
	@$(PIP) install --quiet --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.build-installed: requirements-build.txt $(VENV)/.installed
	@$(PIP) install --quiet --require-hashes -r requirements-build.txt
	@touch $@

%.mo: %.po | $(VENV)/.installed
	@$(BIN)/python -c "from incubator_gui.core.languages import compile_catalogues; compile_catalogues()"
