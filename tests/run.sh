#!/usr/bin/env bash
# Runs tests and counts what they say: tests/run.sh BUILD-FOLDER TEST...
# A test is a program or script that prints cmocka's summary or a last line "N passed, N failed". One that crashes, runs out of
# time, says nothing or says less than it began counts as failed. Each of its processes may take COURANT_TEST_SECONDS of the
# processor; COURANT_TEST_WAIT seconds by the clock, which are many more, end what waits for ever. Each has a home, cache and temporary folder of its own.
# Failing ones are shown in full; the last line is the sum.
set -u

seconds=${COURANT_TEST_SECONDS:-120}
wait=${COURANT_TEST_WAIT:-1200}
build=$(realpath "$1")
top=$(realpath "$(dirname "$0")/..")
shift

scratch=$(mktemp -d)
trap 'chmod -R u+rwX "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

run_alone() {
    local tmp=$scratch/tmp
    mkdir -p "$tmp"/{home,cache,state,config}
    env -i PATH="$PATH" LANG=C.UTF-8 TERM=xterm-256color SHELL=/bin/sh \
        COURANT="$build/courant" COURANT_TOP="$top" COURANT_BUILD="$build" \
        TMPDIR="$tmp" HOME="$tmp/home" XDG_CACHE_HOME="$tmp/cache" XDG_STATE_HOME="$tmp/state" XDG_CONFIG_HOME="$tmp/config" \
        UBSAN_OPTIONS=print_stacktrace=1 \
        timeout --kill-after=5 "$wait" bash -c 'ulimit -t "$1" && exec "$2"' limited "$seconds" "$1" \
        </dev/null >"$scratch/output" 2>&1
    local status=$?
    chmod -R u+rwX "$tmp"
    rm -rf "$tmp"
    return $status
}

# The output of a test whose exit status is known -> "PASSED FAILED"
count() {
    awk -v status="$1" '
        /^\[==========\] .*Running [0-9]+ test/ { match($0, /Running [0-9]+/); begun += substr($0, RSTART + 8, RLENGTH - 8) }
        /^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
        /^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
        /^\[  SKIPPED \] [0-9]+ test/ { begun -= $4 }
        /^[0-9]+ passed, [0-9]+ failed$/ { said_passed = $1; said_failed = $3 }
        END {
            passed += said_passed; failed += said_failed
            if (begun > passed + failed) failed = begun - passed
            if (failed == 0 && (status != 0 || passed == 0)) failed = 1
            print passed + 0, failed + 0
        }' "$scratch/output"
}

passed=0 failed=0
for test in "$@"; do
    name=${test#"$build"/}
    name=${name#*tests/}
    started=$EPOCHREALTIME
    run_alone "$(realpath "$test")" 2>/dev/null # bash would tell of a crash; the count does
    status=$?
    read -r ok bad <<<"$(count $status)"
    passed=$((passed + ok))
    failed=$((failed + bad))
    took=$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
    if [ "$bad" = 0 ]; then
        printf '  ok    %-28s %4d passed  %5s s\n' "$name" "$ok" "$took"
        continue
    fi
    case $status in
    124) reason=", ran out of time ($wait s by the clock)" ;;
    137 | 152) reason=", ran out of time ($seconds s of the processor)" ;;
    *) reason=", exit status $status" ;;
    esac
    printf '  FAIL  %-28s %4d passed, %d failed%s\n' "$name" "$ok" "$bad" "$reason"
    sed 's/^/        /' "$scratch/output"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
