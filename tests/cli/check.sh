#!/usr/bin/env bash
# What is wrong in content files, told without a cache.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

article a.md 1 2021-01-01 One 'href: https://a.example/x' 'slug: one'
check 'all well' exits 0 check site
check 'all well, nothing said' out_is ''
check 'all well, counted' err_has 'courant: 1 content file: 0 errors, 0 warnings'
check 'no cache is made' same "$(find "$XDG_CACHE_HOME" -name '*.db*' 2>/dev/null)" ''

article b.md 1 2021-01-02 Two 'href: https://a.example/x'
article 'c d%.md' 3 2021-02-30 Three 'href: https://a.example/z'
printf -- '---\ntitle: "Open\ndate: 2021-01-01\n---\nbody\n' >site/open.md
check 'errors' exits 1 check site
check 'errors, with their place' grep -qE '^site/open.md:2:8: error: the double quote that begins here is never closed$' out
check 'warnings, with their place' grep -qE '^site/c d%.md:4:[0-9]+: warning: ' out
check 'what two files have' grep -qF "site/b.md:3:1: warning: the id '1' is also used by a.md" out
check 'ordered by file' same "$(cut -d: -f1 out | uniq | tr '\n' ' ')" 'site/b.md site/c d%.md site/open.md '
check 'no note unasked' out_lacks ' note: '
check 'counted' err_has '4 content files: 1 error, 2 warnings'
check 'notes' exits 1 check --notes site
check 'notes, asked for' out_has "site/b.md:5:1: note: the source link 'https://a.example/x' is also used by a.md"
check 'no cache is made of these either' same "$(find "$XDG_CACHE_HOME" -name '*.db*' 2>/dev/null)" ''

check 'rows' exits 1 check --format=tsv site
check 'rows, one for a good file' grep -qP '^a\.md\tINDEX\t-\t$' out
check 'rows, one for a warning' grep -qP '^c%20d%25\.md\tWARN\t4:[0-9]+\t.' out
check 'rows, one for an error' grep -qP '^open\.md\tREJECT\t2:8\tthe double quote' out
check 'rows, one for what two files have' grep -qP '^b\.md\tWARN\t3:1\tthe id' out
check 'rows, no other' out_lines 4

rm site/open.md
check 'warnings are no failure' exits 0 check site
check 'strict: they are' exits 1 check --strict site
rm 'site/c d%.md' site/b.md
article b.md 2 2021-01-02 Two 'href: https://a.example/x'
check 'strict: notes are not' exits 0 check --strict --notes site
check 'strict: but told' out_has ' note: '

mkdir -p site/bundle/img
printf -- '---\ntitle: Bundle\nimage: cover.png\n---\n![a](img/in.png) ![b](img/gone.png) [c](tel:123) ![d](/static/x.png)\n' >site/bundle/index.md
: >site/bundle/cover.png
: >site/bundle/img/in.png
check 'images and schemes' exits 0 check --notes site
check 'an image that is not there' out_has "site/bundle/index.md: note: 1 image is missing: 'bundle/img/gone.png'"
check 'a link that will not be opened' out_has "site/bundle/index.md:5:1: note: 1 link will not be opened: 'tel:123': 'tel:' addresses are not opened, only http, https and mailto"

mkdir other
printf -- '---\n' >other/x.md
check 'two roots' exits 1 check --format=tsv site other
check 'two roots, whole paths' grep -qE "^$work/other/x\.md" out
check 'no root' exits 2 check
check 'a root that is not there' exits 3 check nowhere
check 'an unknown format' exits 2 check --format=xml site
check 'an unknown format, said' err_has "unknown format 'xml' (known: text, tsv"
check 'JSON' exits 0 check --format=json site
check 'JSON, an object for every file' same "$(grep -c '"verdict":"INDEX"' out)" "$(find site -name '*.md' | wc -l)"
check 'JSON is an array' grep -qz '^\[{.*}\]'$'\n''$' out
check 'JSON lines' exits 0 check --format=jsonl site
check 'JSON lines, one for every file' same "$(grep -c '^{"path":.*}$' out)" "$(find site -name '*.md' | wc -l)"
check 'CSV' exits 0 check --format=csv site
check 'CSV, a heading and a record for every file' same "$(grep -c ','$'.*\r''$' out)" $(($(find site -name '*.md' | wc -l) + 1))
finish
