# make demo        a virtual environment, an installation, and the shipped examples built into ./demo/
# make test        the same with the test extras, then the tests
# make bench       the times and ratios of docs/performance.md
# make hostile     10,000 mutated documents, 1,000 killed builds, lines of 500 MB, 100,000 files (hours)
# make fuzz        coverage-guided fuzzing of readers and extraction
# make hostile-endpoint  1,000 hostile queries, 200 at once, against a real server; prints the figures of docs/security.md
# make wheelhouse  everything an offline machine needs: this platform, and Windows on amd64
# make cluster     the tests on real servers and a Spark cluster on this machine, the long ones too (some minutes)
# Another interpreter: make demo PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CLEAN := rm -rf build policykg.egg-info

# What an installation is made of: when none of it is newer than the last installation, nothing is installed again.
SOURCES := pyproject.toml setup.cfg constraints.txt README.md LICENSE THIRD_PARTY.md cli.py \
	$(shell find kg ontology output examples -type f -not -name '*.pyc')

.PHONY: demo test bench hostile hostile-endpoint fuzz cluster wheelhouse clean

demo: $(VENV)/installed
	$(BIN)/policykg demo

test: $(VENV)/installed-test
	$(BIN)/pytest

# What is not there is skipped, and the last lines say so: Java 17, Virtuoso (apt-get install openjdk-17-jre-headless virtuoso-opensource).
cluster: $(VENV)/installed-test
	$(PIP) install --quiet -c constraints.txt pandas pyspark warcio
	POLICYKG_CLUSTER=all $(BIN)/pytest -rs tests/cluster

# The short version is in the tests. ROUNDS=10000 for more.
ROUNDS ?= 1000
hostile-endpoint: $(VENV)/installed-test
	POLICYKG_ROUNDS=$(ROUNDS) $(BIN)/pytest -s tests/web/test_hostile.py tests/web/test_connections.py tests/web/test_turns.py tests/web/test_browser.py tests/test_query_text.py tests/test_query_rows.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "policykg needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(SOURCES) | $(VENV)/bin/python
	$(CLEAN)
	$(PIP) install --quiet -c constraints.txt .
	$(CLEAN)
	touch $@

# The extras include all of the plain installation, which need not be done again after them.
$(VENV)/installed-test: $(SOURCES) | $(VENV)/bin/python
	$(CLEAN)
	$(PIP) install --quiet -c constraints.txt '.[test]'
	$(CLEAN)
	touch $(VENV)/installed $@

# pip judges environment markers by the machine it runs on, so what only Windows needs (colorama) is named.
wheelhouse: $(VENV)/bin/python
	$(CLEAN) wheelhouse
	$(PIP) wheel --quiet --no-deps -w wheelhouse .
	$(CLEAN)
	$(PIP) download --quiet -c constraints.txt -d wheelhouse wheelhouse/policykg-*.whl
	$(PIP) download --quiet -c constraints.txt -d wheelhouse --platform win_amd64 --python-version 3.11 \
		--only-binary=:all: wheelhouse/policykg-*.whl colorama
	@ls wheelhouse | wc -l | xargs -I N echo "N wheels in ./wheelhouse/"

# Broken and hostile files by the thousand, and growth on long texts: some hours. Which mutants: POLICYKG_MUTANTS_SEED.
hostile: $(VENV)/installed-test
	POLICYKG_MUTANTS=10000 POLICYKG_GROWTH=50000 POLICYKG_KILLS=1000 POLICYKG_PROPERTIES=50 POLICYKG_LARGE=500 POLICYKG_FILES=100000 $(BIN)/pytest tests/hostile tests/test_nothing_lost.py

# What docs/performance.md reports; BUILDS="1000 10000 100000" for all of it, which takes hours.
BUILDS ?= 1000 10000
bench: $(VENV)/installed-test
	$(PIP) install --quiet -c constraints.txt legal-reference-extraction==0.5.5
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/builds.py $(BUILDS)
	$(BIN)/python benchmarks/queries.py

# Coverage-guided fuzzing of readers and extraction, SECONDS each; what it finds is kept as a test.
SECONDS ?= 300
fuzz: $(VENV)/installed-test
	$(PIP) install --quiet -c constraints.txt '.[fuzz]'
	for target in bytes html docx pdf extract number tables lines query; do \
		$(BIN)/python tests/hostile/fuzz.py $$target -max_total_time=$(SECONDS) -rss_limit_mb=2500 -timeout=25 || exit 1; done

clean:
	$(CLEAN) $(VENV) demo wheelhouse
