#!/usr/bin/env bash
# One article as text, and its source in a browser.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck disable=SC2016 # it is what no shell must see
article news/a.md 10 2021-11-28 'A long title about the health of everybody who lives in this town and in the next' 'slug: the-slug' \
    'categories: ["KLAS: AI"]' 'link: {href: "https://a.example/1?x=$(touch${IFS}ran)&y", brand: a.example}'
article news/b.md 11 2021-11-28 'No source'
printf -- '---\ntitle: x\nid: 12\n---\nA line with a tab\tand an escape \033]0;owned\007\033[31m and 日本語 “quotes” – dash.\n' >site/c.md
check 'index' exits 0 index --cache=cache.db site

for what in 10 the-slug news/a.md "$work/site/news/a.md" id:10; do
    check "show $what" exits 0 show --cache=cache.db "$what"
    check "show $what has the title" out_has 'A long title about the health'
    check "show $what has the body" out_has 'The body of word10.'
    check "show $what has the topic" out_has 'KLAS: AI'
    check "show $what has the source" out_has 'https://a.example/1'
done
for width in 20 40 80; do
    check "width $width" exits 0 show --cache=cache.db --width=$width 11
    check "width $width is kept" test "$(wc -L <out)" -le $width
done
check 'width 1' exits 0 show --cache=cache.db --width=1 10
check 'ASCII' exits 0 show --cache=cache.db --ascii 11
check 'ASCII, nothing else' test -z "$(LC_ALL=C tr -d '\n\40-\176' <out)"
check 'a hostile text' exits 0 show --cache=cache.db 12
check 'a hostile text has no control character' test -z "$(LC_ALL=C tr -d '\n\40-\176\200-\377' <out)"
check 'a hostile text has all its words' out_has '日本語'
cat >site/signs.md <<'END'
---
title: Signs
id: 13
---
About 10<sup>-3</sup> g of CO<sub>2</sub> and x<sup>n+1</sup> are ~~not~~ <del>12</del> <ins>15</ins>.
END
check 'index what is raised and struck' exits 0 index --cache=cache.db site
check 'raised and struck' exits 0 show --cache=cache.db 13
check 'raised, lowered and struck text is written' out_has 'About 10⁻³ g of CO₂ and x^(n+1) are ~~not~~ ~~12~~ 15.'
check 'the same in ASCII' exits 0 show --cache=cache.db --ascii 13
check 'it has no signs of its own' out_has 'About 10^-3 g of CO_2 and x^(n+1) are ~~not~~ ~~12~~ 15.'
for words in CO2 CO₂ '"are not 12"'; do
    check "list $words" exits 0 list --cache=cache.db --format=tsv "$words"
    check "list $words finds it" out_has 'Signs'
done
check 'not there' exits 1 show --cache=cache.db 99
check 'not there, said' err_has "no article with the id, slug, path or address '99'"
check 'not there, nothing shown' out_is ''

printf '#!/bin/sh\nprintf "%%s\\n" "$#" "$@" >%s/opened\n' "$work" >browser
chmod +x browser
BROWSER="$work/browser" "$COURANT" open --cache=cache.db 10 </dev/null >out 2>err
check 'open' same $? 0
while ! [ -s opened ]; do
    sleep 0.1
done
check 'the browser has one argument: the address' same "$(cat opened)" $'1\nhttps://a.example/1?x=$(touch${IFS}ran)&y'
check 'no shell has seen it' test ! -e ran
check 'open says what it did' out_has 'opened https://a.example/1'
check 'an article without a source' exits 3 open --cache=cache.db 11
check 'an article without a source, said' err_has 'no source'
check 'open what is not there' exits 1 open --cache=cache.db 99
BROWSER=/nonexistent/browser "$COURANT" open --cache=cache.db 10 </dev/null >out 2>err
check 'a browser that is not there' same $? 3
check 'a browser that is not there, said' test -s err
BROWSER=false "$COURANT" open --cache=cache.db 10 </dev/null >out 2>err
check 'a browser that fails at once' same $? 3
check 'a browser that fails at once, said' err_has "the browser 'false' exited at once with status 1"
check 'a browser that fails at once opened nothing' out_is ''
mkdir -p plain
printf -- '---\ntitle: \342\200\234Quoted\342\200\235 na\303\257ve\nid: 5\n---\n- one\342\200\224two\342\200\246\n' >plain/a.md
check 'signs' exits 0 index --cache=plain.db plain
check 'signs in ASCII' exits 0 show --cache=plain.db --ascii 5
check 'signs in ASCII, quotes' out_has '"Quoted" na'
check 'signs in ASCII, dash and dots' out_has 'one-two~'
check 'signs in ASCII, letters stay' out_has $'na\303\257ve'
finish
