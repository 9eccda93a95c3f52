#!/usr/bin/env bash
# Marks: they belong to an archive, follow their articles whatever becomes of the files, and outlive what happens to their own.
. "$COURANT_TOP/tests/cli/lib.sh"
marks=$XDG_STATE_HOME/courant/marks.db
starred() { "$COURANT" list --cache=cache.db --format=tsv is:starred 2>err | cut -f4 | tr '\n' ' ' | sed 's/ $//'; }
index() { "$COURANT" index --quiet --cache=cache.db "$@" site >out 2>err; }

# ---- what may become of the file b.md, of the article Other, which is starred ----

slug() { sed -i 's/^slug: .*/slug: other-news/' site/b.md; }
slug_and_alias() { sed -i 's,^slug: \(.*\),slug: other-news\naliases: [/\1/],' site/b.md; }
add_id() { sed -i 's/^date:/id: 77\ndate:/' site/b.md; }
give_slug() { sed -i 's/^date:/slug: given\ndate:/' site/b.md; }
renamed() { mv site/b.md site/c.md; }
moved() { mkdir -p site/in && mv site/b.md site/in/b.md; }
copied() { cp site/b.md site/b-copy.md && sed -i 's/^Body.*/Copied./' site/b-copy.md; }
language_added() { sed 's/^title: .*/title: Autre/' site/b.md >site/b.fr.md; }
language_gone() { rm -f site/b.de.md; }
cache_gone() { rm -f cache.db*; }
rebuilt() { rebuild=--rebuild; }

# A file that was moved away is edited where it is now.
edit_in_place() {
    local now
    for now in site/c.md site/in/b.md; do
        [ -e site/b.md ] || [ ! -e "$now" ] || { mv "$now" site/b.md; "$1"; [ ! -e site/b.md ] || mv site/b.md "$now"; return; }
    done
    [ ! -e site/b.md ] || "$1"
}

begin() { # SLUG-LINE
    rm -rf site cache.db* && mkdir site
    printf -- '---\ntitle: Night desk\ndate: 2024-01-02\nslug: night-desk\n---\nOne.\n' >site/a.md
    printf -- '---\ntitle: Other\ndate: 2024-01-01\n%s---\nBody.\n' "$1" >site/b.md
    printf -- '---\ntitle: Anderes\ndate: 2024-01-01\n%s---\nBody.\n' "$1" >site/b.de.md
    rebuild=
    index
    star site "$2"
}

follows() { # NAME SLUG-LINE OLD-KEY CHANGE...
    local name=$1 changes=("${@:4}") change
    begin "$2" "$3"
    [ "$(starred)" = Other ] || { same "$(starred)" Other; return 1; }
    for change in "${changes[@]}"; do edit_in_place "$change"; done
    # shellcheck disable=SC2086
    index $rebuild
    [ "$(starred)" = Other ] || { same "$name: $(starred)" "$name: Other"; return 1; }
    index --rebuild # and it stays so
    [ "$(starred)" = Other ] || { same "$name, rebuilt: $(starred)" "$name, rebuilt: Other"; return 1; }
}

check_all() { # SLUG-LINE OLD-KEY CHANGE...: each alone, and each two
    local line=$1 key=$2 first second
    shift 2
    for first in "$@"; do
        check "the star follows: $key, $first" follows "$first" "$line" "$key" "$first"
        for second in "$@"; do
            [[ $first < $second ]] || continue
            [[ $first$second != slugslug_and_alias ]] || continue
            check "the star follows: $key, $first, $second" follows "$first, $second" "$line" "$key" "$first" "$second"
        done
    done
}

check_all $'slug: other\n' 'slug:other path:b.md' slug slug_and_alias add_id renamed moved copied language_added language_gone cache_gone rebuilt
check_all '' path:b.md give_slug add_id renamed moved copied language_added language_gone cache_gone rebuilt

