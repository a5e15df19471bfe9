SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
LOCKS := infra/locks
PIP := $(BIN)/pip --disable-pip-version-check --no-input install -qq
CODE := issuance booking_web counter_station loadtests infra tests
# A test waits for a database or a browser about half of its time: one worker more than cores.
# Neighbours stay together, so that what a file starts is started once.
PYTEST := $(BIN)/pytest -n $$(($$(nproc) + 1)) --dist worksteal

# A test run starts hundreds of Pythons: without the compiled files, which an environment may
# forbid, each compiles all of our code again.
unexport PYTHONDONTWRITEBYTECODE

# Forget a virtual environment of ours whose Python is gone or whose folder was moved.
$(shell [ ! -e .venv/.installed ] || { [ -x .venv/bin/python ] \
  && grep -q "$(CURDIR)/.venv" .venv/bin/pip; } || rm -rf .venv)

.PHONY: help
help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: setup .venv/.pcsc ## Run the whole house on this machine with made-up people
	@$(BIN)/madoguchi demo

.PHONY: demo-once
demo-once: setup .venv/.pcsc ## Drive one resident and one family through the whole life, then end
	@$(BIN)/madoguchi demo --once

.PHONY: test
test: dev ## Install what is needed, check, and run all tests
	@$(MAKE) check
	$(PYTEST) --ignore tests/browser
	$(BIN)/pytest -n 2 --dist worksteal tests/browser

.PHONY: test-exhaustive
test-exhaustive: dev ## Run what only repeats: all pages in all languages, all branches in a browser
	$(PYTEST) -m exhaustive

.PHONY: check
check: dev ## Format, lint, types, import contracts
	@$(MAKE) -j2 -O -k check-format check-lint check-mypy check-pyright check-imports

.PHONY: check-format check-lint check-mypy check-pyright check-imports
check-format:
	$(BIN)/ruff format --check $(CODE)
check-lint:
	$(BIN)/ruff check $(CODE)
check-mypy:
	$(BIN)/mypy
check-pyright:
	$(BIN)/basedpyright
check-imports:
	$(BIN)/lint-imports

.PHONY: fmt
fmt: dev ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only -q $(CODE)
	$(BIN)/ruff format $(CODE)

.PHONY: setup
setup: .venv/.installed .venv/.fonts ## Install what the program needs, from the lock files

# Without its fonts the program runs all the same; it only prints no documents, and says why.
.venv/.fonts: .venv/.installed
	@infra/dev/debian_packages.sh fonts-noto-cjk fonts-noto-core fonts-ipamj-mincho \
	  && touch $@ || echo "Until then no PDF can be printed."

.venv/.installed: $(LOCKS)/runtime.txt $(LOCKS)/build.txt pyproject.toml
	@infra/dev/virtual_environment.sh
	@echo "… Python packages"
	@$(PIP) --require-hashes -r $(LOCKS)/runtime.txt -r $(LOCKS)/build.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: dev
dev: setup .venv/.pcsc .venv/.dev ## Install what development and tests need

.venv/.dev: .venv/.installed $(LOCKS)/dev.txt
	@infra/dev/debian_packages.sh opensc opensc-pkcs11 openssl chromium \
	  fonts-noto-cjk fonts-noto-core fonts-ipamj-mincho poppler-utils softhsm2 \
	  util-linux
	@echo "… Python packages for development"
	@$(PIP) --require-hashes -r $(LOCKS)/dev.txt
	@touch $@

.venv/.pcsc: .venv/.installed $(LOCKS)/pcsc.txt
	@infra/dev/pcsc.sh

.PHONY: pcsc
pcsc: setup ## Install PC/SC again, for real readers
	@infra/dev/pcsc.sh

.PHONY: bench
bench: dev ## Measure booking against pgbench and others; ratios go to bench.json
	@infra/dev/debian_packages.sh wrk
	$(BIN)/python -m infra.bench

.PHONY: simulate-day
simulate-day: dev ## Simulate a day of 22 counters: visits and waits, and where a factor comes from
	@$(BIN)/python -m infra.simulation

.venv-load/.installed: $(LOCKS)/loadtests.txt .venv/.installed
	@echo "… Locust, in an environment of its own"
	@rm -rf .venv-load
	@$(BIN)/python -m venv .venv-load
	@.venv-load/bin/pip --disable-pip-version-check --no-input install -qq --require-hashes \
	  -r $(LOCKS)/loadtests.txt
	@touch $@

DRILL := surge
.PHONY: surge
surge: setup .venv-load/.installed ## Let a crowd come (Locust), audit, write surge-report.html; DRILL=name
	$(BIN)/python -m infra.surge $(DRILL) $(SURGE)

.PHONY: surge-ward
surge-ward: setup .venv-load/.installed ## The same with a whole ward: 690,000 people in ten minutes
	$(BIN)/python -m infra.surge ward

.PHONY: surge-list
surge-list: setup ## Name the drills that DRILL= can be
	@$(BIN)/python -m infra.surge --list

.PHONY: surge-limits
surge-limits: setup .venv-load/.installed ## Measure what Locust alone costs on this machine, for the reports
	@$(BIN)/python -m infra.surge.limits

.PHONY: surge-ratios
surge-ratios: setup .venv-load/.installed ## Residents by Locust beside pgbench, turn about; surge-ratios.json
	$(BIN)/python -m infra.peers.pgbench

.PHONY: audit-faults
audit-faults: dev ## Plant every fault in a running desk; the auditor has to catch each (seconds)
	$(BIN)/pytest -m "faults or not faults" tests/loadtests/test_faults.py \
	  tests/loadtests/test_double_call.py

.PHONY: capacity-curve
capacity-curve: setup .venv-load/.installed ## Measure what a booking costs at which rate, for `madoguchi capacity`
	$(BIN)/python -m infra.surge curve

.PHONY: capacity-check
capacity-check: setup .venv-load/.installed ## Measure two more rates and compare them with that curve
	$(BIN)/python -m infra.surge.capacity.check

PEERS := $(HOME)/.cache/madoguchi-peers
.PHONY: peers
peers: setup .venv-load/.installed ## Measure beside pretix (installed under PEERS=FOLDER); figures go to loadtests/peers.md
	@PYTHON=$(CURDIR)/$(BIN)/python loadtests/peers/install.sh $(PEERS)
	$(BIN)/python -m infra.peers --folder $(PEERS)

.PHONY: hooks
hooks: dev ## Check before each commit (pre-commit)
	$(BIN)/pre-commit install

.PHONY: clean-demo
clean-demo: ## Throw the demo's data and keys away
	rm -rf .madoguchi

.PHONY: clean
clean: ## Remove the virtual environment and all caches; the demo's data stays
	rm -rf .venv .venv-load .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
