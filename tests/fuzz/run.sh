#!/usr/bin/env bash
# Runs targets under libFuzzer, SECONDS each: run.sh BUILD-FOLDER SECONDS [TARGET...]
# What is found on the way stays in BUILD-FOLDER/corpus/TARGET, where the next run goes on from. An input that crashes a target,
# hangs it, or makes it use too much memory is kept in BUILD-FOLDER/findings; BUILD-FOLDER/tests/fuzz/replay TARGET FILE runs
# it again.
set -eu
build=$(realpath "$1")
seconds=$2
shift 2
here=$(realpath "$(dirname "$0")")
targets=("$@")
[ $# -gt 0 ] || targets=(front markdown html text query config keys screen answer cache)

[ ! -w /dev/shm ] || export TMPDIR=/dev/shm # databases wait for no disk there
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$build/findings"

run() {
    local corpus=$build/corpus/$1 options=()
    local seeds=("$here/corpus/$1")
    mkdir -p "$corpus" "$scratch/tmp" "$scratch/made"
    rm -f "$scratch/made"/*
    [ ! -e "$here/$1.dict" ] || options+=("-dict=$here/$1.dict")
    case $1 in
    markdown | front) seeds+=("$here/../golden" "$here/../screens/archive/news") ;;
    html) seeds+=("$here/../golden") ;;
    cache | answer) seeds=("$scratch/made") ;;
    esac
    # SQLite asks for up to 2 GB at once on the word of a damaged file, and gives it back unused when it sees the damage.
    TMPDIR=$scratch/tmp FUZZ_TARGET=$1 FUZZ_SEEDS=$scratch/made \
        ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:quarantine_size_mb=8:malloc_context_size=8 \
        UBSAN_OPTIONS=print_stacktrace=1 \
        "$build/tests/fuzz/fuzz" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=2200 \
        -print_final_stats=1 -artifact_prefix="$build/findings/$1-" "${options[@]}" "$corpus" "${seeds[@]}" >"$scratch/log" 2>&1
}

failed=0
for target in "${targets[@]}"; do
    result=ok
    run "$target" || result=FOUND
    runs=$(awk '/number_of_executed_units/ { n = $2 } /^#[0-9]/ { sub("#", "", $1); last = $1 }
        END { print n ? n : last + 0 }' "$scratch/log")
    edges=$(awk '{ for (i = 1; i < NF; i++) if ($i == "cov:") n = $(i + 1) } END { print n + 0 }' "$scratch/log")
    printf '  %-10s %10d runs  %6d edges  %s\n' "$target" "$runs" "$edges" "$result"
    [ "$result" = ok ] && continue
    failed=1
    cp "$scratch/log" "$build/findings/$target.log"
    grep -E 'does not hold|ERROR:|SUMMARY:|runtime error|Test unit written' "$scratch/log" | sed 's/^/      /' || tail -5 "$scratch/log"
    echo "      see $build/findings/$target.log"
done
exit $failed
