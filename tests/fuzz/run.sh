#!/usr/bin/env bash
# Throws mutated input at each parser for SECONDS of processor time: run.sh REPLAY SECONDS. Seeds are the sample, the golden
# documents, the screens' archive; for queries some of their own.
set -eu
replay=$(realpath "$1")
top=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s' 'telehealth "home care" nurs* -bitcoin topic:"a b" after:2021-06 is:unread sort:oldest' >"$work/query"
printf '%s' 'x:y "open title: date:2021-13 has: is:' >"$work/query2"
cd "$work"
failed=0
for target in markdown html query document text; do
    case $target in
    query) seeds=("$work/query" "$work/query2") ;;
    html) seeds=("$top"/tests/golden/*.html) ;;
    *) seeds=("$top"/data/sample/content/news/*.md "$top"/tests/golden/*.md "$top"/tests/screens/archive/news/*.md) ;;
    esac
    "$replay" $target "$2" "${seeds[@]}" || {
        failed=1
        cp "fuzz-$target.input" "$top/" && echo "$target: see fuzz-$target.input"
    }
done
exit $failed
