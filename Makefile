# Courant. `make help` lists the targets.

# The modules in reading order, on seven floors, each a folder in src and include. A file may include only headers of its own line
# and of earlier lines. A module FLOOR/NAME is src/FLOOR/NAME.c and src/FLOOR/NAME_*.c; all of src/view is one module.
# tests/layers.sh reads this list too.
MODULES = \
	base/base \
	base/err base/arena base/buf base/pack base/map \
	base/text base/url base/style base/date base/key base/english base/spawn \
	content/node content/problem content/taxonomy content/language \
	content/doc content/html \
	content/article \
	content/front content/markdown \
	content/content \
	store/identity store/query \
	store/db \
	store/cache store/marks \
	store/follow store/lookup \
	store/store \
	store/backend \
	store/requests \
	index/worker index/indexer index/watch index/job \
	screen/grid \
	screen/layout screen/matcher screen/passage screen/place screen/compose screen/list \
	screen/theme screen/term screen/keymap \
	screen/ui \
	view/view \
	app/browser app/editor app/program app/config \
	app/hooks \
	app/xdg_paths app/emit app/panes \
	app/commands app/bindings \
	app/session app/cli \
	app/main
FLOORS = base content store index screen view app

# Each variant builds in a folder of its own: make B=build-clang CC=clang
B = build
PREFIX = /usr/local
COMMA = ,
SAMPLE = data/sample/content

PACKAGES = ncursesw yaml-0.1 libcmark libxml-2.0 sqlite3 libutf8proc libunibreak libseccomp libidn2
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wvla -Wformat=2 -Werror

