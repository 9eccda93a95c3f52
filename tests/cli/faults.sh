#!/usr/bin/env bash
# Calls of the system fail, once or for good, and workers are killed: no article is lost, no exit status lies, and the next run
# makes good what was left. What is preloaded for that is tests/faults/faults.c, which says what the FAULT_ variables mean.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
export LC_ALL=C.UTF-8

shim=$COURANT_BUILD/tests/faults/faults.so
files=8
write_site() { # VERSION
    local i
    for ((i = 1; i <= files; i++)); do
        article "in$((i % 2))/$i.md" "$i" "2021-01-0$i" "Number $i $1" 'image: none.png' "tags: [$1, 'a b']" \
            'categories: ["KLAS: AI"]'
        printf '\nThe **text** of <i>%s</i>: [a link](https://example.com/%d).\n' "$1" "$i" >>"site/in$((i % 2))/$i.md"
    done
}
contents() { # one word for all that a cache says of its articles
    sqlite3 "$1" "SELECT a.key, a.title, hex(d.about), hex(d.body) FROM article a JOIN document d ON d.article=a.id
        ORDER BY 1; SELECT f.path, p.severity, p.message FROM problem p JOIN file f ON f.id=p.file ORDER BY 1, 2, 3" 2>&1 |
        md5sum
}
rows() { sqlite3 "${1:-cache.db}" 'SELECT count(*) FROM article' 2>&1; }

write_site old
check 'before' exits 0 index --cache=old.db site
write_site new
check 'after' exits 0 index --cache=new.db site
check 'all are there' same "$(rows new.db)" $files
wanted=$(contents new.db)

faulty() { # CALL AT ON WHO ACT COMMAND...
    rm -f count
    timeout 300 env FAULT_CALL="$1" FAULT_AT="$2" FAULT_ON="$3" FAULT_WHO="$4" FAULT_ACT="$5" FAULT_COUNT="$PWD/count" \
        LD_PRELOAD="$shim" "$COURANT" "${@:6}" </dev/null >out 2>err
    status=$?
}
calls() { od -An -td8 -N8 count | tr -d ' '; }

# A process that has no descriptors, or no memory, to spare.
starved() { # LIMIT: nothing is lost, and the next run makes it good
    cp old.db cache.db
    # shellcheck disable=SC2086
    (ulimit $1 && timeout 300 "$COURANT" index --cache=cache.db site </dev/null >out 2>err)
    status=$?
    [ $status -le 3 ] && [ "$(rows)" = $files ] && { [ $status != 0 ] || [ "$(contents cache.db)" = "$wanted" ]; } &&
        exits 0 index --cache=cache.db site && [ "$(contents cache.db)" = "$wanted" ]
}
for n in 4 5 6 7 8 9 10 12; do check "$n descriptors" starved "-n $n"; done

check 'the library to preload is there' test -f "$shim"
if ! LD_PRELOAD=$shim "$COURANT" --version >out 2>err || ! out_has courant; then
    echo 'skipped: failing calls (this program does not run with a library preloaded)'
    finish
fi
for n in 50 55 60 70 90; do check "$n MB of address space" starved "-v ${n}000"; done

