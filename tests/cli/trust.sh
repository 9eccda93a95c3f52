#!/usr/bin/env bash
# Kills, damage, two at once, full disks, closed streams: the cache opens, the marks are untouched, and it is said.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

files=1500
many $files old
mkdir -p "$XDG_STATE_HOME/courant"
head -c 5000 /dev/urandom >"$XDG_STATE_HOME/courant/marks.db"
cp "$XDG_STATE_HOME/courant/marks.db" marks-as-they-were
check 'index' exits 0 index --cache=cache.db site
check 'all are there' same "$("$COURANT" list --cache=cache.db | wc -l)" $files

# Killed at any moment, what was there is there.
# shellcheck disable=SC2317 # check calls it
survives() { # WORDS...: after a kill all files are found, and by one of the words
    local all=0 word
    "$COURANT" list --cache=cache.db >out 2>err || return 1
    [ "$(wc -l <out)" = "$files" ] || return 1
    for word in "$@"; do
        all="$all $("$COURANT" list --cache=cache.db "$word" 2>>err | wc -l)"
    done
    case " $all " in *" $files "*) return 0 ;; esac
    echo "found:$all"
    return 1
}
killed() { # SECONDS ARGUMENTS...
    local seconds=$1
    shift
    "$COURANT" "$@" </dev/null >out 2>err &
    sleep "$seconds"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
}
for seconds in 0 0.01 0.02 0.04 0.07 0.1 0.15 0.2 0.3; do
    killed $seconds index --cache=cache.db --rebuild site
    check "a rebuild killed after $seconds s" survives old
done
check 'the next run' exits 0 index --cache=cache.db site
check 'the next run has nothing to do' out_has "$files unchanged"
check 'nothing is left of what was begun' test ! -e cache.db-journal
word=old
for seconds in 0.01 0.03 0.06 0.1 0.2 0.4; do
    last=$word word=new${seconds#0.}
    many $files "$word"
    killed $seconds index --cache=cache.db site
    check "an update killed after $seconds s" survives "$last" "$word"
    check "the run after it ($seconds s)" exits 0 index --cache=cache.db site
    check "and all is new ($seconds s)" survives "$word"
done
rm -f cache.db*
for seconds in 0.01 0.05 0.1; do
    killed $seconds index --cache=cache.db site
    "$COURANT" list --cache=cache.db >out 2>err
    check "a first build killed after $seconds s: built, or not there" test $? = 0 -o $? = 3
done
check 'the first build' exits 0 index --cache=cache.db site
check 'the first build, all is there' survives "$word"
workers() {
    for p in /proc/[0-9]*; do
        [ "$(readlink "$p/cwd")" = "$(pwd -P)" ] && [ "$(readlink "$p/exe")" = "$(realpath "$COURANT")" ] && echo "$p"
    done 2>/dev/null
}
for _ in {1..100}; do # they see the end of their pipe
    left=$(workers)
    [ -n "$left" ] || break
    sleep 0.1
done
check 'no worker is left of those that were killed' same "$left" ''

# Two at once, and readers meanwhile.
pids=()
for n in 0 1 2; do
    "$COURANT" index --cache=cache.db --rebuild site >"out$n" 2>"err$n" </dev/null &
    pids+=($!)
done
readers=0 wrong=0
while kill -0 "${pids[0]}" 2>/dev/null || kill -0 "${pids[1]}" 2>/dev/null || kill -0 "${pids[2]}" 2>/dev/null; do
    readers=$((readers + 1))
    [ "$("$COURANT" list --cache=cache.db 2>>err | wc -l)" = $files ] || wrong=$((wrong + 1))
done
for n in 0 1 2; do
    wait "${pids[n]}"
    check "indexer $n of three at once" same $? 0
    check "indexer $n of three at once, of nothing but the marks" same "$(grep -cv 'the marks in' "err$n")" 0
done
check 'readers meanwhile' same "$wrong" 0
check 'readers were there' test $readers -gt 0
check 'after three at once' survives "$word"

# A cache that is damaged, foreign, or of another version is said and built again.
rebuilt() { # NAME MESSAGE
    check "$1: list says it" exits 3 list --cache=cache.db
    check "$1: list says what to do" err_has 'courant index'
    check "$1: index builds it again" exits 0 index --cache=cache.db site
    check "$1: index says so" err_has 'rebuilding the cache'
    check "$1: index says why" err_has "$2"
    check "$1: all is there" survives "$word"
}
cp cache.db good.db
head -c 100000 /dev/urandom >cache.db
rebuilt 'noise' 'not a database'
: >cache.db
rebuilt 'an empty file' 'is not a Courant cache'
cp "$COURANT" cache.db
rebuilt 'a program' 'not a database'
cp good.db cache.db
printf '\1\2\3\4' | dd of=cache.db bs=1 seek=60 conv=notrunc status=none
rebuilt 'another version' 'another version'
cp good.db cache.db
printf '\1\2\3\4' | dd of=cache.db bs=1 seek=68 conv=notrunc status=none
rebuilt 'a foreign database' 'is not a Courant cache'
cp good.db cache.db
truncate -s 50000 cache.db
rm -f cache.db-*
"$COURANT" list --cache=cache.db >out 2>err
check 'a short cache: list does not crash' test $? -le 3
article 0/extra.md 99999 2020-01-01 Extra
check 'a short cache: index builds it again' exits 0 index --cache=cache.db site
check 'a short cache: it is said' err_has 'rebuilding the cache'
rm site/0/extra.md
check 'a short cache: and it is good' exits 0 index --cache=cache.db site
check 'a short cache: all is there' survives "$word"
mkdir folder.db
check 'a folder for a cache' exits 3 index --cache=folder.db site
check 'a folder for a cache, said' err_has folder.db

# Marks that are no database: said, and left as they are.
check 'marks that are none' exits 3 list --cache=cache.db is:unread
check 'marks that are none, said' test -s err
check 'the marks are untouched' cmp -s "$XDG_STATE_HOME/courant/marks.db" marks-as-they-were

# What cannot be written is said.
if [ -c /dev/full ]; then
    for command in list 'list --format=tsv' 'list --format=json' 'list --format=jsonl' 'list --format=csv' topics 'tags --format=json' 'show 1' --help --version 'list --help'; do
        # shellcheck disable=SC2086
        case $command in
        --*) "$COURANT" $command >/dev/full 2>err ;;
        *) "$COURANT" $command --cache=cache.db >/dev/full 2>err ;;
        esac
        status=$?
        [ "$command" = topics ] && continue # there are none here: nothing to write
        check "$command to a full disk" same $status 3
        check "$command to a full disk, said" err_has 'cannot write to standard output: No space left on device'
    done
    "$COURANT" index --cache=cache.db site >/dev/full 2>err
    check 'index to a full disk' same $? 3
    "$COURANT" nonsense-root 2>/dev/full
    check 'a message that nobody sees' same $? 2
