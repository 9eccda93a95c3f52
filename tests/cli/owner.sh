#!/usr/bin/env bash
# Whose a cache must be, what may stand in its way, and file systems without locks.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir site
article() {
    printf -- '---\ntitle: %s\ndate: 2021-01-01\nslug: %s\n---\nText.\n' "$1" "$1" >"site/$1.md"
}
article one
folder=$XDG_CACHE_HOME/courant
check 'the first index' exits 0 index site
own=$(echo "$folder"/*.db)

# The folder of the cache.
for mode in 700 755 1777; do
    chmod $mode "$folder"
    check "a folder of mode $mode" exits 0 list
done
chgrp "$(id -g)" "$folder"
chmod 777 "$folder"
check 'a folder that everybody can write' exits 2 list
check 'a folder that everybody can write, said' err_has "others can write to the cache folder '$folder': run chmod go-w on it"
check 'no index there either' exits 3 index site
check 'a cache that is named may stand anywhere' exits 0 list "--cache=$own"
check 'and is brought up to date' exits 0 index "--cache=$own" site
chmod 700 "$folder"

# What stands in the way.
echo precious >precious
cp precious as-it-was
rm -f "$own.lock"
ln -s "$PWD/precious" "$own.lock"
check 'a lock that is a link' exits 3 index site
check 'a lock that is a link, said' err_has "$own.lock': it is a symbolic link; remove it"
rm "$own.lock"
mkfifo "$own.lock"
check 'a lock that is a pipe' exits 3 index site
check 'a lock that is a pipe, said' err_has 'is not a regular file; remove it'
rm "$own.lock"
ln -s "$PWD/precious" "$own.building"
check 'a link where the new cache is built' exits 0 index --rebuild site
check 'the link is gone' test ! -e "$own.building"
ln -s "$PWD/precious" "$own-wal"
article two
check 'a log that is a link' exits 0 index site
check 'a log that is a link, said' err_has "$own-wal' is not a regular file; rebuilding the cache"
check 'what links led to is as it was' cmp precious as-it-was
check 'and all is there' same "$("$COURANT" list --format=tsv | wc -l)" 2

# Another user's.
if [ "$(id -u)" = 0 ] && chown 4321 "$own" 2>/dev/null; then
    check "another user's cache is not ours" exits 3 list
    check "another user's cache is not ours, said" err_has "$own' belongs to another user; run \`courant index\` to rebuild it"
    check 'one that is named is read' exits 0 list "--cache=$own"
    check 'it is built again' exits 0 index site
    check 'it is built again, said' err_has "$own' belongs to another user; rebuilding the cache"
    check 'then it is ours' same "$(stat -c %u "$own")" 0
    check 'and is read' exits 0 list
    touch "$own-wal"
    chown 4321 "$own-wal"
    check "another user's log" exits 3 list
    check 'it is built again' exits 0 index site
    chown 4321 "$own" "$folder"
    check 'all of a folder of another owner: ids are mapped' exits 0 list
    check 'it is brought up to date' exits 0 index site
    check 'nothing is built again' test ! -s err
    chmod 1777 "$folder"
    check 'but not where others write' exits 3 list
    chmod 775 "$folder"
    chown 0:4321 "$folder"
    check "a group that is not one's own" exits 2 list
    chown -R 0:0 "$folder"
    chmod 700 "$folder"

    # A user whose umask is 002 and whose group is his own.
    outside=$(mktemp -d /tmp/courant-owner-XXXXXX)
    mkdir "$outside/cache" "$outside/state"
    cp -r site "$outside/site"
    chown -R 4321:4321 "$outside"
    as_user() {
        setpriv --reuid=4321 --regid=4321 --clear-groups env HOME="$outside" XDG_CACHE_HOME="$outside/cache" \
            XDG_STATE_HOME="$outside/state" XDG_CONFIG_HOME="$outside/config" "$@"
    }
    if as_user test -x "$COURANT" 2>/dev/null; then
        as_user "$COURANT" index "$outside/site" </dev/null >out 2>err
        as_user chmod 2775 "$outside/cache/courant"
        check "a folder that one's own group can write" as_user "$COURANT" list
        check 'is indexed into' as_user "$COURANT" index "$outside/site"
        chown 4321:100 "$outside/cache/courant"
        chmod 775 "$outside/cache/courant"
        as_user "$COURANT" list </dev/null >out 2>err
        check 'not one that a shared group can write' same $? 2
    fi
    rm -rf "$outside"
fi

# No locks.
if command -v cc >/dev/null && cat >no_locks.c <<'END' && cc -shared -fPIC -o no_locks.so no_locks.c -ldl 2>/dev/null; then
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
int flock(int fd, int how) {
    (void)fd, (void)how;
    if (getenv("NO_FLOCK")) {
        errno = ENOLCK;
        return -1;
    }
    return 0;
}
static int filtered(const char *name, int fd, int command, void *argument) {
    int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
    if (getenv("NO_FCNTL") && (command == F_SETLK || command == F_SETLKW)) {
        errno = ENOLCK;
        return -1;
    }
    return real(fd, command, argument);
}
int fcntl(int fd, int command, ...) {
    va_list list;
    va_start(list, command);
    return filtered("fcntl", fd, command, va_arg(list, void *));
}
int fcntl64(int fd, int command, ...) {
    va_list list;
    va_start(list, command);
    return filtered("fcntl64", fd, command, va_arg(list, void *));
}
END
    # The sanitizers want to be loaded first.
    if LD_PRELOAD=$PWD/no_locks.so "$COURANT" --version >out 2>err && [ ! -s err ]; then
        without() { # WHAT ARGUMENTS...: `courant ARGUMENTS` where the file system has not WHAT; fails, and says so
            env "$1=1" LD_PRELOAD="$PWD/no_locks.so" "$COURANT" "${@:2}" </dev/null >out 2>err
            [ $? = 3 ] && err_has "has no file locks: put the cache on a local disk with XDG_CACHE_HOME or --cache"
        }
        check 'without flock' without NO_FLOCK index --cache=local.db site
        check 'without fcntl' without NO_FCNTL index --cache=local.db site
        "$COURANT" index --quiet --cache=local.db site </dev/null >out 2>err
        check 'reading without fcntl' without NO_FCNTL list --cache=local.db
        check 'reading needs no flock' env NO_FLOCK=1 LD_PRELOAD="$PWD/no_locks.so" "$COURANT" list --cache=local.db
    fi
fi
finish
