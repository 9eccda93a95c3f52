#!/usr/bin/env bash
# bench: the speed promises as ratios within one run on one machine. Prints a table; judges nothing.
#   tests/bench/run.sh [PROGRAM [FILES]]    (PROGRAM: else COURANT; FILES: how many articles to make, 10000)
# Where a folder with the floors' sources is named in PERF (gencorpus.c, pipeline.c, walk.c), they are built and compared with.
set -eu
program=$(realpath "${1:-${COURANT:?which program}}")
files=${2:-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_CACHE_HOME=$work/cache XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config LC_ALL=C
cache=$work/c.db

build_floor() {
    [ -n "${PERF:-}" ] && [ -e "$PERF/$1.c" ] && cc -O2 -w -o "$work/$1" "$PERF/$1.c" -lsqlite3 -lyaml -lpthread -ldl -lm 2>/dev/null
}

# Articles of about 4 KB, the same for the same number: words, topics, offerings and sources with the few frequent and the many rare.
make_articles() {
    awk -v n="$1" -v out="$2" '
    function rnd(k) { seed = (seed * 16807) % 2147483647; return seed % k }
    function skew(k) { return int(exp(log(k + 1) * (rnd(100000) / 100000))) - 1 }
    function word(  w) { w = skew(20000); return "w" sprintf("%c%c", 97 + w % 26, 97 + int(w / 26) % 26) w }
    function words(k,  s) { s = word(); while (--k > 0) s = s " " word(); return s }
    BEGIN {
        seed = 20211128
        for (i = 0; i < n; i++) {
            day = rnd(4000); folder = out "/" (2012 + int(day / 365)); file = folder "/" i ".md"
            if (!(folder in made)) { system("mkdir -p " folder); made[folder] = 1 }
            t = skew(300); o = skew(3000)
            printf "---\nid: %d\ntitle: %s\ndate: \x27%d-%02d-%02d\x27\ndescription: >-\n  %s\n", i + 1, words(9),
                2012 + int(day / 365), 1 + day % 12, 1 + day % 28, words(30) > file
            printf "categories:\n  - \x27Authority %d: Topic %d\x27\ncategoryLabel:\n  - Topic %d\nauthor:\n  - Author %d\n", t % 5, t, t, rnd(500) > file
            printf "link:\n  brand: s%d.example.com\n  href: https://s%d.example.com/%d\nrelatedOfferings:\n  - label: Offering %d\n    permalink: /offering/o%d\n    offeringId: %d\n---\n", t % 200, t % 200, i, o, o, 9000 + o > file
            for (p = 0; p < 6; p++) printf "<p>%s <em>%s</em> &amp; %s.</p>\n", words(40), words(3), words(20) > file
            close(file)
        }
    }'
}

now() { date +%s%N; }

# median of five runs, in microseconds
timed() {
    local begun times=()
    for _ in 1 2 3 4 5; do
        begun=$(now)
        "$@" >/dev/null 2>&1 || true
        times+=($((($(now) - begun) / 1000)))
    done
    printf '%s\n' "${times[@]}" | sort -n | sed -n 3p
}

row() { # what, its time, beside what, that time
    awk -v a="$1" -v x="$2" -v b="$3" -v y="$4" 'BEGIN { printf "%-44s %9.1f ms   %-34s %9.1f ms   ratio %.2f\n", a, x / 1000, b, y / 1000, x / y }'
}

if build_floor gencorpus; then
    "$work/gencorpus" "$work/content" "$files" 1 ym >/dev/null
else
    make_articles "$files" "$work/content"
fi
printf '%s articles, %s\n' "$files" "$(du -sh "$work/content" | cut -f1)"

index=("$program" index --quiet --cache="$cache" "$work/content")
read_all() { find "$work/content" -type f -exec cat {} +; }
stat_all() { find "$work/content" -type f -printf '%s %T@\n'; }

if build_floor pipeline; then
    row "cold index" "$(timed "${index[@]}" --rebuild)" "the bare pipeline" "$(timed "$work/pipeline" "$work/content" "$work/p.db" threads=2 yaml=full)"
else
    row "cold index" "$(timed "${index[@]}" --rebuild)" "find and cat of all files" "$(timed read_all)"
fi
if build_floor walk; then
    row "index, nothing changed" "$(timed "${index[@]}")" "the bare walk and stat" "$(timed "$work/walk" stat "$work/content")"
else
    row "index, nothing changed" "$(timed "${index[@]}")" "find with size and time" "$(timed stat_all)"
fi

small=$work/small.db
make_articles 200 "$work/few"
"$program" index --quiet --cache="$small" "$work/few" >/dev/null 2>&1 || true
for query in "" "topic:Topic" "health" "w*" "-health after:2015"; do
    row "list --limit=50 $query" "$(timed "$program" list --cache="$cache" --limit=50 "$query")" \
        "the same in 200 articles" "$(timed "$program" list --cache="$small" --limit=50 "$query")"
done