fi
"$COURANT" list --cache=cache.db 2>err | head -n1 >out
check 'a reader that has had enough' same "${PIPESTATUS[0]}" 0
check 'a reader that has had enough: nothing to say' silent
(
    ulimit -f 200
    "$COURANT" index --cache=cache.db --rebuild site >out 2>err </dev/null
)
check 'no room for a cache' same $? 3
check 'no room for a cache, said' test -s err
check 'no room for a cache: the old one is there' survives "$word"

"$COURANT" list --cache=cache.db >&- 2>err
check 'closed standard output' test $? != 139
"$COURANT" list --cache=cache.db <&- >out 2>err
check 'closed standard input' same $? 0
"$COURANT" index --cache=cache.db --rebuild site <&- >&- 2>&-
check 'all standard streams closed' test $? = 0 -o $? = 3
check 'nothing was written into the cache in their place' survives "$word"

if can_obey; then
    mkdir locked
    cp cache.db locked/cache.db
    chmod 500 locked
    chmod 400 locked/cache.db
    check 'a cache in a read-only folder' obeying_exits 0 list --cache=locked/cache.db
    check 'a cache in a read-only folder, listed' out_lines $files
    check 'it cannot be indexed' obeying_exits 3 index --cache=locked/cache.db site
    check 'it cannot be indexed, said' err_has locked/cache.db
    check 'a new one neither' obeying_exits 3 index --cache=locked/new.db site
    chmod 0 locked/cache.db
    check 'a cache that cannot be read' obeying_exits 3 list --cache=locked/cache.db
    check 'a cache that cannot be read, said' err_has locked/cache.db
    chmod 700 locked
else
    echo 'skipped: read-only caches (permissions do not hold for this user)'
fi
check 'the marks are still untouched' cmp -s "$XDG_STATE_HOME/courant/marks.db" marks-as-they-were
check 'nothing else is kept beside them' same "$(ls "$XDG_STATE_HOME/courant")" marks.db
finish
