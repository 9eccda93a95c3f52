#!/usr/bin/env bash
# Calls of the system fail while marks follow an article, are restored from a copy, or are brought up to date from version 1:
# once all is well again, the mark is where it belongs. What is preloaded is tests/faults/faults.c.
# shellcheck source=tests/cli/lib.sh
. "$COURANT_TOP/tests/cli/lib.sh"
shim=$COURANT_BUILD/tests/faults/faults.so
marks=$XDG_STATE_HOME/courant/marks.db

if ! LD_PRELOAD=$shim "$COURANT" --version >out 2>err || ! out_has courant; then
    echo 'skipped: failing calls (this program does not run with a library preloaded)'
    check 'nothing to preload into' true
    finish
fi

starred() { "$COURANT" list --cache=cache.db --format=tsv is:starred 2>err | cut -f4 | tr '\n' ' ' | sed 's/ $//'; }
index() { "$COURANT" index --quiet --cache=cache.db site >out 2>err; }
save() { rm -rf saved && mkdir saved && cp -r site cache.db "$(dirname "$marks")" saved; }
restore() {
    rm -rf site cache.db* "$(dirname "$marks")"
    cp -rp saved/site saved/cache.db .
    cp -rp saved/courant "$(dirname "$marks")"
}
faulty() { # CALL AT ON COMMAND...
    rm -f count
    timeout 300 env FAULT_CALL="$1" FAULT_AT="$2" FAULT_ON="$3" FAULT_WHO=p FAULT_COUNT="$PWD/count" LD_PRELOAD="$shim" \
        "$COURANT" "${@:4}" </dev/null >out 2>err
    status=$?
}
calls() { od -An -td8 -N8 count | tr -d ' '; }
holds() { # whether the run failed or not, and what it had done by then
    [ $status -le 3 ] || { echo "exit status $status"; return 1; }
    index && same "$(starred)" Other
}
sweep() { # NAME POINTS COMMAND...: from what was saved
    local name=$1 points=$2 call total at i
    shift 2
    for call in open read write fsync stat access unlink rename malloc; do
        restore
        faulty $call 0 '' "$@"
        total=$(calls)
        for ((i = 0; i < points && i < total; i++)); do
            at=$((total <= points ? i + 1 : 1 + i * (total - 1) / (points - 1)))
            restore
            faulty $call $at "$((i % 2))" "$@"
            check "$name: $call fails, at $at of $total" holds
        done
    done
}

mkdir site
printf -- '---\ntitle: Other\ndate: 2024-01-01\n---\nBody.\n' >site/b.md
for i in 1 2 3; do printf -- '---\ntitle: Number %d\ndate: 2024-01-0%d\n---\nText.\n' $i $i >site/$i.md; done
index
star site path:b.md
check 'before' same "$(starred)" Other

mv site/b.md site/c.md
sed -i 's/^date:/slug: other\ndate:/' site/1.md
save
sweep 'an article is renamed' 5 index --cache=cache.db site

mv site/c.md site/b.md
index
rm "$marks"
save
sweep 'the marks are missing' 4 list --cache=cache.db is:starred
head -c 5000 /dev/urandom >"$marks"
save
sweep 'the marks are damaged' 3 list --cache=cache.db is:starred

rm -f "$marks"*
sqlite3 "$marks" "PRAGMA application_id=1131377997; PRAGMA user_version=1;
    CREATE TABLE mark(key TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
    queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    INSERT INTO mark(key, starred) VALUES('path:b.md', 1)"
save
sweep 'marks of version 1' 4 index --cache=cache.db site
finish