# A file that goes and another that comes are two articles, and of two that could be meant it is neither.
begin '' path:b.md
rm site/b.md
printf -- '---\ntitle: Something else\ndate: 2024-01-01\n---\nBody.\n' >site/new.md
index
check 'another article gets no mark' same "$(starred)" ''
rm site/new.md
printf -- '---\ntitle: Other\ndate: 2024-01-01\n---\nBody.\n' | tee site/x.md >site/y.md
index
check 'of two neither' same "$(starred)" ''
rm site/y.md
index
check 'an article that was there is not a new one' same "$(starred)" ''
printf -- '---\ntitle: Other\ndate: 2024-01-01\n---\nBody.\n' >site/b.md
index
check 'the mark waits for its file' same "$(starred)" Other

# Two files exchange their names.
begin '' path:b.md
printf -- '---\ntitle: Third\ndate: 2024-01-01\n---\nThird.\n' >site/c.md
index
mv site/b.md site/z && mv site/c.md site/b.md && mv site/z site/c.md
index
check 'names that are exchanged' same "$(starred)" Other

# So do their contents, in new files, as when a branch is checked out; and with the cache gone.
exchange_contents() {
    local name
    for name in b c; do sed 's/^Body.*/Checked out./' "site/$name.md" >"site/$name.new"; done
    mv site/b.new site/c.md && mv site/c.new site/b.md
}
exchange_contents
index
check 'contents that are exchanged' same "$(starred)" Other
exchange_contents
rm cache.db*
index
check 'contents that are exchanged, and the cache is gone' same "$(starred)" Other
sed -i 's/^date:/slug: third\ndate:/' site/b.md
sed -i 's/^date:/slug: other\ndate:/' site/c.md
index
exchange_contents
index
check 'contents that are exchanged, with slugs' same "$(starred)" Other
exchange_contents
index
sed -i '/^slug:/d' site/b.md site/c.md
index
check 'and without them again' same "$(starred)" Other

mv site/b.md site/a.md # onto another: that one is gone
index
check 'a name that is taken' same "$(starred) $("$COURANT" list --cache=cache.db --format=tsv | wc -l)" 'Other 3'
mv site/c.md site/a.md
index
check 'and by the starred one' same "$(starred)" Other

# When the marks have followed, and then the cache cannot be written, the next run tells the same again.
begin '' path:b.md
printf -- '---\ntitle: Other\ndate: 2024-01-01\n---\nAnother.\n' >site/c.md
for i in {1..200}; do printf -- '---\ntitle: Number %d\n---\nWord%d.\n' "$i" "$i" >"site/$i.md"; done
index
mv site/b.md site/z && mv site/c.md site/b.md && mv site/z site/c.md
for i in {1..200}; do echo "More of word$i and other$i." >>"site/$i.md"; done
check 'a disk that fills up while the cache is written' eval "! (trap '' XFSZ; ulimit -f 64; index)"
check 'where the marks have followed' same "$(sqlite3 "$marks" 'SELECT key FROM mark WHERE archive>0')" path://c.md
index
check 'does not let them follow twice' finds path:c.md is:starred

# ---- archives ----

lists() { "$COURANT" list --format=tsv --cache="$1.db" is:starred 2>err | cut -f4 | tr '\n' ' ' | sed 's/ $//'; }
archive_of() { # NAME TITLE: an archive whose article `about` has that title
    mkdir -p "$1"
    printf -- '---\ntitle: %s\nslug: about\ndate: 2024-01-01\n---\nAbout.\n' "$2" >"$1/about.md"
    for i in 1 2 3; do printf -- '---\ntitle: %s %d\ndate: 2024-01-0%d\n---\nText.\n' "$2" $i $i >"$1/$i.md"; done
}
in_archive() { "$COURANT" index --quiet --cache="$1.db" "$1" >out 2>err; }
rm -rf site "$marks"*
archive_of one One
archive_of two Two
mkdir -p "$(dirname "$marks")"
in_archive one
"$COURANT" index --quiet --cache=cache.db one >/dev/null 2>&1
star one slug:about
check 'marks from before are taken over, said' grep -q 'took over the marks of 1 article ' index-err
in_archive one
check 'and only once' err_lacks 'took over'
sqlite3 "$marks" 'DELETE FROM mark WHERE archive=0'
in_archive two
check 'the archive that it was given in has the mark' same "$(lists one)" One
check 'another archive with that slug has not' same "$(lists two)" ''
check 'nor is it unread there' same "$("$COURANT" list --format=tsv --cache=two.db is:unread slug | wc -l)" 0
mv one three
"$COURANT" index --quiet --cache=three.db three >out 2>err
check 'an archive that was moved is recognised, said' err_has 'its marks are kept'
check 'an archive that was moved is recognised' same "$(lists three)" One
cp -r three copy
"$COURANT" index --quiet --cache=copy.db copy >out 2>err
check 'a copy of an archive is another one' same "$(lists copy)" ''
mv three four
sed -i 's/^slug: about/slug: about-us/' four/about.md
"$COURANT" index --quiet --cache=four.db four >out 2>err
check 'moved, and a slug edited' same "$(lists four)" One
mkdir five
printf -- '---\ntitle: Five\nslug: five\n---\nText.\n' >five/five.md
"$COURANT" index --quiet --cache=five.db four five >out 2>err
check 'a root more' same "$(lists five)" One
in_archive four
check 'and without it, though nothing has changed' same "$(lists four)" One
mkdir four/in && mv four/1.md four/in
"$COURANT" index --quiet --cache=in.db four/in >out 2>err
in_archive four
check 'a folder of it was read in between' same "$(lists four)" One
"$COURANT" index --quiet --cache=five.db four five >out 2>err
check 'the root more again' same "$(lists five)" One

# By its name in the configuration an archive is known wherever it is.
mkdir -p "$XDG_CONFIG_HOME/courant"
printf 'archives:\n  work: %s\n' "$work/six" >"$XDG_CONFIG_HOME/courant/config.yaml"
archive_of six Six
"$COURANT" index --quiet --cache=six.db six >out 2>err
sqlite3 "$marks" "INSERT INTO mark(archive, key, starred) SELECT id, 'slug:about//about.md', 1 FROM archive WHERE name='work'"
check 'an archive with a name' same "$(lists six)" Six
rm -r six
archive_of seven Seven
sed -i 's/six/seven/' "$XDG_CONFIG_HOME/courant/config.yaml"
check 'can be read by that name' exits 0 index --quiet --cache=seven.db work
check 'and has its marks wherever it is' same "$(lists seven)" Seven
rm "$XDG_CONFIG_HOME/courant/config.yaml"

# ---- their own file ----

begin $'slug: other\n' 'slug:other path:b.md'
rm "$marks".1-day # from before the index run took them over
check 'a copy is made' exits 0 list --cache=cache.db is:starred
check 'a copy is there' test -s "$marks.1-day"
rm "$marks"
check 'the file is missing' same "$(starred)" Other
check 'the file is missing, said' err_has 'were missing; they were restored'
: >"$marks"
check 'the file is empty' same "$(starred)" Other
check 'the file is empty, said' err_has 'were empty; they were restored'
check 'an empty file is kept' test -e "$marks.bad-1"
head -c 3000 /dev/urandom >"$marks"
cp "$marks" damaged
check 'the file is damaged' same "$(starred)" Other
check 'the file is damaged, said' err_has 'were damaged; they were restored'
check 'a damaged file is kept' cmp -s damaged "$marks.bad-2"
check 'no more is said' exits 0 list --cache=cache.db is:starred
check 'all is well again' silent

# A transaction that was cut off is rolled back before the cache attaches the file.
sqlite3 "$marks" >/dev/null 2>&1 <<'SQL'
PRAGMA cache_size=2;
PRAGMA cache_spill=1;
BEGIN IMMEDIATE;
UPDATE mark SET starred=0;
INSERT INTO mark(key) WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<3000) SELECT i||hex(randomblob(100)) FROM n;
.shell kill -9 $PPID
SQL
check 'a journal is left behind' test -s "$marks-journal"
check 'a transaction that was cut off' same "$(starred)" Other
finish
