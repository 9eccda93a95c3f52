#!/usr/bin/env bash
# Sees that tests/run.sh counts honestly: what fails, crashes, hangs or says nothing is a failure.
set -eu
run=$(realpath "$(dirname "$0")/run.sh")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

# A test that runs this script, and what the runner must say at its end.
expect() {
    local name=$1 expected=$2 script=$3 said status=0
    printf '#!/bin/sh\n%s\n' "$script" >"$scratch/test_it"
    chmod +x "$scratch/test_it"
    said=$("$run" "$scratch" "$scratch/test_it") || status=$?
    if [ "${said##*$'\n'}" = "$expected" ] && case $expected in *' 0 failed') [ $status = 0 ] ;; *) [ $status != 0 ] ;; esac; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: expected "%s", got status %s after:\n%s\n' "$name" "$expected" "$status" "$said"
    fi
}

cmocka='echo "[==========] Running 3 test(s)."'
expect 'cmocka, all well' '3 passed, 0 failed' "$cmocka; echo '[  PASSED  ] 3 test(s).'"
expect 'cmocka 1.1.7' '3 passed, 0 failed' "echo '[==========] tests: Running 3 test(s).'; echo '[  PASSED  ] 3 test(s).'"
expect 'cmocka, one wrong' '2 passed, 1 failed' \
    "$cmocka; echo '[  PASSED  ] 2 test(s).'; echo '[  FAILED  ] 1 test(s), listed below:'; exit 1"
expect 'cmocka, one skipped' '2 passed, 0 failed' \
    "$cmocka; echo '[  PASSED  ] 2 test(s).'; echo '[  SKIPPED ] 1 test(s), listed below:'"
expect 'cmocka, two groups' '6 passed, 0 failed' "$cmocka; echo '[  PASSED  ] 3 test(s).'; $cmocka; echo '[  PASSED  ] 3 test(s).'"
expect 'a crash half way' '0 passed, 3 failed' "$cmocka; echo '[       OK ] one'; kill -SEGV \$\$"
expect 'an end half way' '0 passed, 3 failed' "$cmocka; exit 0"
expect 'a leak found at the end' '3 passed, 1 failed' "$cmocka; echo '[  PASSED  ] 3 test(s).'; exit 23"
expect 'its own count' '4 passed, 0 failed' "echo '4 passed, 0 failed'"
expect 'its own count, one wrong' '4 passed, 1 failed' "echo '4 passed, 1 failed'; exit 1"
expect 'its own count, wrong status' '4 passed, 1 failed' "echo '4 passed, 0 failed'; exit 1"
expect 'its own count, right status' '4 passed, 2 failed' "echo '4 passed, 2 failed'"
expect 'nothing said' '0 passed, 1 failed' 'exit 0'
expect 'nothing done' '0 passed, 1 failed' 'echo 0 passed, 0 failed'
COURANT_TEST_WAIT=1 expect 'no end' '0 passed, 1 failed' 'sleep 20'
COURANT_TEST_SECONDS=1 expect 'no end, and busy' '0 passed, 1 failed' 'while :; do :; done'
# shellcheck disable=SC2016
expect 'a place of its own' '1 passed, 0 failed' \
    'touch "$HOME/x" "$XDG_CACHE_HOME/x" "$XDG_STATE_HOME/x" "$XDG_CONFIG_HOME/x" "$TMPDIR/x" && chmod 0 "$TMPDIR/home" &&
     echo 1 passed, 0 failed; echo "$TMPDIR" >&2'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