# A file that needs more memory than this process may have, though less than a file may take, is not to blame.
mkdir large && cp site/in1/1.md large/small.md
{
    printf -- '---\ntitle: Large\nid: large\n---\n'
    seq -f $'word *x%g* and [a link](http://example.com) in a text\n' 40000
} >large/large.md
check 'a large file' exits 0 index --cache=large.db large
before=$(contents large.db)
touch large/*
(ulimit -v 75000 && "$COURANT" index --cache=large.db large </dev/null >out 2>err)
check 'a large file in little memory' same $? 1
check 'a large file in little memory, said' err_has 'large/large.md: error: cannot parse the file: out of memory'
check 'a large file in little memory: its article is there' same "$(rows large.db)" 2
check 'and with enough of it' exits 0 index --cache=large.db large
check 'and with enough of it, as before' same "$(contents large.db)" "$before"

# One worker is stopped, in the background, as that takes ten seconds.
cp old.db stopped.db
(
    timeout 600 env FAULT_CALL=read FAULT_AT=3 FAULT_WHO=w FAULT_ACT=stop FAULT_COUNT="$PWD/stopped" LD_PRELOAD="$shim" \
        "$COURANT" index --cache=stopped.db site </dev/null >stopped.out 2>stopped.err
    echo $? >stopped.status
) &

holds() { # COMMAND...: after a run with a fault
    [ $status -le 3 ] || { echo "exit status $status"; return 1; }
    [ "$(rows)" = $files ] || { echo "exit status $status, $(rows) rows"; return 1; }
    if [ $status = 0 ]; then
        [ "$(contents cache.db)" = "$wanted" ] || { echo 'exit status 0, and not all is in the cache'; return 1; }
    else
        [ -s err ] || { echo "exit status $status, and nothing is said"; return 1; }
        "$COURANT" index --cache=cache.db site </dev/null >out 2>err || { echo "the next run fails"; return 1; }
        [ "$(contents cache.db)" = "$wanted" ] || { echo 'the next run has not made it good'; return 1; }
    fi
}
sweep() { # POINTS CALL WHO ACT COMMAND...
    local points=$1 call=$2 who=$3 act=$4 total at on i
    shift 4
    rm -f cache.db* && cp old.db cache.db
    faulty "$call" 0 '' "$who" "$act" "$@"
    total=$(calls)
    for ((i = 0; i < points && i < total; i++)); do
        at=$((total <= points ? i + 1 : 1 + i * (total - 1) / (points - 1)))
        for on in '' 1; do
            rm -f cache.db* && cp old.db cache.db
            faulty "$call" $at "$on" "$who" "$act" "$@"
            check "$1: $call${who:+ ($who)} ${act:-fails}, at $at of $total${on:+ and on}" holds
        done
    done
}
for call in open read write fsync stat access readdir unlink fork pipe poll mmap flock dup2; do
    sweep 3 $call '' '' index --cache=cache.db site
done
sweep 5 malloc p '' index --cache=cache.db site
sweep 7 malloc w '' index --cache=cache.db site
sweep 3 read w kill index --cache=cache.db site
for call in open read write stat readdir rename fork fsync; do
    sweep 2 $call '' '' index --rebuild --cache=cache.db site
done
sweep 4 malloc w '' index --rebuild --cache=cache.db site
sweep 2 read w kill index --rebuild --cache=cache.db site

# When all workers are killed nothing could be done, and it is said.
cp old.db cache.db
faulty read 1 1 w kill index --cache=cache.db site
check 'all workers killed' same $status 3
check 'all workers killed, said' err_has 'no file could be parsed: cannot parse the file: its worker process was killed (signal 9)'
check 'all workers killed, all is there' same "$(contents cache.db)" "$(contents old.db)"
faulty read 6 1 w kill index --cache=cache.db site
check 'some workers killed' same $status 1
check 'some workers killed, said' grep -qE "^courant: [0-9]+ of $files files could not be parsed: " err
check 'some workers killed, all is there' same "$(rows)" $files

# Where folders do not say what is in them, each entry is asked, and may not answer.
export FAULT_TYPES=1
cp old.db cache.db
faulty stat 0 '' p '' index --cache=cache.db site
total=$(calls)
for ((at = total / 2; at <= total; at++)); do
    cp old.db cache.db
    faulty stat $at '' p '' index --cache=cache.db site
    check "an entry that does not answer, at $at of $total" holds
done
unset FAULT_TYPES

# A list is whole, or it is said that it is not.
for call in open read stat access mmap malloc; do
    cp new.db cache.db
    faulty $call 0 '' '' '' list --cache=cache.db --format=json sort:title
    total=$(calls)
    cp out whole
    for ((i = 0; i < 4 && i < total; i++)); do
        faulty $call $((1 + i * total / 4)) $((i % 2)) '' '' list --cache=cache.db --format=json sort:title
        check "list: $call fails, at $((1 + i * total / 4)) of $total" test $status -le 3 -a -s err -o $status = 0
        [ $status != 0 ] || check "list: $call fails, at $((1 + i * total / 4)) of $total: it is whole" cmp out whole
    done
done

wait
check 'a stopped worker' same "$(cat stopped.status)" 1
check 'a stopped worker, said' grep -q 'its worker process does not answer' stopped.err
check 'a stopped worker, all is there' same "$(rows stopped.db)" $files
check 'after a stopped worker' exits 0 index --cache=stopped.db site
check 'after a stopped worker, all is new' same "$(contents stopped.db)" "$wanted"
finish
