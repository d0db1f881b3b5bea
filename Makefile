# make demo, make test: the two commands. Each installs the Debian packages it lacks, builds, and can be run again
# quickly. The rest is for those who work on Guichet; `make help` lists it.

PREFIX ?= /usr/local
PART ?=
JOBS ?= $(shell nproc)

release := build/release
guichet := $(release)/bin/guichet
verify := $(release)/bin/guichet-verify
# ctest lists a program that is not built as a test of that name; `make test` builds all but the long ones.
short := --label-exclude '^long\.' --exclude-regex '_NOT_BUILT$$'
ctest := ctest --output-on-failure --no-label-summary --no-tests=error --parallel $(JOBS)
# ctest ends with its time; the count comes last, where one looks first.
counted = && sed -n 's/.*tests="\([0-9]*\)".*/\1 tests passed/p' $(CURDIR)/$(1)/tests.xml | head -n 1

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test test-long sanitize long bench gallery lint format build deb docs setup install uninstall clean

help:
	@echo 'make demo                    build, run every scenario, tell one case step by step; leaves out/'
	@echo 'make test                    every test but the long ones'
	@echo 'make test-long [PART=name]   the long ones: sanitize (all of make test under ASan and UBSan), or a part of ctest'
	@echo 'make bench                   the table of speeds'
	@echo 'make gallery                 draws docs/gallery/: every procedure in every view'
	@echo 'make lint                    clang-tidy'
	@echo 'make format                  clang-format, in place'
	@echo 'make install|uninstall       [PREFIX=$(PREFIX)] [DESTDIR=]'
	@echo 'make deb                     the Debian packages, in build/release/'
	@echo 'make docs                    the headers for C++ as pages, in build/docs/html/'
	@echo 'make clean                   removes build/ and out/'

setup:
	@.ci/setup

build/%/build.ninja: CMakePresets.json
	cmake --preset $*
	@touch $@

build: setup $(release)/build.ninja
	cmake --build --preset release --target guichet guichet-verify

demo: build
	@mkdir -p out
	@rm -f out/demo.db* out/broken.db*
	$(guichet) run all --db out/demo.db
	@$(guichet) run all --format json > out/report.json
	@echo
	@echo 'One person, three days: granted at once; the day the register is down; a mismatch that an agent decides.'
	@echo
	$(guichet) run accordee jour-de-panne carte-grise-pas-a-jour --story
	@echo
	@echo 'Its log proves itself. A second program that shares no code with the first checks it; then one word of a copy'
	@echo 'is changed, and it names the line.'
	@echo
	@$(verify) --note out/demo.db > out/demo.checkpoint
	$(verify) --against out/demo.checkpoint out/demo.db
	@cp out/demo.db out/broken.db
	@at=$$(LC_ALL=C grep -abo '"decision":"yes"' out/broken.db | sed -n '7s/:.*//p'); \
	  printf 'nay' | dd of=out/broken.db bs=1 seek=$$((at + 12)) conv=notrunc 2>/dev/null
	@echo
	@echo '$(verify) out/broken.db'; $(verify) out/broken.db; test $$? = 1
	@echo
	@echo 'out/demo.db holds every case and its log ($(guichet) log --db out/demo.db), out/report.json the report.'

test: setup $(release)/build.ninja
	cmake --build --preset release
	@cd $(release) && $(ctest) $(short) --output-junit tests.xml $(call counted,$(release))

# sanitize is a build of its own; the other parts are tests labelled long.<part>. No PART: all of them.
test-long: setup $(if $(PART),$(if $(filter sanitize,$(PART)),sanitize,long),sanitize long)

sanitize: build/dev/build.ninja
	cmake --build --preset dev
	@cd build/dev && $(ctest) $(short) --output-junit tests.xml $(call counted,build/dev)

long: $(release)/build.ninja
	@$(if $(filter-out peers diagrams,$(PART)),,.ci/setup peers)
	cmake --build --preset release --target all long_tests
	@cd $(release) && $(ctest) --label-regex '^long\.$(PART)' --output-junit tests.xml $(call counted,$(release))

bench: setup $(release)/build.ninja
	cmake --build --preset release --target bench

# One process; tests/diagram/gallery.cmake holds it to the same bytes.
gallery: build
	rm -f docs/gallery/*.svg docs/gallery/index.html
	$(guichet) diagram all --view all --lang fr --out docs/gallery/

lint:
	@.ci/setup lint
	@$(MAKE) --no-print-directory build/lint/build.ninja
	cmake --build --preset lint --target all long_tests -- -k 0

format:
	@.ci/setup lint
	git ls-files -- '*.cpp' '*.h' | xargs clang-format -i

install:
	@test -x $(guichet) || $(MAKE) --no-print-directory build
	DESTDIR='$(DESTDIR)' cmake --install $(release) --prefix '$(PREFIX)'

deb: build
	cd $(release) && cpack

docs:
	@.ci/setup docs
	@mkdir -p build/docs
	doxygen src/cmake/Doxyfile
	@echo build/docs/html/index.html

# The manifest is written by `make install`; folders go when nothing is left in them.
uninstall:
	@test -f $(release)/install_manifest.txt || { echo 'nothing was installed from this folder' >&2; exit 1; }
	@while IFS= read -r file || [ -n "$$file" ]; do rm -f "$(DESTDIR)$$file"; done < $(release)/install_manifest.txt
	@for folder in '$(DESTDIR)$(PREFIX)/share/guichet' '$(DESTDIR)$(PREFIX)/share/doc/guichet'; do \
	  if [ -d "$$folder" ]; then find "$$folder" -depth -type d -empty -delete; fi; done
	@rm $(release)/install_manifest.txt

clean:
	rm -rf build out
