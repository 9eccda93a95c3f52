#!/usr/bin/env bash
# Programs of the user's own, run for new articles: for which, how often, with what arguments, and how their failures are said.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

config() { mkdir -p "$XDG_CONFIG_HOME/courant" && printf '%s\n' "$@" >"$XDG_CONFIG_HOME/courant/config.yaml"; }
cat >tell <<'TELL'
#!/bin/sh
for argument; do printf '[%s]' "$argument"; done >>"$(dirname "$0")/told"
echo >>"$(dirname "$0")/told"
TELL
chmod +x tell
told() { cat told 2>/dev/null; rm -f told; }
new() { # NAME TITLE [DAY]
    printf -- '---\ntitle: "%s"\ndate: 2021-03-%s\ntags: [%s]\n---\nText.\n' "$2" "${3-04}" "${4-harbour}" >"site/$1.md"
}
index() { exits 0 index --cache=cache.db site; }

mkdir site
config "on_new:" \
    "  - query: tag:harbour" \
    "    run: [$work/tell, '{title}', '{date}', '{file}', '-t{title}', '{\"a\": 1}', '\$(touch $work/run)', '; touch $work/run']" \
    "  - query: tag:harbour" \
    "    run: [$work/tell, '{count} new', '{titles}']" \
    "    each: batch"
new first "The first"
check 'a build' index
check 'a build tells of nothing' same "$(told)" ''

new ferry "The ferry is late" 05
new other "Elsewhere" 06 inland
check 'one article' index
check 'one article, told' same "$(told)" "[The ferry is late][2021-03-05][$work/site/ferry.md][-tThe ferry is late][{\"a\": 1}][\$(touch $work/run)][; touch $work/run]
[1 new][The ferry is late]"
check 'no shell' [ ! -e run ]

check 'again' index
check 'again, nothing' same "$(told)" ''
new ferry "The ferry is later still" 05
check 'an edited article' index
check 'an edited article is not new' same "$(told)" ''
mv site/ferry.md site/boat.md
check 'a moved article' index
check 'a moved article is not new' same "$(told)" ''
mv site/first.md . && index && mv first.md site/
check 'what was there before the build comes back' index
check 'what was not told of is told of' same "$(told | wc -l)" 2
mv site/first.md . && index && mv first.md site/
check 'it comes back once more' index
check 'it is not told of twice' same "$(told)" ''
check 'a rebuild' exits 0 index --cache=cache.db --rebuild site
check 'a rebuild tells of nothing' same "$(told)" ''

new a "--version" 07
new b "Bee" 08
new draft "Draft" 09
sed -i '2i draft: true' site/draft.md
check 'two at once' index
check 'two at once, newest first, no option, no draft' same "$(told | cut -d']' -f1,2)" '[Bee][2021-03-08
[ --version][2021-03-07
[2 new][Bee
--version]'

new once "Once"
"$COURANT" index --cache=cache.db site >/dev/null 2>&1 &
"$COURANT" index --cache=other.db site >/dev/null 2>&1 &
"$COURANT" index --cache=cache.db site >/dev/null 2>&1
wait
check 'two runs at once' same "$(told | wc -l)" 2

# Failures are said, and no article is lost by them.
fails() { # NAME PROGRAM SAYS
    config "on_new: [{query: tag:harbour, run: [$2]}]"
    new "$1" "Title of $1"
    check "$1" exits 0 index --cache=cache.db site
    check "$1, said" err_has "on_new: $3"
    "$COURANT" list --cache=cache.db >out
    check "$1, the article is there" out_has "Title of $1"
}
fails status "sh, -c, 'exit 3'" "'sh' failed with exit status 3"
fails signal "sh, -c, 'kill -9 \$\$'" "'sh' was ended by signal 9"
fails missing "$work/none" "cannot start '$work/none': No such file or directory"
began=$SECONDS
fails slow "sh, -c, 'sleep 1000.125 & sleep 1000.125'" "'sh' took longer than 10 s and was ended"
check 'slow, ended in time' [ $((SECONDS - began)) -lt 40 ]
check 'slow, with what it started' [ -z "$(pgrep -f '^sleep 1000.125$')" ]
config "on_new: [{query: tag:harbour, run: [$work/none]}]"
new x1 "One" && new x2 "Two" && new x3 "Three"
check 'it cannot be started' exits 0 index --cache=cache.db site
check 'it is tried once' err_has 'not told of 2 more articles'

# What cannot be used is a warning, and the other hooks run.
wrong() { # HOOK SAYS
    config "on_new:" "  - $1" "  - {query: tag:harbour, run: [$work/tell, fine]}"
    exits 1 config --check
    check "$1" grep -qF -- "$2" out err
}
wrong '{query: "tag:", run: [x]}' ':2:'
wrong '{query: tag:a}' 'expected `run`'
wrong '{query: tag:a, run: [x, "{titel}"]}' "unknown placeholder '{titel}' (known: {title} {url}"
wrong '{query: tag:a, run: ["{title}"]}' 'the program itself can have no placeholder'
wrong '{query: tag:a, run: [x], each: day}' 'expected article or batch'
wrong '{query: tag:a, run: [x], when: now}' 'expected query, run or each'
wrong 'tell' 'expected a map of query, run and each'
new last "The last"
check 'the others run' exits 0 index --cache=cache.db --quiet site
check 'the others run, told' same "$(told)" '[fine]'

finish
