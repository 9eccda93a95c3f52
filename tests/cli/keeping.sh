#!/usr/bin/env bash
# Marking by query, notes as Markdown and JSON, exchanging marks.
. "$COURANT_TOP/tests/cli/lib.sh"
marks=$XDG_STATE_HOME/courant/marks.db
run() { "$COURANT" "$@" --cache=cache.db >out 2>err; status=$?; }
starred() { "$COURANT" list --cache=cache.db --format=tsv is:starred 2>err | cut -f4 | sort | tr '\n' ' ' | sed 's/ $//'; }
says() { grep -qF -- "$1" out || { cat out err; return 1; }; }
complains() { grep -qF -- "$1" err || { cat out err; return 1; }; }

mkdir site
for i in 1 2 3; do
    printf -- '---\ntitle: Number %d_%d\nauthor: Ines Marl\ndate: 2024-01-0%d\nlink: https://example.org/%d\n---\nText of a ferry.\n' \
        $i $i $i $i >site/$i.md
done
"$COURANT" index --quiet --cache=cache.db site >out 2>err

run mark star after:2024-01-02
check 'articles are starred by a query' same "$(starred)" 'Number 2_2 Number 3_3'
check 'it says how many' says '2 articles starred'
run mark star ferry
check 'only those that were not are counted' says '1 article starred'
run mark unstar title:number date:2024-01-03
check 'a star is taken back' same "$(starred)" 'Number 1_1 Number 2_2'
run mark star
check 'a query is needed' complains 'needs a query'
check 'which is wrong use' test $status = 2
run mark fold ferry
check 'an unknown verb is told' complains 'needs read, unread, star'
run mark read is:nonsense
check 'so is a wrong query' complains 'is:nonsense is unknown'

sqlite3 "$marks" "INSERT INTO note(archive, key, uid, text, made, changed) SELECT archive, key, '', 'Mine: *ask*
about it', 5, 6 FROM mark WHERE title='Number 2_2';
    INSERT INTO note(archive, key, uid, quote, at, text, made, changed) SELECT archive, key, 'p', 'a *ferry*', 8, 'really?', 5, 6
    FROM mark WHERE title='Number 2_2';
    INSERT INTO mark(archive, key, title, day) SELECT max(archive), 'path://gone.md', 'Gone', 738000 FROM mark;
    INSERT INTO note(archive, key, uid, text, made, changed) SELECT archive, key, '', 'Of one that is gone', 5, 6 FROM mark
    WHERE key='path://gone.md'"
run notes
cat >wanted <<'END'
## Number 2_2

Ines Marl, example.org, 2024-01-02. <https://example.org/2>

Mine: *ask*
about it

> a \*ferry\*

really?

## Gone

2021-07-23

Of one that is gone
END
sed -i 's/^2021-07-23$/DAY/' wanted
sed 's/^20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/DAY/' out >got
check 'notes as Markdown' cmp wanted got
run notes title:number --format=json
check 'and as JSON' python3 -c 'import json
a = json.load(open("out"))
assert len(a) == 1 and a[0]["url"] == "https://example.org/2", a
assert a[0]["notes"][0]["text"] == "Mine: *ask*\nabout it" and a[0]["notes"][1]["passage"] == "a *ferry*", a'
run list has:note --format=tsv
check 'has:note finds them' says 'Number 2_2'
run list note:ferr\* -note:boat --format=tsv
check 'and note: their words' says 'Number 2_2'
run list note:boats
check 'none of others' test ! -s out

run marks export
cp out exported
check 'the lines are sorted' sort -c exported
mv "$XDG_STATE_HOME" "$XDG_STATE_HOME.one"
mkdir "$XDG_STATE_HOME"
"$COURANT" marks import --cache=cache.db <exported >out 2>err
check 'they are merged' says 'lines merged'
run marks export
check 'so that both agree' cmp exported out
check 'the marks are there' same "$(starred)" 'Number 1_1 Number 2_2'
run mark unstar ferry
"$COURANT" marks import --cache=cache.db <exported >out 2>err
check 'what was changed last stays' same "$(starred)" ''
echo nonsense | "$COURANT" marks import --cache=cache.db >out 2>err
check 'other lines are refused' complains 'line 1 is no line of exported marks'
run marks
check 'export or import' complains 'needs export, or import'
finish
