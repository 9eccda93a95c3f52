#!/usr/bin/env bash
# A cache follows its files; what is wrong with them is told with its place.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

article a.md 1 2021-01-01 One
article news/b.md 2 2021-01-02 Two
article news/c.md 3 2021-01-03 Three
check 'new' exits 0 index --cache=cache.db site
check 'new, said' summary_is '3 articles: 3 new, 0 changed, 0 removed, 0 unchanged'
check 'new, nothing on standard error' silent
check 'nothing changed' exits 0 index --cache=cache.db site
check 'nothing changed, said' summary_is '3 articles: 0 new, 0 changed, 0 removed, 3 unchanged'
check 'the roots of the cache' exits 0 index --cache=cache.db
check 'the roots of the cache, said' summary_is '3 articles: 0 new, 0 changed, 0 removed, 3 unchanged'
article d.md 4 2021-01-04 Four
article a.md 1 2021-02-01 'One changed'
rm site/news/b.md
mv site/news/c.md site/moved.md
check 'changes' exits 0 index --cache=cache.db site
check 'changes, said' summary_is '3 articles: 1 new, 1 changed, 1 moved, 1 removed, 0 unchanged'
check 'changes, found' finds 'id:1 id:4 id:3'
check 'what is gone is not found' finds '' word2
check 'rebuild' exits 0 index --cache=cache.db --rebuild site
check 'rebuild, said' summary_is '3 articles: 3 new, 0 changed, 0 removed, 0 unchanged'
check 'quiet' exits 0 index --cache=cache.db --quiet site

printf -- '---\ntitle: Bad\n  x: [\n---\nrescued\n' >site/bad.md
printf -- '---\n' >site/open.md
check 'wrong files' exits 1 index --cache=cache.db site
check 'wrong files, counted' out_has '2 errors; 1 file skipped'
check 'wrong files, each with its place' grep -qE '^courant: site/bad.md:[0-9]+:[0-9]+: error: ' err
check 'wrong files, an open front matter' grep -qE '^courant: site/open.md:1:1: error: ' err
check 'wrong files, the others are there, and what can be read' finds 'id:1 id:4 id:3 path:bad.md'
check 'wrong files, the text is found' finds 'path:bad.md' rescued
check 'wrong files, still' exits 1 index --cache=cache.db site
check 'wrong files, not told again' silent
check 'wrong files, quiet' exits 1 index --cache=cache.db --rebuild --quiet site
check 'wrong files, quiet, nothing said' silent
rm site/open.md
article bad.md 5 2021-01-05 Mended
check 'mended' exits 0 index --cache=cache.db site
check 'mended, said' summary_is '4 articles: 0 new, 1 changed, 1 removed, 3 unchanged'
printf -- '---\ntitle: Warned\nid: 6\ndate: 2021-02-30\n---\n' >site/warned.md
check 'a warning is no failure' exits 0 index --cache=cache.db site
check 'a warning is told' grep -qE '^courant: site/warned.md:4:[0-9]+: warning: ' err
check 'a warning, and the article is there' finds 'id:6' title:warned
rm site/warned.md

# Names that would forge a message or reach the terminal.
printf -- '---\n' >$'site/x\ncourant: forged.md'
mv $'site/x\ncourant: forged.md' $'site/x\ncourant: forged\e[31m\x9b\xff.md'
check 'a hostile name' exits 1 index --cache=cache.db site
check 'a hostile name is quoted' err_has 'x\x0acourant: forged\x1b[31m\x9b\xff.md:1:1: error:'
check 'a hostile name makes one line' err_lines 1
check 'a hostile name has no escape' err_lacks $'\e'
rm site/x*
printf -- '---\ntitle: Odd\n---\n' >$'site/odd\xff\e.md'
check 'a name that is not UTF-8' exits 0 index --cache=cache.db site
for format in text tsv json jsonl csv; do
    check "a name that is not UTF-8 as $format" exits 0 list --cache=cache.db --format=$format title:odd
    check "a name that is not UTF-8 as $format, listed" out_has Odd
    check "a name that is not UTF-8 as $format is UTF-8" same "$(grep -axv '.*' out)" ''
    check "a name that is not UTF-8 as $format has no escape" out_lacks $'\e'
done
rm site/odd*
printf -- '---\ntitle: Odd\n---\n' >$'site/odd\u2028line.md'
check 'a name with another line end' exits 0 index --cache=cache.db site
for format in text tsv json jsonl; do
    check "a name with another line end as $format" exits 0 list --cache=cache.db --format=$format title:odd
    check "a name with another line end as $format is one line" out_lines 1
done
rm site/odd*

