#!/usr/bin/env bash
# Plants a breach of each kind in a copy of the sources and sees that tests/layers.sh finds it, and that it finds nothing
# without.
set -eu
cd "${COURANT_TOP-$(dirname "$0")/..}"
build=${COURANT_BUILD-$PWD/build}
layers=$PWD/tests/layers.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

fresh_copy() {
    rm -rf "$scratch/copy"
    mkdir -p "$scratch/copy/build"
    cp -r Makefile src include "$scratch/copy"
    cp -rs "$build/src" "$scratch/copy/build"
}

breaches() {
    "$layers" "$scratch/copy" "$scratch/copy/build" | grep -E '^[^ ]+:[0-9]+: ' || true
}

# What is said of the copy and not of the sources as they are, must be each EXPECTED (a pattern), or nothing.
expect() {
    local name=$1 expected news
    shift
    news=$(breaches | grep -vxF -f "$scratch/already" || true)
    for expected; do
        if { [ -z "$expected" ] && [ -z "$news" ]; } || { [ -n "$expected" ] && grep -Eq -- "$expected" <<<"$news"; }; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "$name: expected '$expected', got '$news'"
        fi
    done
    fresh_copy
}

plant() { # in this file of the copy, this text at its end
    printf '%s\n' "$2" >>"$scratch/copy/$1"
}

compile() { # this source of the copy, as it is now
    rm -f "$scratch/copy/build/${1%.c}.o" # a link to the real one
    # shellcheck disable=SC2046
    cc -std=c11 $(printf -- '-iquote %s ' include/*) -D_GNU_SOURCE -O2 -c -o "$scratch/copy/build/${1%.c}.o" "$scratch/copy/$1"
}

fresh_copy
breaches >"$scratch/already"
expect 'no breach' ''

plant src/base/buf.c '#include "grid.h"'
expect 'a later module' '^src/base/buf\.c:[0-9]+: buf may not include "grid\.h"'

plant include/base/err.h '#include "ui.h"'
expect 'a later module, in a public header' '^include/base/err\.h:[0-9]+: err may not include "ui\.h"'

mv "$scratch/copy/src/base/url.c" "$scratch/copy/src/store/url.c"
expect 'a file on another floor' '^src/store/url\.c:1: url belongs to the floor base'

plant src/store/marks.c '#include "cache_private.h"'
expect 'a private header' '^src/store/marks\.c:[0-9]+: "cache_private\.h" is private to cache'

patterns=()
for where in src/view/search.c src/screen/ui.c include/screen/ui.h src/app/emit.c src/app/commands.c src/store/follow.c; do
    plant $where '#include "cache_update.h"'
    patterns+=("^${where//./\\.}:[0-9]+: \"cache_update\.h\" is for those who write the cache")
done
plant src/store/cache_find.c '#include "cache_writer.h"'
patterns+=('^src/store/cache_find\.c:[0-9]+: "cache_writer\.h" is for those who write')
for header in indexer.h worker.h job.h; do
    plant src/view/search.c "#include \"$header\""
    patterns+=("^src/view/search\.c:[0-9]+: \"$header\" is for those who write")
done
expect 'writing where it is read' "${patterns[@]}"

plant include/base/arena.h '#include "buf.h"'
plant include/base/buf.h '#include "arena.h"'
expect 'a circle' 'circle of includes: (arena|buf)'

for pair in 'base/text_break base/text_ascii' 'screen/ui_mouse screen/ui_recall' 'view/rows view/months' 'app/commands_copy app/commands_marks'; do
    read -r one other <<<"$pair"
    plant "src/$one.c" 'void planted_below(void); void planted_above(void); void planted_above(void) { planted_below(); }'
    plant "src/$other.c" 'void planted_above(void); void planted_below(void); void planted_below(void) { planted_above(); }'
    compile "src/$one.c"
    compile "src/$other.c"
    expect "a circle of calls: $pair" "^src/($one|$other)\\.c:1: a circle of calls:( src/($one|$other)\\.c){2}\$"
done

plant src/screen/list.c 'int cache_find(void); int sqlite3_step(void); int planted(void); int planted(void) { return cache_find() + sqlite3_step(); }'
compile src/screen/list.c
expect 'a database where it is painted' '^src/screen/list\.c:1: calls cache_find: ' '^src/screen/list\.c:1: calls sqlite3_step: '

patterns=()
for pair in yaml.h:front cmark.h:markdown libxml/HTMLparser.h:html utf8proc.h:text idn2.h:url curses.h:term ncurses.h:term \
    ncursesw/curses.h:term sqlite3.h:db; do
    plant src/base/date.c "#include <${pair%:*}>"
    patterns+=("^src/base/date\.c:[0-9]+: <${pair%:*}> belongs to ${pair#*:}")
done
expect 'a library elsewhere' "${patterns[@]}"

plant include/store/db.h '#include <sqlite3.h>'
expect 'a library in a public header' '^include/store/db\.h:[0-9]+: <sqlite3\.h> in a public header'

plant src/base/date.c 'static int planted; int *planted_get(void) { return &planted; }'
compile src/base/date.c
expect 'a static variable' '^src/base/date\.c:[0-9]+: planted is a mutable'

plant src/base/date.c 'int planted = 1;'
compile src/base/date.c
expect 'a global variable' '^src/base/date\.c:[0-9]+: planted is a mutable'

plant src/base/date.c 'const char *planted = "not a const pointer";'
compile src/base/date.c
expect 'a pointer that may change' '^src/base/date\.c:[0-9]+: planted is a mutable'

plant src/base/date.c 'int planted_next(void) { static int planted; return planted++; }'
compile src/base/date.c
expect 'a static variable in a function' '^src/base/date\.c:[0-9]+: planted is a mutable'

plant src/base/date.c 'const char *const planted[] = {"a", "b"}; const int planted_too[] = {1, 2};'
compile src/base/date.c
expect 'constants' ''

plant src/base/date.c '#include <signal.h>'
plant src/base/date.c 'volatile sig_atomic_t planted;'
compile src/base/date.c
expect 'a signal flag' ''

rm "$scratch/copy/build/src/base/date.o"
expect 'no object' '^src/base/date\.c:1: there is no'

plant src/base/stray.c '/* stray */'
compile src/base/stray.c
expect 'a stray file' '^src/base/stray\.c:1: belongs to no module'

plant include/base/stray.h '/* stray */'
expect 'a stray header' '^include/base/stray\.h:1: belongs to no module'

plant src/base/date.c "$(yes '/* long */' | head -n 500)"
expect 'a long file' '^src/base/date\.c:501: more than 500 lines'

rm "$scratch"/copy/{src,include}/base/date*.[ch]
expect 'a module without a file' '^Makefile:1: MODULES has base/date'

body=$'    /* something that was copied, with the same words in both, and enough of them that it is not by chance */\n    return number * 31 + (number >> 7) * 17 + (number << 3);\n}'
plant src/base/date.c "int planted_one(int number) {"$'\n'"$body"
plant src/base/url.c "int planted_two(int number) {"$'\n'"$body"
expect 'a function written twice' '^src/base/url\.c:[0-9]+: the same function as at src/base/date\.c'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