# $(call known,C SOURCE,FLAGS) is FLAGS if the compiler accepts them without a warning, else empty.
known = $(shell printf '%b\n' '$(1)' | $(CC) -Werror -O2 $(2) -x c -o /dev/null - >/dev/null 2>&1 && echo '$(2)')
EMPTY = int main(void) { return 0; }
FORTIFIED = \#include <stdio.h>\n$(EMPTY)
FORTIFY_3 := $(call known,$(FORTIFIED),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
HARDEN := $(or $(FORTIFY_3),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2) -fstack-protector-strong \
	$(call known,$(EMPTY),-fstack-clash-protection) $(call known,$(EMPTY),-fcf-protection)
PIE := $(call known,$(EMPTY),-fPIE)
LINK := $(call known,$(EMPTY),-fPIE -pie) $(call known,$(EMPTY),-Wl$(COMMA)-z$(COMMA)relro$(COMMA)-z$(COMMA)now)
# Makes the binary independent of the folder in which it is built.
PREFIX_MAP := $(call known,$(EMPTY),-ffile-prefix-map=$(CURDIR)=.)
CFLAGS = -O2 -g $(HARDEN)
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
FLAGS = -std=c11 -pthread -D_GNU_SOURCE $(FLOORS:%=-iquote include/%) $(PACKAGE_CFLAGS) $(WARNINGS) $(PIE) $(PREFIX_MAP) $(CPPFLAGS) $(CFLAGS)

SOURCES := $(foreach module,$(MODULES),$(wildcard $(if $(filter view/view,$(module)),src/view/*.c,src/$(module).c src/$(module)_*.c)))
LIBRARY := $(patsubst %.c,$(B)/%.o,$(filter-out src/app/main.c,$(SOURCES)))
MAIN := $(patsubst %.c,$(B)/%.o,$(filter src/app/main.c,$(SOURCES)))

# Tests: one program for each tests/unit/test_*.c and tests/tty/test_*.c; the other files of a folder are linked into each of its
# programs.
test_objects = $(patsubst %.c,$(B)/%.o,$(wildcard $(1)))
shared_objects = $(filter-out $(B)/tests/tty/demo.o $(call test_objects,$(1)/test_*.c),$(call test_objects,$(1)/*.c))
UNIT := $(basename $(call test_objects,tests/unit/test_*.c))
TTY := $(basename $(call test_objects,tests/tty/test_*.c))
GOLDEN := $(basename $(call test_objects,tests/golden/run.c))
SCREENS := $(basename $(call test_objects,tests/screens/run.c))
DEMO := $(basename $(call test_objects,tests/tty/demo.c))
BENCH_GENERATE := $(call test_objects,tests/bench/generate*.c tests/bench/story*.c tests/bench/world.c)
BENCH_MEASURE := $(call test_objects,tests/bench/measure*.c)
BENCH := $(B)/tests/bench/generate $(B)/tests/bench/measure
FUZZ := $(B)/tests/fuzz/replay
FUZZ_SHARED := $(filter-out %/replay.o %/libfuzzer.o,$(call test_objects,tests/fuzz/*.c))
SHELL_TESTS := $(filter-out %/lib.sh,$(sort $(wildcard tests/cli/*.sh)))
HOUSE_TESTS = tests/layers.sh tests/layers_test.sh tests/run_test.sh
FAULTS := $(B)/tests/faults/faults.so
TEST_PROGRAMS = $(UNIT) $(GOLDEN) $(SCREENS) $(FUZZ) $(TTY)

# One job per processor, unless -j was given.
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
AGAIN = +$(MAKE) --no-print-directory $(JOBS)
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

all: $(B)/courant ## build the program: build/courant (what plain `make` does)

run: ## install what is missing, build, index the sample and open the reader
	@tests/deps.sh build
	$(AGAIN) all
	@if [ -t 0 ] && [ -t 1 ]; then $(B)/courant --cache=$(B)/sample.db $(SAMPLE); \
	else $(B)/courant index --cache=$(B)/sample.db $(SAMPLE) && $(B)/courant list --cache=$(B)/sample.db --limit=20; fi

test: ## install what is missing, build everything and run all tests
	@tests/deps.sh build test
	$(AGAIN) check

asan: ## the same with the address and undefined-behaviour sanitizers
	@tests/deps.sh build test
	$(AGAIN) check B=build-asan CFLAGS='-O1 -g $(SANITIZE)' HOUSE_TESTS=

# Unoptimized, so that the branches are those of the source. Failing allocations also make the counting fail, so failures of the
# tests in COUNTED_ALONE are ignored here.
COVERAGE = B=build-coverage CFLAGS='-O0 -g --coverage' LDLIBS=build-coverage/tests/coverage/exit.o \
	LDFLAGS='-Wl,--wrap=_exit,--wrap=execvp,--wrap=execv,--wrap=setrlimit,--wrap=kill'
COUNTED_ALONE = tests/cli/faults.sh tests/cli/marks_faults.sh
coverage: ## run the tests and count the branches that they take, per module
	@tests/deps.sh build test coverage
	$(AGAIN) build-coverage/tests/coverage/exit.o $(COVERAGE)
	@find build-coverage -name '*.gcda' -delete
	$(AGAIN) check $(COVERAGE) HOUSE_TESTS= SHELL_TESTS="$(filter-out %/build.sh $(COUNTED_ALONE),$(SHELL_TESTS))"
	-@tests/run.sh build-coverage $(COUNTED_ALONE) >/dev/null
	@tests/coverage/report.py build-coverage $(notdir $(MODULES))

SECONDS = 30
TARGETS =
fuzz: ## look for inputs that break a parser, with libFuzzer: make fuzz SECONDS=30 TARGETS="query html"
	@tests/deps.sh build fuzz
	$(AGAIN) build-fuzz/tests/fuzz/fuzz build-fuzz/tests/fuzz/replay B=build-fuzz CC=clang CFLAGS='-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link'
	tests/fuzz/run.sh build-fuzz $(SECONDS) $(TARGETS)

# Caches are kept in BENCH_FOLDER; a million articles take about ten minutes and 5 GB.
SIZES = 1000 10000
BENCH_FOLDER = $(B)/bench
bench: ## measure the promises of speed: make bench SIZES="10000 100000 1000000"
	@tests/deps.sh build bench
	$(AGAIN) all $(BENCH)
	tests/bench/run.py $(B) $(BENCH_FOLDER) $(SIZES)

TREE = $(SAMPLE)
fidelity: ## compare the words shown with w3m's rendering: make fidelity TREE=folder
	@tests/deps.sh build fidelity
	$(AGAIN) all
	tests/fidelity/run.py $(abspath $(B)/courant) $(TREE)

HOSTILE = ../shared/hostile
hostile: all ## hold nasty content against its verdicts: make hostile HOSTILE=folder of make_hostile.py
	tests/hostile/run.sh $(B)/courant $(HOSTILE)

screenshots: ## make the pictures in screenshots/ from the running program
	@tests/deps.sh build screenshots
	$(AGAIN) all
	tests/screenshots/shoot.sh $(B)/courant

check: all $(TEST_PROGRAMS) $(DEMO) $(BENCH) $(FAULTS)
	@tests/run.sh $(B) $(TEST_PROGRAMS) $(SHELL_TESTS) $(HOUSE_TESTS)

$(B)/courant: $(MAIN) $(B)/libcourant.a
$(UNIT): $(call shared_objects,tests/unit) $(B)/libcourant.a
$(TTY): $(call shared_objects,tests/tty) $(B)/libcourant.a
$(GOLDEN): $(call test_objects,tests/golden/*.c) $(B)/libcourant.a
$(SCREENS): $(call test_objects,tests/screens/*.c) $(B)/libcourant.a
$(DEMO): $(B)/libcourant.a
$(FUZZ): $(B)/tests/fuzz/replay.o $(FUZZ_SHARED) $(B)/libcourant.a
$(B)/tests/fuzz/fuzz: $(B)/tests/fuzz/libfuzzer.o $(FUZZ_SHARED) $(B)/libcourant.a
$(B)/tests/fuzz/fuzz: LDLIBS += -fsanitize=fuzzer
$(B)/tests/bench/generate: $(BENCH_GENERATE) $(B)/libcourant.a
$(B)/tests/bench/measure: $(BENCH_MEASURE) $(B)/libcourant.a
$(UNIT) $(TTY) $(DEMO): %: %.o
$(TEST_PROGRAMS): LIBS = $(shell pkg-config --libs cmocka vterm) -lutil -lm
$(B)/tests/%.o: FLAGS += $(FLOORS:%=-iquote src/%)

$(B)/courant $(TEST_PROGRAMS) $(DEMO) $(BENCH) $(B)/tests/fuzz/fuzz:
	@echo '  link $@'
	@$(CC) -pthread $(CFLAGS) $(PREFIX_MAP) $(LINK) $(LDFLAGS) -o $@ $(filter %.o,$^) $(B)/libcourant.a $(LIBS) $(PACKAGE_LIBS) $(LDLIBS) -lm

# Preloaded into the program, so it is built without the program's instrumentation.
$(FAULTS): tests/faults/faults.c Makefile | $(B)/ready
	@echo '  cc $<'
	@mkdir -p $(@D)
	@$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O2 -fPIC -shared -o $@ $< -ldl

$(B)/libcourant.a: $(LIBRARY)
	@rm -f $@
	@$(AR) rcsD $@ $^ 2>/dev/null || $(AR) rcs $@ $^

$(B)/%.o: %.c Makefile | $(B)/ready
	@echo '  cc $<'
	@mkdir -p $(@D)
	@$(CC) $(FLAGS) -MMD -MP -c -o $@ $<

$(B)/ready:
	@tests/deps.sh --check build
	@mkdir -p $(B) && touch $@

-include $(shell find $(B) -name '*.d' 2>/dev/null)

C_FILES = $(wildcard include/*/*.h src/*/*.[ch] tests/*/*.[ch])
SCRIPTS = .ci/run $(wildcard tests/*.sh tests/*/*.sh)
TIDY_ON = bugprone-* clang-analyzer-* misc-redundant-expression
TIDY_OFF = bugprone-easily-swappable-parameters bugprone-reserved-identifier bugprone-narrowing-conversions \
	bugprone-implicit-widening-of-multiplication-result bugprone-sizeof-expression bugprone-suspicious-string-compare \
	bugprone-not-null-terminated-result clang-analyzer-valist.Uninitialized clang-analyzer-optin.performance.Padding \
	clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling
TIDY = $(shell echo '-* $(TIDY_ON) $(TIDY_OFF:%=-%)' | tr ' ' ,)

lint: ## look for mistakes with clang-format, cppcheck, clang-tidy and shellcheck
	@tests/deps.sh build test lint
	clang-format --dry-run -Werror $(C_FILES)
	shellcheck -x --severity=warning --exclude=SC2034,SC2154 $(SCRIPTS)
	cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		--suppress=missingIncludeSystem --suppress=legacyUninitvar -D_GNU_SOURCE $(FLOORS:%=-Iinclude/%) src
	printf '%s\n' $(SOURCES) | xargs -n 4 -P $(shell nproc) sh -c 'clang-tidy --quiet --warnings-as-errors="*" \
		--checks="$(TIDY)" "$$@" -- -std=c11 -D_GNU_SOURCE $(FLOORS:%=-iquote include/%) $(PACKAGE_CFLAGS) 2>&1 | \
		grep -E "(error|warning):" && exit 1 || true' tidy

format: ## set all C files with clang-format
	clang-format -i $(C_FILES)

install: all ## install below DESTDIR/PREFIX (/usr/local)
	install -D -m 755 $(B)/courant $(DESTDIR)$(PREFIX)/bin/courant

uninstall: ## take away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/courant

clean: ## remove all build folders
	rm -rf build build-*

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: all run test asan coverage fuzz bench fidelity hostile screenshots check lint format install uninstall clean help
.SECONDARY:
