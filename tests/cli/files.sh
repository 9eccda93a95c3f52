#!/usr/bin/env bash
# Every file below the roots is read, or left out for a reason that is told; what many files have in common is one line.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# note ROOT/NAME: a file of nothing but prose
note() {
    mkdir -p "$(dirname "$1")"
    printf 'The lantern by the %s burns late.\n' "$(basename "$1")" >"$1"
}
# accounted ROOT...: is each regular file, and each other name that is no folder, in a row, and in one verdict alone?
accounted() {
    "$COURANT" check --all --format=tsv "$@" </dev/null >out 2>err
    same "$(cut -f1 out | sort -u | wc -l)" "$(find "$@" ! -type d | wc -l)" && same "$(cut -f1,2 out | sort -u | cut -f1 | uniq -d)" ''
}
indexed() { "$COURANT" list --cache=cache.db --format=tsv 2>err | wc -l; }

# ---- what is not read ----

article a.md 1 2021-01-01 One
check 'all is read' exits 0 index --cache=cache.db site
check 'all is read: nothing more to say' out_lines 1
for i in 1 2 3; do : >"site/$i.ipynb"; done
: >site/x.org
: >site/README
: >site/cover.PNG
mkdir -p site/.git/refs
: >site/.git/HEAD
: >site/.git/refs/main
: >site/.hidden.md
: >site/.#lock.md
mkfifo site/pipe.md
check 'left out' exits 0 index --cache=cache.db site
check 'left out, in a line' grep -qxF '3 .ipynb, 1 without an ending, 1 .org, 1 asset, 1 special file, 3 hidden not read' out
check 'left out, again' exits 0 index --cache=cache.db site
check 'left out, again in a line' out_has '3 .ipynb, '
check 'check says it too' exits 0 check site
check 'check says it too, and how to see them' err_has '3 hidden not read (--all lists them)'
check 'check alone lists none' out_is ''
check 'all rows' exits 0 check --all --format=tsv site
check 'a row for a file' grep -qP '^a\.md\tINDEX\t-\t$' out
check 'a row for an ending' grep -qP '^x\.org\tSKIP\t-\tits ending is not read' out
check 'a row for an asset' grep -qP '^cover\.PNG\tSKIP\t-\tan asset$' out
check 'a row for each hidden file' same "$(grep -cP '^\.(git/(HEAD|refs/main)|hidden\.md|%23lock\.md|#lock\.md)\tSKIP\t-\thidden$' out)" 4
check 'a row for a pipe' grep -qP '^pipe\.md\tSKIP\t-\tnot a regular file$' out
check 'all rows, counted' err_has 'courant: 12 files: 1 indexed, 0 rejected, 11 skipped'
check 'each file once' accounted site
check 'JSON' exits 0 check --all --format=json site
check 'JSON, for each file' same "$(grep -c '"verdict":"SKIP","line":null,"column":null,"message":"' out)" 11
check 'only the rows of content files' exits 0 check --format=tsv site
check 'only the rows of content files, counted' out_lines 1
check 'as text' exits 0 check --all site
check 'as text, with the reason' out_has 'site/x.org: note: its ending is not read'
if can_obey; then
    : >site/shut.md
    mkdir site/.shut
    chmod 0 site/shut.md site/.shut
    check 'one that cannot be read' obeying_exits 1 check --all --format=tsv site
    check 'one that cannot be read, as rejected' grep -qP '^shut\.md\tREJECT\t-\tcannot read the file' out
    check 'a hidden folder that cannot be read' grep -qP '^\.shut\tSKIP\t-\thidden$' out
    chmod 700 site/.shut
    rm -r site/shut.md site/.shut
fi

# ---- what a site generator built, or needs for itself ----

note built/post.md
note built/_site/post.html
note built/node_modules/pump/README.md
note built/node_modules/pump/docs/valve.md
note built/site/node_modules.md
check 'built' exits 0 index --cache=built.db built
check 'built, in a line' grep -qxF '2 of a site generator not read' out
check 'built: rows' accounted built
check 'built: the reason' same "$(grep -cP '^(_site|node_modules)/.*\tSKIP\t-\twhat a site generator built or needs$' out)" 3
check 'built: a file of that name' grep -qP '^site/node_modules\.md\tINDEX' out
check 'built: itself a root' exits 0 index --cache=built2.db built/node_modules
check 'built: itself a root, read' out_has '2 articles'

# ---- endings of one's own ----

mkdir -p "$XDG_CONFIG_HOME/courant"
printf 'Title: By wire\nDate: 2021-03-01\n\nThe ferry is *late*.\n' >site/wire.txt
printf '<html><head><title>A page</title></head><body><p>Kept as it was.</p></body></html>' >site/page.xhtml
check 'before' exits 0 index --cache=cache.db site
check 'before, counted' same "$(indexed)" 1
echo 'endings: [.txt, xhtml]' >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'endings' exits 0 index --cache=cache.db site
check 'endings: built again' err_has '`hide` in config.yaml has changed; rebuilding'
check 'endings: counted' same "$(indexed)" 3
check 'an ending read as Markdown' exits 0 show --cache=cache.db wire.txt
check 'an ending read as Markdown, its title' out_has 'By wire'
echo 'endings: {.txt: markdown, .xhtml: html, .org: markdown}' >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'kinds' exits 1 index --cache=cache.db site
check 'an ending read as HTML' exits 0 show --cache=cache.db page.xhtml
check 'an ending read as HTML, its title' out_has 'A page'
check 'a row for it' exits 1 check --format=tsv site
check 'a row for it: it is content' grep -qP '^page\.xhtml\tINDEX' out
check 'nothing changed' exits 1 index --cache=cache.db site
check 'nothing changed: not built again' err_lacks rebuilding
rm "$XDG_CONFIG_HOME/courant/config.yaml"

# ---- links ----

rm -rf site
mkdir -p site/{a,b/c,.attic/old} sibling/.deep outside
for name in site/a/one.md site/b/c/two.md site/.attic/old/three.md site/.attic/four.md site/.five.md sibling/six.md \
    sibling/.deep/seven.md outside/eight.md; do
    note "$name"
done
ln site/a/one.md site/a/twin.md # another name is another file
ln -s ../a/one.md site/b/again.md
ln -s ../a site/b/again
ln -s . site/b/here
ln -s ../.. site/b/c/up
ln -s self.md site/self.md
ln -s nowhere site/dangling.md
ln -s ../outside/eight.md site/out.md
ln -s ../outside site/out
ln -s ../sibling site/sibling
ln -s ../sibling/.deep/seven.md site/seven.md
ln -s .attic site/attic
ln -s .attic/old site/old
ln -s .attic/old/three.md site/three.md
ln -s .five.md site/five.md
ln -s ../old site/.attic/old/old
ln -s ../.. site/.attic/old/up
check 'links' exits 0 check site
check 'links: what has names of its own is read' err_has 'courant: 6 content files: 0 errors, 0 warnings'
for told in 'b/here: note: a link that leads in a circle' 'b/c/up: note: a link that leads in a circle' \
    'self.md: note: a link that leads in a circle' 'dangling.md: note: a link that leads nowhere' \
    "out.md: note: a link out of the content roots is not followed: $work/outside/eight.md" \
    "out: note: a link out of the content roots is not followed: $work/outside" 'sibling: note: a link out of' \
    'seven.md: note: a link out of' '.attic/old/old: note: a link that leads in a circle' '.attic/old/up: note: a link that leads in a circle'; do
    check "told: $told" out_has "site/$told"
done
check 'nothing else is told' out_lines 10
check 'each name once' accounted site
check 'each file once, by its own name' same "$(grep -P '\tINDEX\t' out | cut -f1 | sort | tr '\n' ' ')" \
    '.attic/four.md .attic/old/three.md .five.md a/one.md a/twin.md b/c/two.md '
check 'a link to what is read' grep -qP '^b/again\.md\tSKIP\t-\ta link to what is read under its own name: a/one\.md$' out
check 'with the sibling' exits 0 index --cache=cache.db site sibling
check 'with the sibling: all but what is outside' same "$(indexed)" 8
check 'with the sibling: once' accounted site sibling
check 'again' exits 0 index --cache=cache.db site sibling
check 'again: nothing changed' out_has '8 articles: 0 new, 0 changed, 0 removed, 8 unchanged'
check 'a link is told by index' err_has 'courant: site/out.md: note: a link out of the content roots'
rm site/attic site/old site/three.md
check 'without the link' exits 0 index --cache=cache.db site sibling
check 'without the link: gone' out_has '6 articles: 0 new, 0 changed, 2 removed, 6 unchanged'

# ---- a plain folder of notes ----

rm -rf site sibling outside cache.db
for ((i = 0; i < 590; i++)); do
    note "site/$((i % 7))/note $i.md"
done
check 'notes' exits 0 index --cache=cache.db site
check 'notes: no reproach' silent
check 'notes: counted' summary_is '590 articles: 590 new, 0 changed, 0 removed, 0 unchanged'
check 'notes: not even strictly' exits 0 check --strict site
check 'notes: nothing to say' out_is ''
check 'notes: asked for' exits 0 check --notes site
check 'notes: one line' out_lines 1
check 'notes: with a count and three places' grep -qE "^site/0/note 0\.md:1:1: note: no front matter .* \(in 590 files, also in site/0/note 105\.md:1:1 and site/0/note 112\.md:1:1\)$" out
check 'notes: a row for each' exits 0 check --notes --format=tsv site
check 'notes: a row for each, counted' out_lines 590

# ---- one among many ----

rm -rf site cache.db
many 200 lamp
note site/odd.md
check 'the odd one' exits 0 index --cache=cache.db site
check 'the odd one is told' err_has 'courant: site/odd.md:1:1: warning: no front matter'
check 'the odd one alone' err_lines 1

# ---- the same in many files ----

# wrong FROM TO: front matters that are wrong, each with a value of its own
wrong() {
    local i
    for ((i = $1; i < $2; i++)); do
        printf -- '---\ntitle: Number %d\ndate: 2021-02-%d\n---\nText.\n' "$i" $((i + 30)) >"site/w$((i + 100)).md"
    done
}
wrong 0 20
check 'twenty' exits 0 check site
check 'twenty lines' same "$(grep -c 'does not exist' out)" 20
wrong 20 25
check 'more than twenty' exits 0 check site
check 'more than twenty: one line' same "$(grep -c 'does not exist' out)" 1
check 'more than twenty: what is each file'\''s own is left out' grep -qF "site/w100.md:3:7: warning: 'date' is a date or time that does not exist: '…' (in 25 files, also in site/w101.md:3:7 and site/w102.md:3:7)" out
check 'a row for each' exits 0 check --format=tsv site
check 'a row for each, counted' same "$(grep -c 'does not exist' out)" 25
rm -f cache.db
check 'index' exits 0 index --cache=cache.db site
check 'index: in as many lines' err_lines 2
for ((i = 0; i < 15; i++)); do
    printf -- '---\ntitle: [\ndate: 2021-01-01\n---\nText.\n' >"site/e$i.md"
done
rm -f cache.db
check 'index: many' exits 1 index --cache=cache.db site
check 'index: ten lines and one' err_lines 11
check 'index: errors first' same "$(head -n 10 err | grep -c ': error: ')" 10
check 'index: where the rest is' err_has 'courant: 31 more problems; `courant check` lists them all'
check 'index, quiet' exits 1 index --cache=cache.db --rebuild --quiet site
check 'index, quiet: nothing' silent

# ---- real trees ----

for tree in "$COURANT_TOP"/../shared/corpora/*/; do
    if [ ! -d "$tree" ]; then
        echo 'skipped: there are no corpora'
        continue
    fi
    check "walked = indexed + skipped + rejected: $(basename "$tree")" accounted "$tree"
done
finish