if can_obey; then
    article news/e.md 7 2021-01-07 Seven
    check 'before' obeying_exits 0 index --cache=cache.db site
    article news/e.md 7 2021-01-07 'Seven changed'
    chmod 0 site/news/e.md
    check 'an unreadable file' obeying_exits 1 index --cache=cache.db site
    check 'an unreadable file, said' err_has 'courant: site/news/e.md: error: cannot read the file: Permission denied'
    check 'an unreadable file stays' finds 'id:7' title:seven
    check 'an unreadable file, again' obeying_exits 1 index --cache=cache.db site
    chmod 700 site/news/e.md
    check 'a file that can be read again' obeying_exits 0 index --cache=cache.db site
    check 'a file that can be read again, found' finds 'id:7' 'title:"seven changed"'
    chmod 0 site/news
    check 'an unreadable folder' obeying_exits 1 index --cache=cache.db site
    check 'an unreadable folder, said' err_has 'courant: site/news: error: cannot read the folder: Permission denied'
    check 'an unreadable folder is no deletion' out_has ' 0 removed'
    check 'an unreadable folder, all is there' finds 'id:7' title:seven
    chmod 700 site/news
    check 'a folder that can be read again' obeying_exits 0 index --cache=cache.db site
    check 'a folder that can be read again, said' out_has ' 0 changed, 0 removed'
    chmod 0 site
    check 'an unreadable root' obeying_exits 1 index --cache=cache.db
    check 'an unreadable root, all is there' finds 'id:7' title:seven
    chmod 700 site
    check 'a root that can be read again' obeying_exits 0 index --cache=cache.db
else
    echo 'skipped: what cannot be read (permissions do not hold for this user)'
fi

# Two sets of roots are two caches; the cache folder is made.
check 'a cache of its own' exits 0 index site
check 'a cache of its own, listed' exits 0 list word1
check 'a cache of its own, found' out_lines 1
mkdir other
check 'another set of roots' exits 0 index other
check 'another set of roots is another cache' same "$(find "$XDG_CACHE_HOME/courant" -name '*.db' | wc -l)" 2
check 'another set of roots, listed' exits 0 list word1
check 'another set of roots, nothing there' out_is ''
check 'the caches are for this user alone' same "$(stat -c %a "$XDG_CACHE_HOME/courant")" 700
check 'other roots in the same cache are said' exits 0 index --cache=cache.db other
check 'other roots, said' err_has 'other content roots; rebuilding the cache'

# Marks go along with a file that moves, though its key comes from its path.
rm -rf site && mkdir site
printf -- '---\ntitle: Walker\ndate: 2021-01-01\n---\nBody.\n' >site/old.md
check 'before a move' exits 0 index --cache=cache.db --rebuild site
star site path:old.md
check 'before a move, starred' finds path:old.md is:starred
mkdir site/in
mv site/old.md site/in/new.md
check 'a move, told of each file' exits 0 index --cache=cache.db --verbose site
check 'a move, told' out_has 'moved      site/in/new.md'
check 'a move loses no mark' finds path:in/new.md is:starred
check 'a move is no withdrawal' out_lacks 'removed  '
rm site/in/new.md
article a.md 1 2021-01-01 One
check 'verbose' exits 0 index --cache=cache.db --verbose site
check 'verbose, new' out_has 'added      site/a.md'
check 'verbose, removed' out_has 'removed    site/in/new.md'
article a.md 1 2021-01-01 'One edited'
check 'verbose, again' exits 0 index --cache=cache.db --verbose site
check 'verbose, changed' out_has 'changed    site/a.md'

# Keys of a tree of one's own; other rules are another cache.
rm -rf site && mkdir -p site "$XDG_CONFIG_HOME/courant"
printf -- '---\nheadline: Named otherwise\nwhen: {day: 2021-03-04}\nsubjects: [Kites]\n---\nx\n' >site/a.md
check 'without rules' exits 0 index --cache=cache.db --rebuild site
check 'without rules, the name of the file' out_has '1 article: 1 new'
printf 'fields:\n  title: headline\n  date: when.day\n  topics: subjects\n' >"$XDG_CONFIG_HOME/courant/config.yaml"
check 'with rules' exits 0 index --cache=cache.db site
check 'with rules, said' err_has '`fields`, `endings`, `dates` or `hide` in config.yaml has changed; rebuilding the cache'
check 'with rules, found' same "$("$COURANT" list --cache=cache.db --format=tsv topic:kites)" $'2021-03-04\tpath://a.md\t\tNamed otherwise'
check 'the same rules' exits 0 index --cache=cache.db site
check 'the same rules, nothing to do' out_has '1 unchanged'
rm "$XDG_CONFIG_HOME/courant/config.yaml"

exec 7>report
"$COURANT" index --cache=cache.db --report=7 site </dev/null >out 2>err
check 'a report for the reader' same $? 0
exec 7>&-
check 'a report ends with done' grep -qE '^done [0-9]+ [0-9]+ [0-9]+ [0-9]+$' report
check 'a report has progress' grep -qE '^progress [0-9]+ [0-9]+ [0-9]+ [01]$' report
check 'a report is all there is' test ! -s out
finish
