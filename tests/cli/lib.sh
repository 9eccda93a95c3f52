# shellcheck shell=bash
# What the tests of the command line share. A test sources this, calls `check NAME COMMAND...` for each thing that must be so,
# and ends with `finish`. It works in a folder of its own; what `courant` last said is in the files `out` and `err` there.
set -u

work=$(mktemp -d)
cd "$work" || exit 1
# shellcheck disable=SC2034 # for those who source this
sample=$COURANT_TOP/data/sample/content
passed=0 failed=0

check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
    printf 'FAILED: %s\n    %s\n' "$name" "$*"
    head -c 600 out | sed 's/^/    out: /'
    head -c 600 err | sed 's/^/    err: /'
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
    exit
}

# `exits 0 list x` runs `courant list x`: did it end so?
exits() {
    local wanted=$1
    shift
    "$COURANT" "$@" </dev/null >out 2>err
    status=$?
    [ "$status" = "$wanted" ] || {
        echo "exit status $status, not $wanted"
        return 1
    }
}

out_is() { [ "$(cat out)" = "$1" ]; }
out_has() { grep -qF -- "$1" out; }
out_lacks() { ! grep -qF -- "$1" out; }
out_lines() { [ "$(wc -l <out)" = "$1" ]; }
err_has() { grep -qF -- "$1" err; }
err_lacks() { ! grep -qF -- "$1" err; }
err_lines() { [ "$(wc -l <err)" = "$1" ]; }
silent() { [ ! -s err ]; }
same() { [ "$1" = "$2" ] || { printf "'%s' is not '%s'\n" "$1" "$2"; false; }; }
summary_is() { # of the index run
    local said
    said=$(sed 's/ ([0-9.]* s)$//' out)
    same "$said" "$1"
}

# What a query finds, in order, on one line: by id or slug, else by path, as in "id:7 slug:x path:a.md".
shorten() { sed 's,^path://,path:,; s,//.*,,' | tr '\n' ' ' | sed 's/ $//'; }
keys() { "$COURANT" list --cache=cache.db --format=tsv "$@" 2>err | cut -f2 | shorten; }
finds() { # KEYS QUERY...
    local wanted=$1
    shift
    same "$(keys "$@")" "$wanted"
}

# star ROOT KEY: as version 1 of the marks had it: the next index run takes it over. It begins with no other marks.
star() {
    mkdir -p "$XDG_STATE_HOME/courant"
    rm -f "$XDG_STATE_HOME/courant/marks.db"*
    sqlite3 "$XDG_STATE_HOME/courant/marks.db" "PRAGMA application_id=1131377997; PRAGMA user_version=1;
        CREATE TABLE mark(key TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
        queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        INSERT INTO mark(key, starred) VALUES('$2', 1)"
    "$COURANT" index --quiet --cache=cache.db "$1" >/dev/null 2>index-err
}

# article NAME ID DATE TITLE [LINE-OF-FRONT-MATTER...]: a content file below site/, whose body says ID's word
article() {
    local name=$1 id=$2 date=$3 title=$4
    shift 4
    mkdir -p "$(dirname "site/$name")"
    {
        printf -- '---\ntitle: %s\nid: %s\ndate: %s\n' "$title" "$id" "$date"
        for line in "$@"; do printf '%s\n' "$line"; done
        printf -- '---\nThe body of word%s.\n' "$id"
    } >"site/$name"
}

# many N WORD: N content files in site/
many() {
    local i
    mkdir -p site/{0,1,2,3,4,5,6,7,8,9}
    for ((i = 0; i < $1; i++)); do
        printf -- '---\ntitle: Number %d\nid: %d\ndate: 20%02d-%02d-%02d\ntags: [%s]\n---\nThe text of %s.\n' \
            "$i" $((i + 1)) $((i % 20)) $((i % 12 + 1)) $((i % 28 + 1)) "$2" "$2" >"site/$((i % 10))/$i.md"
    done
}

# A superuser reads everything: `obeying COMMAND...` runs it as one that permissions hold for. Only when can_obey.
obeying() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        setpriv --inh-caps=-dac_override,-dac_read_search --bounding-set=-dac_override,-dac_read_search -- "$@"
    fi
}
can_obey() {
    : >secret
    chmod 0 secret
    obeying true 2>/dev/null && ! obeying cat secret 2>/dev/null >&2
}
obeying_exits() {
    local wanted=$1
    shift
    obeying "$COURANT" "$@" </dev/null >out 2>err
    status=$?
    same "exit status $status" "exit status $wanted"
}
