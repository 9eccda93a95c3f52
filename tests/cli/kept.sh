#!/usr/bin/env bash
# What only seems to be gone is kept: of a root that looks emptied or unmounted, and by a build that could not read all that the
# old cache has articles of. --forget drops it.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

count() { "$COURANT" list --cache=cache.db 2>err | wc -l; }
config() { mkdir -p "$XDG_CONFIG_HOME/courant" && printf '%s\n' "$@" >"$XDG_CONFIG_HOME/courant/config.yaml"; }
fresh() { # ARTICLES
    local i
    chmod -R u+rwX site 2>/dev/null
    rm -rf site cache.db*
    for ((i = 1; i <= $1; i++)); do
        article "in$((i % 5))/$i.md" $i "2021-01-$((i % 28 + 1))" "Number $i"
    done
    check 'before' exits 0 index --cache=cache.db site
}

# An emptied root.
fresh 25
mv site away && mkdir site
check 'an emptied root' exits 1 index --cache=cache.db site
check 'an emptied root, said' err_has "25 of the 25 files indexed below '$work/site' are missing"
check 'an emptied root, what to do' err_has 'courant index --forget'
check 'an emptied root, all is there' same "$(count)" 25
check 'an emptied root, again' exits 1 index --cache=cache.db --quiet site
check 'an emptied root, quiet, said all the same' err_has 'are missing'
check 'an emptied root cannot be built' exits 3 index --cache=cache.db --rebuild site
check 'an emptied root cannot be built, said' err_has 'courant index --rebuild --forget'
check 'an emptied root cannot be built, all is there' same "$(count)" 25
exec 7>report
"$COURANT" index --cache=cache.db --report=7 site </dev/null >out 2>err
exec 7>&-
check 'an emptied root, reported' grep -q '^warning 25 of the 25 files' report
rmdir site && mv away site
check 'a root that is back' exits 0 index --cache=cache.db site
check 'a root that is back, said' out_has '25 unchanged'
mv site away && mkdir site
check 'forget' exits 0 index --cache=cache.db --forget site
check 'forget, said' out_has '25 removed'
check 'forget, nothing is there' same "$(count)" 0
rmdir site && mv away site

# A root that is not there at all.
fresh 3
mv site away
check 'no root' exits 3 index --cache=cache.db site
check 'no root, said' err_has "cannot use 'site' as a content root: No such file or directory"
check 'no root, of the cache' exits 1 index --cache=cache.db
check 'no root, of the cache, said' err_has 'cannot read the folder: No such file or directory; its indexed articles are kept'
check 'no root, all is there' same "$(count)" 3
mv away site

# Most of many files; but files that are moved, or few, or fewer than half.
fresh 25
rm -r site/in{0,1,2}
check 'most files are gone' exits 1 index --cache=cache.db site
check 'most files are gone, said' err_has '15 of the 25 files'
check 'most files are gone, all is there' same "$(count)" 25
article in3/new.md 99 2022-01-01 New
check 'and a new one comes' exits 1 index --cache=cache.db site
check 'and a new one comes, and is there' same "$(count)" 26
check 'most files are gone, forgotten' exits 0 index --cache=cache.db --forget site
check 'most files are gone, forgotten, the others are there' same "$(count)" 11
fresh 25
rm -r site/in{0,1}
check 'fewer than half are gone' exits 0 index --cache=cache.db site
check 'fewer than half are gone, and dropped' same "$(count)" 15
fresh 25
mkdir site/all && mv site/in*/* site/all
check 'all were moved' exits 0 index --cache=cache.db site
check 'all were moved, and are there' same "$(count)" 25
fresh 4
rm site/in{1,2,3}/*
check 'most of a few' exits 0 index --cache=cache.db site
check 'most of a few, dropped' same "$(count)" 1

# Most of a few, and the root lies on another device than it did.
fresh 4
sqlite3 cache.db "UPDATE stat SET value=value+1 WHERE name='device 0'"
rm site/in{1,2,3}/*
check 'another device' exits 1 index --cache=cache.db site
check 'another device, all is there' same "$(count)" 4
check 'another device, still' exits 1 index --cache=cache.db site
check 'another device, forgotten' exits 0 index --cache=cache.db --forget site
check 'another device, forgotten, dropped' same "$(count)" 1
fresh 4
sqlite3 cache.db "UPDATE stat SET value=value+1 WHERE name='device 0'"
rm site/in1/*
check 'another device, but nearly all is there' exits 0 index --cache=cache.db site
check 'another device, and what is gone is dropped' same "$(count)" 3

# A build that cannot read what the old cache has articles of.
if ! can_obey; then
    echo 'skipped: what cannot be read (permissions do not hold for this user)'
    finish
fi
locked() { # NAME STATUS-OF-UPDATE MODE PATH ARTICLES: with something locked
    local name=$1 mode=$3 path=$4 articles=$5
    fresh 10
    chmod "$mode" "$path"
    check "$name: a rebuild" obeying_exits 3 index --cache=cache.db --rebuild site
    check "$name: a rebuild, said" err_has "$articles of the cache cannot be read again"
    check "$name: a rebuild, why" err_has 'Permission denied'
    check "$name: a rebuild, all is there" same "$(count)" 10
    config 'fields:' '  title: headline'
    check "$name: other rules" obeying_exits 3 index --cache=cache.db site
    check "$name: other rules, all is there" same "$(count)" 10
    rm "$XDG_CONFIG_HOME/courant/config.yaml"
    cp cache.db kept.db
    sqlite3 cache.db 'PRAGMA user_version=7'
    check "$name: another version" obeying_exits 3 index --cache=cache.db site
    check "$name: another version, said" err_has "$articles of the cache cannot be read again"
    check "$name: another version, what to do" err_has '`courant index --forget`'
    check "$name: another version, it is still there" same "$(sqlite3 cache.db 'SELECT count(*) FROM article')" 10
    chmod 700 "$path"
    check "$name: mended" obeying_exits 0 index --cache=cache.db site
    check "$name: mended, all is there" same "$(count)" 10
    cp kept.db cache.db
    touch site/in*/*
    chmod "$mode" "$path"
    check "$name: an update keeps it" obeying_exits "$2" index --cache=cache.db site
    check "$name: an update keeps it, all is there" same "$(count)" 10
    check "$name: forget" obeying_exits 1 index --cache=cache.db --rebuild --forget site
    check "$name: forget, the others are there" same "$(count)" $((10 - ${articles%% *}))
    check "$name: what was never indexed is in nobody's way" obeying_exits 1 index --cache=cache.db --rebuild site
    check "$name: and it is still said" err_has 'Permission denied'
    chmod 700 "$path"
}
locked 'a root' 1 311 site '10 articles'
locked 'a folder' 1 0 site/in2 '2 articles'
locked 'a file' 1 0 site/in2/7.md '1 article'

# A cache that is too damaged to say what it holds has nothing to lose.
fresh 10
head -c 100000 /dev/urandom >cache.db
chmod 0 site/in2
check 'noise for a cache' obeying_exits 1 index --cache=cache.db site
check 'noise for a cache, what can be read is there' same "$(count)" 8
chmod 700 site/in2
finish
